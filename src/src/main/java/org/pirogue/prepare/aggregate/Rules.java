package org.pirogue.prepare.aggregate;

import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/**
 * The table {@code rules.csv} of a flow: how case records become counts. Conditions are filters of DHIS2's program
 * indicators with codes; {@code events} and sums dated by {@code event} follow its analytics of type EVENT, the others
 * those of type ENROLLMENT, except that {@code persons} are distinct persons.
 */
public final class Rules {
    private final String place;
    private final PeriodType periodType;
    private final List<Rule> rules;
    private final Fields fields;

    private Rules(String place, PeriodType periodType, RuleSheet sheet) {
        this.place = place;
        this.periodType = periodType;
        this.rules = sheet.rules();
        this.fields = sheet.fields();
    }

    /**
     * @param periodType of the target's slices
     * @throws Problems with everything that is wrong in the file: P210 to P215 (table), P220 count, P221 expression,
     *     P222 not supported, P223 date, P224 zero, P225 date that does not go with the count, P226 cell counted twice
     */
    public static Rules read(Path file, PeriodType periodType) {
        return of(Sheet.read(file, RuleSheet.REQUIRED, RuleSheet.OPTIONAL), periodType);
    }

    /** @param place what the reader reads, for messages */
    public static Rules read(Reader reader, String place, PeriodType periodType) {
        return of(Sheet.read(reader, place, RuleSheet.REQUIRED, RuleSheet.OPTIONAL), periodType);
    }

    /**
     * Exactly the slices of the batch's scope, whole, without a data set: a cell that counts nothing is absent, or 0
     * for every organisation unit of the scope where the rule states it. The batch's tally is carried along.
     */
    public SliceBatch count(CaseBatch batch) {
        Period period = Period.parse(periodType, batch.scope().period());
        return new SliceBatch(
                batch.envelope(),
                batch.scope(),
                new Counting(rules, batch.scope(), period).of(batch),
                batch.tally(),
                List.of());
    }

    /**
     * The target slices in which the record can count, without a data set. Conditions are not asked: they may have been
     * fulfilled before. Of a deleted record none: what it touched before its deletion must come from its kept form.
     */
    public SortedSet<SliceKey> touched(CaseRecord record) {
        SortedSet<SliceKey> keys = new TreeSet<>();
        if (record.deleted()) {
            return keys;
        }
        EnrollmentRow enrollment = new EnrollmentRow(record);
        for (Rule rule : rules) {
            if (!rule.ofEvents()) {
                addKey(keys, rule, enrollment, record.orgUnit());
                continue;
            }
            record.events().stream()
                    .filter(rule::looksAt)
                    .forEach(event -> addKey(keys, rule, new EventRow(record, event), event.orgUnit()));
        }
        return keys;
    }

    /** What becomes of a record's events when it is read: P230 event without a date, P231 date that is none. */
    public Reading reading(CaseRecord record) {
        List<Finding> findings = new ArrayList<>();
        Tally tally = Tally.NONE;
        for (CaseRecord.Event event : record.events()) {
            tally = tally.plus(tallyOf(record, event, findings));
        }
        if (!record.deleted()) {
            findings.addAll(badDates(record));
        }
        return new Reading(tally, findings);
    }

    /** The record with nothing but what the rules use: keep this, not what was read. */
    public CaseRecord keep(CaseRecord record) {
        return fields.only(record);
    }

    public Fields fields() {
        return fields;
    }

    public PeriodType periodType() {
        return periodType;
    }

    /** Every cell that a rule counts, in any period. */
    public SortedSet<Cell> claim() {
        return cells(rules.stream());
    }

    /** The cells that a rule counts in a period. */
    public SortedSet<Cell> claim(String period) {
        Period parsed = Period.parse(periodType, period);
        return cells(rules.stream().filter(rule -> rule.validity().holds(parsed)));
    }

    /** Changes when, and only when, the rules mean something else. */
    public String digest() {
        return Digest.of(
                Stream.concat(Stream.of(periodType.dhis2Name()), rules.stream().map(Rule::meaning)));
    }

    private static Rules of(Sheet sheet, PeriodType periodType) {
        RuleSheet rules = new RuleSheet(sheet);
        sheet.refuseProblems();
        return new Rules(sheet.place(), periodType, rules);
    }

    private void addKey(SortedSet<SliceKey> keys, Rule rule, Row row, String orgUnit) {
        LocalDate day = rule.dayOf(row);
        if (day != null) {
            Period period = Period.of(periodType, day);
            if (rule.validity().holds(period)) {
                keys.add(new SliceKey("", orgUnit, period.id(), ""));
            }
        }
    }

    private Tally tallyOf(CaseRecord record, CaseRecord.Event event, List<Finding> findings) {
        boolean used = !record.deleted() && Present.inAnalytics(event) && fields.useStage(event.programStage());
        if (!used) {
            return new Tally(0, 1, 0, 0, 0, 0);
        }
        String date = Present.dateOf(event);
        if (Dates.read(date) != null) {
            return new Tally(1, 0, 0, 0, 0, 0);
        }
        findings.add(dateFinding(event, date));
        return new Tally(0, 0, 0, 1, 0, 0);
    }

    private Finding dateFinding(CaseRecord.Event event, @Nullable String date) {
        return new Finding(
                date == null ? "P230" : "P231",
                null,
                null,
                date,
                "event " + event.event(),
                date == null
                        ? "The event has no date and counts in no period: enter its date at the source."
                        : "The event's date is not a date: correct it at the source.");
    }

    /** Of attributes and elements that decide a period; the value itself is personal and stays out. */
    private List<Finding> badDates(CaseRecord record) {
        EnrollmentRow row = new EnrollmentRow(record);
        return rules.stream()
                .map(Rule::date)
                .distinct()
                .filter(date -> date.kind() == RuleDate.Kind.ATTRIBUTE || date.kind() == RuleDate.Kind.ELEMENT)
                .filter(date -> date.of(row) != null && Dates.read(date.of(row)) == null)
                .map(date -> new Finding(
                        "P231",
                        null,
                        null,
                        null,
                        "enrollment " + record.enrollment(),
                        "'" + date.code() + "' is not a date and counts in no period: correct it at the source."))
                .toList();
    }

    private static SortedSet<Cell> cells(Stream<Rule> rules) {
        return rules.map(Rule::cell).collect(Collectors.toCollection(TreeSet::new));
    }
}

package org.pirogue.prepare.aggregate;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.period.Validity;

/**
 * One row of {@code rules.csv}, ready to count.
 *
 * @param amount what a sum adds, null for a count
 * @param when null where everything counts
 * @param stages of which an event can count, null for all; without meaning for enrollments
 * @param stated whether a count of nothing is a 0
 * @param meaning the row's text, for the digest
 */
record Rule(
        Cell cell,
        Counted counted,
        @Nullable Term amount,
        @Nullable Term when,
        RuleDate date,
        @Nullable Set<String> stages,
        boolean stated,
        Validity validity,
        String meaning) {
    enum Counted {
        EVENTS,
        ENROLLMENTS,
        PERSONS,
        SUM_OF_EVENTS,
        SUM_OF_ENROLLMENTS
    }

    boolean ofEvents() {
        return counted == Counted.EVENTS || counted == Counted.SUM_OF_EVENTS;
    }

    /** Whether the rule looks at the event at all, whatever its condition says. */
    boolean looksAt(CaseRecord.Event event) {
        boolean standing = counted == Counted.EVENTS ? Present.isCounted(event) : Present.inAnalytics(event);
        return standing && (stages == null || stages.contains(event.programStage()));
    }

    @Nullable
    LocalDate dayOf(Row row) {
        return Dates.read(date.of(row));
    }

    boolean holds(Row row) {
        return when == null || Boolean.TRUE.equals(Term.truth(when.of(row)));
    }

    Counter counter() {
        return switch (counted) {
            case EVENTS, ENROLLMENTS -> new Counter.OfRecords();
            case PERSONS -> new Counter.OfPersons();
            case SUM_OF_EVENTS, SUM_OF_ENROLLMENTS -> new Counter.OfAmounts();
        };
    }
}

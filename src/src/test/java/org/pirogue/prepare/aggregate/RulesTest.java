package org.pirogue.prepare.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.period.PeriodType;

class RulesTest {
    private static final String HEADER = "data_element,category_options,count,when,date,zero,valid_from,valid_to\n";
    private static final String POSITIVE = "#{INVESTIGATION.MCS_RESULT} == 'POS'";
    private static final String UNDER_FIVE = "d2:yearsBetween(A{BIRTH_DATE}, V{event_date}) < 5";

    @Test
    void countsEventsByAgeWhereAndWhenTheyTookPlace() {
        Rules rules = rules(
                row("MAL_CONF,AGE_LT5,events", POSITIVE + " && " + UNDER_FIVE, "event,absent,,"),
                row("MAL_CONF,AGE_GE5,events", POSITIVE + " && !(" + UNDER_FIVE + ")", "event,absent,,"));

        SliceBatch counted = rules.count(batch(
                "202601",
                person("t1", "2023-02-01", positive("A", "2026-01-12"), positive("B", "2026-01-31T23:30:00.000")),
                person("t2", "1990-02-01", positive("A", "2026-01-01"), positive("A", "2026-02-01")),
                person("t3", "2021-01-12", positive("A", "2026-01-12"))));

        assertThat(values(counted))
                .isEqualTo(Map.of("A MAL_CONF/AGE_LT5", "1", "A MAL_CONF/AGE_GE5", "2", "B MAL_CONF/AGE_LT5", "1"));
    }

    @Test
    void countsNothingThatIsDeletedSkippedOrOnlyScheduled() {
        Rules rules = rules("E,,events,,event,,,");

        assertThat(values(rules.count(batch(
                        "202601",
                        record(false, event("S", "A", "DELETED", "2026-01-01", Map.of())),
                        record(false, event("S", "A", "SKIPPED", "2026-01-01", Map.of())),
                        record(false, event("S", "A", "SCHEDULE", "2026-01-01", Map.of())),
                        record(true, event("S", "A", "ACTIVE", "2026-01-01", Map.of()))))))
                .isEmpty();
    }

    @Test
    void statesZeroForEveryUnitOfTheScopeWhereTheRuleSaysSo() {
        Rules rules = rules("E,,events,,event,stated,,", "F,,events,,event,absent,,");

        assertThat(values(rules.count(batch("202601")))).isEqualTo(Map.of("A E", "0", "B E", "0"));
    }

    @Test
    void countsEnrollmentsAtTheEnrollmentsUnitAndPersonsOnce() {
        Rules rules = rules("E,,enrollments,,enrollment,,,", "P,,persons,,enrollment,,,");
        CaseRecord first = person("t1", "1990-01-01", positive("B", "2026-01-12"));
        CaseRecord second =
                new CaseRecord("t1", "n2", "A", "2026-01-20", null, "COMPLETED", false, Map.of(), List.of());

        assertThat(values(rules.count(batch("202601", first, second)))).isEqualTo(Map.of("A E", "2", "A P", "1"));
    }

    @Test
    void addsExactlyWhatASumNames() {
        Rules rules = rules("E,,sum(#{S.DOSES}),,event,,,");
        CaseRecord record = record(
                false,
                event("S", "A", "ACTIVE", "2026-01-01", Map.of("DOSES", "0.1")),
                event("S", "A", "ACTIVE", "2026-01-02", Map.of("DOSES", "0.2")),
                event("S", "A", "ACTIVE", "2026-01-03", Map.of("DOSES", "many")),
                event("T", "A", "ACTIVE", "2026-01-03", Map.of("DOSES", "7")));

        assertThat(values(rules.count(batch("202601", record)))).isEqualTo(Map.of("A E", "0.3"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "A{AGE} < 5                          ~ enrollments ~ 1",
                "A{AGE} == ''                        ~ enrollments ~ 1",
                "A{AGE} != 'Y'                       ~ enrollments ~ 1",
                "d2:hasValue(A{AGE})                 ~ enrollments ~ 0",
                "d2:yearsBetween(A{AGE}, V{enrollment_date}) < 5    ~ enrollments ~ 0",
                "!(d2:yearsBetween(A{AGE}, V{enrollment_date}) < 5) ~ enrollments ~ 0",
                "d2:yearsBetween(A{AGE}, V{enrollment_date}) != 5   ~ enrollments ~ 0",
                "A{AGE} < 5                          ~ events ~ 0",
                "A{AGE} == ''                        ~ events ~ 0",
                "A{AGE} != 'Y'                       ~ events ~ 0",
                "!(A{AGE} == 'Y')                    ~ events ~ 0",
                "A{AGE} == 'Y' || V{event_status} == 'ACTIVE' ~ events ~ 1",
                "!d2:hasValue(#{OTHER.X})            ~ events ~ 1"
            })
    void treatsAMissingValueAsDhis2sAnalyticsDo(String when, String count, int expected) {
        String date = count.equals("events") ? "event" : "enrollment";
        Rules rules = rules(row("E,," + count, when.strip(), date + ",stated,,"));

        CaseRecord record = person("t1", "1990-01-01", positive("A", "2026-01-12"));

        assertThat(values(rules.count(batch("202601", record)))).containsEntry("A E", Integer.toString(expected));
    }

    @Test
    void takesEachElementsOwnLatestValue() {
        Rules rules = rules(row("E,,enrollments", "#{S.X} == 'NEW' && #{S.Y} == 'OLD'", "enrollment,,,"));
        CaseRecord record = record(
                false,
                event("S", "A", "ACTIVE", "2026-03-01", Map.of("X", "NEW")),
                event("S", "A", "ACTIVE", "2026-02-01", Map.of("X", "FORMER", "Y", "OLD")),
                event("S", "A", "SKIPPED", "2026-04-01", Map.of("X", "NEVER")));

        assertThat(values(rules.count(batch("202601", record)))).isEqualTo(Map.of("A E", "1"));
    }

    @Test
    void holdsARuleOnlyInItsValidity() {
        Rules rules = rules("OLD,,events,,event,,,202512", "NEW,,events,,event,,202601,");
        CaseRecord record = record(
                false,
                event("S", "A", "ACTIVE", "2025-12-31", Map.of()),
                event("S", "A", "ACTIVE", "2026-01-01", Map.of()));

        assertThat(values(rules.count(batch("202512", record)))).containsOnlyKeys("A OLD");
        assertThat(values(rules.count(batch("202601", record)))).containsOnlyKeys("A NEW");
        assertThat(rules.claim("202601")).containsExactly(Cell.of("NEW", ""));
        assertThat(rules.claim()).hasSize(2);
    }

    @Test
    void touchesEverySliceInWhichARecordCanCount() {
        Rules rules = rules(row("E,,events", POSITIVE, "event,,,"), "N,,enrollments,,A{BIRTH_DATE},,,");
        CaseRecord record = person("t1", "1990-02-01", positive("B", "2026-01-12"), positive("C", "2026-03-01"));

        assertThat(rules.touched(record))
                .containsExactlyInAnyOrder(
                        new SliceKey("", "B", "202601", ""),
                        new SliceKey("", "C", "202603", ""),
                        new SliceKey("", "A", "199002", ""));
        assertThat(rules.touched(record(true, positive("B", "2026-01-12")))).isEmpty();
    }

    @Test
    void countsOnlyInSlicesThatItTouches() {
        Rules rules = rules(row("E,,events", POSITIVE, "event,,,"), "N,,enrollments,,enrollment,,,");
        CaseRecord record = person("t1", "1990-02-01", positive("B", "2026-01-12"), positive("C", "2026-03-01"));

        for (String period : List.of("202601", "202602", "202603")) {
            rules.count(batch(period, record)).slices().forEach(slice -> assertThat(rules.touched(record))
                    .contains(slice.key()));
        }
    }

    @Test
    void keepsNothingOfAPersonThatTheRulesDoNotUse() {
        Rules rules = rules(row("E,,events", POSITIVE + " && " + UNDER_FIVE, "event,,,"));
        CaseRecord.Event used = event(
                "INVESTIGATION", "A", "ACTIVE", "2026-01-12", Map.of("MCS_RESULT", "POS", "REMARK", "confidential"));
        CaseRecord.Event unused = event("OUTCOME", "A", "ACTIVE", "2026-01-12", Map.of("MCS_RESULT", "POS"));
        CaseRecord read = new CaseRecord(
                "t1",
                "n1",
                "A",
                "2026-01-10",
                "2026-01-09",
                "ACTIVE",
                false,
                Map.of("BIRTH_DATE", "2023-02-01", "GIVEN_NAME", "confidential"),
                List.of(used, unused));

        CaseRecord kept = rules.keep(read);

        assertThat(kept.toString()).doesNotContain("confidential", "OUTCOME", "2026-01-10", "2026-01-09");
        assertThat(rules.count(batch("202601", kept)).slices())
                .isEqualTo(rules.count(batch("202601", read)).slices())
                .hasSize(1);
        assertThat(rules.fields().attributes()).containsExactly("BIRTH_DATE");
        assertThat(rules.fields().elements()).containsExactly("INVESTIGATION.MCS_RESULT");
        assertThat(rules.fields().allStages()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "#{S.X} == '1'                                     ~ false",
                "#{S.X} != '1' && #{T.Y} > 3                       ~ false",
                "!(#{S.X} == '1')                                  ~ false",
                "d2:hasValue(#{S.X})                               ~ false",
                "#{S.X} == '1' || #{T.Y} == '1'                    ~ false",
                "V{program_stage_id} == 'S'                        ~ false",
                "d2:daysBetween(#{S.X}, V{event_date}) > 3         ~ false",
                "!d2:hasValue(#{S.X})                              ~ true",
                "#{S.X} == '1' || A{Y} == '1'                      ~ true",
                "A{Y} == '1'                                       ~ true",
                "V{program_stage_id} != 'S'                        ~ true"
            })
    void knowsWhetherEventsOfOtherStagesCanCount(String when, boolean all) {
        assertThat(rules(row("E,,events", when.strip(), "event,,,")).fields().allStages())
                .isEqualTo(all);
    }

    @Test
    void changesTheDigestOfItsFieldsOnlyWithANewField() {
        String digest = rules(row("E,,events", POSITIVE, "event,,,")).fields().digest();

        assertThat(rules(row("F,,events", "#{INVESTIGATION.MCS_RESULT} == 'NEG'", "event,,,"))
                        .fields()
                        .digest())
                .isEqualTo(digest);
        assertThat(rules(row("E,,events", POSITIVE + " && A{SEX} == 'F'", "event,,,"))
                        .fields()
                        .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void putsEveryEventOfARecordInOneHeap() {
        Rules rules = rules(row("E,,events", POSITIVE, "event,,,"));
        Reading reading = rules.reading(record(
                false,
                positive("A", "2026-01-12"),
                positive("A", null),
                positive("A", "soon"),
                event("INVESTIGATION", "A", "DELETED", "2026-01-12", Map.of()),
                event("OUTCOME", "A", "ACTIVE", "2026-01-12", Map.of())));

        assertThat(reading.tally()).isEqualTo(new Tally(1, 2, 0, 2, 0, 0));
        assertThat(reading.findings()).extracting(Finding::code).containsExactly("P230", "P231");
        assertThat(rules.reading(record(true, positive("A", "2026-01-12"))).tally())
                .isEqualTo(new Tally(0, 1, 0, 0, 0, 0));
    }

    @Test
    void findsADateOfThePersonThatIsNoneAndDoesNotShowIt() {
        Rules rules = rules("E,,enrollments,,A{ONSET},,,");
        CaseRecord record =
                new CaseRecord("t", "n", "A", null, null, "ACTIVE", false, Map.of("ONSET", "yesterday"), List.of());

        assertThat(rules.reading(record).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("P231");
            assertThat(finding.toString()).doesNotContain("yesterday");
        });
    }

    @Test
    void reportsAllProblemsAtOnce() {
        assertThat(problems(
                        ",,events,,event,,,",
                        "A,,cases,,event,,,",
                        "B,,events,,yesterday,maybe,202513,",
                        row("C,,events", "#{S.X} ==", "event,,,"),
                        row("D,,events", "#{X} == 'a'", "event,,,"),
                        "E,,events,,incident,,,",
                        "F,,persons,,event,,,",
                        "G,,events,,event,,,202506",
                        "G,,events,,event,,202506,",
                        "H,,sum(),,event,,,"))
                .extracting(Problem::place, Problem::code)
                .containsExactly(
                        tuple("rules.csv:2", "P213"),
                        tuple("rules.csv:3", "P220"),
                        tuple("rules.csv:4", "P224"),
                        tuple("rules.csv:4", "P223"),
                        tuple("rules.csv:4", "P214"),
                        tuple("rules.csv:5", "P221"),
                        tuple("rules.csv:6", "P221"),
                        tuple("rules.csv:7", "P225"),
                        tuple("rules.csv:8", "P225"),
                        tuple("rules.csv:10", "P226"),
                        tuple("rules.csv:11", "P221"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d2:countIfCondition(#{S.X}, '< 5') > 1        | d2:countIfCondition",
                "d2:relationshipCount() > 1                    | d2:relationshipCount",
                "d2:daysBetween(PS_EVENTDATE:abcdefghijk, V{event_date}) > 1 | PS_EVENTDATE",
                "#{S.X}.stageOffset(-1) == 'a'                 | stageOffset",
                "d2:daysBetween(A{B}, V{current_date}) > 1     | current_date",
                "d2:count(#{S.X}) > 1                          | d2:count",
                "C{PI} > 3                                     | C{",
                "d2:inOrgUnitGroup('X')                        | d2:inOrgUnitGroup",
                "removeZeros(A{B}) > 1                         | removeZeros"
            })
    void refusesByNameWhatItDoesNotSupport(String when, String name) {
        assertThat(problems(row("E,,events", when.strip(), "event,,,")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains(name.strip()));
    }

    @Test
    void refusesAVariableOfOneEventForEnrollments() {
        assertThat(problems(row("E,,enrollments", "V{event_date} > '2026-01-01'", "enrollment,,,")))
                .extracting(Problem::code)
                .containsExactly("P222");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CODE WITH SPACES", "é-1/2", "0123", "MAL_CS.V2"})
    void takesCodesOfAnyCharacters(String code) {
        Rules rules = rules(row("E,,events", "A{" + code + "} == 'Y'", "event,,,"));
        CaseRecord record = new CaseRecord(
                "t", "n", "A", null, null, "ACTIVE", false, Map.of(code, "Y"), List.of(positive("A", "2026-01-01")));

        assertThat(values(rules.count(batch("202601", record)))).isEqualTo(Map.of("A E", "1"));
    }

    private static String row(String start, String when, String end) {
        return start + ",\"" + when.replace("\"", "\"\"") + "\"," + end;
    }

    private static Rules rules(String... rows) {
        return Rules.read(new StringReader(HEADER + String.join("\n", rows)), "rules.csv", PeriodType.MONTHLY);
    }

    private static List<Problem> problems(String... rows) {
        return catchThrowableOfType(Problems.class, () -> rules(rows)).all();
    }

    private static CaseRecord person(String trackedEntity, String birthDate, CaseRecord.Event... events) {
        return new CaseRecord(
                trackedEntity,
                "n-" + trackedEntity,
                "A",
                "2026-01-10",
                null,
                "ACTIVE",
                false,
                Map.of("BIRTH_DATE", birthDate),
                List.of(events));
    }

    private static CaseRecord record(boolean deleted, CaseRecord.Event... events) {
        return new CaseRecord("t", "n", "A", "2026-01-10", null, "ACTIVE", deleted, Map.of(), List.of(events));
    }

    private static CaseRecord.Event positive(String orgUnit, String date) {
        return event("INVESTIGATION", orgUnit, "ACTIVE", date, Map.of("MCS_RESULT", "POS"));
    }

    private static CaseRecord.Event event(
            String stage, String orgUnit, String status, String date, Map<String, String> values) {
        boolean deleted = status.equals("DELETED");
        return new CaseRecord.Event("e", stage, orgUnit, deleted ? "ACTIVE" : status, date, date, deleted, values);
    }

    private static CaseBatch batch(String period, CaseRecord... cases) {
        Envelope envelope = new Envelope("tracker-to-hmis", "hmis", 1, 1, Envelope.Mode.SYNC);
        Scope scope = new Scope(period, new TreeSet<>(List.of("A", "B")));
        return new CaseBatch(envelope, scope, new ArrayList<>(List.of(cases)), Tally.NONE);
    }

    private static Map<String, String> values(SliceBatch batch) {
        Map<String, String> values = new TreeMap<>();
        batch.slices().forEach(slice -> slice.values()
                .forEach((cell, value) -> values.put(slice.key().orgUnit() + " " + cell, value)));
        return values;
    }
}

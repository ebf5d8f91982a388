package org.pirogue.prepare.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.period.PeriodType;

/**
 * 3,000 invented cases, counted by rules that say what a program indicator says, against what the analytics of DHIS2
 * 2.43.1 made of the same cases and indicators. Cell: indicator, period, facility.
 */
class ParityTest {
    private static final Map<String, String> BOUNDARIES =
            Map.of("ENROLLMENT_DATE", "enrollment", "INCIDENT_DATE", "incident", "EVENT_DATE", "event");
    private static final String CLADE = "#{kr7zFDXvZLU.V3nKReCYlNs}";
    /** The latest value of three enrollments is ambiguous, two events on one day: DHIS2's own two engines differ here. */
    private static final Set<String> TIED = Set.of(CLADE + "=='CLADE_I_B'", CLADE + "!='CLADE_I_B'");
    /** A defect of DHIS2's default engine: {@code coalesce(x, '') is not null} is true for every enrollment. */
    private static final String DEFECT = "d2:hasValue(" + CLADE + ")";

    private static List<CaseRecord> cases;

    @BeforeAll
    static void readCases() throws IOException {
        cases = new ArrayList<>();
        for (JsonNode person : json("tracked-entities.json.gz").get("trackedEntities")) {
            person.get("enrollments").forEach(enrollment -> cases.add(record(person, enrollment)));
        }
    }

    @Test
    void equalsDhis2sAnalyticsForTheProgramsIndicatorsByMonth() throws IOException {
        Map<String, String> rules = rules(json("program-indicators.json.gz"));

        assertThat(rules).hasSize(8);
        assertEqual(rules, json("analytics-facility-month.json.gz"), PeriodType.MONTHLY);
    }

    @Test
    void equalsDhis2sAnalyticsForTheProgramsIndicatorsByWeek() throws IOException {
        assertEqual(
                rules(json("program-indicators.json.gz")), json("analytics-facility-week.json.gz"), PeriodType.WEEKLY);
    }

    @Test
    void equalsDhis2sAnalyticsForIndicatorsThatProbeOneRuleOfMeaningEach() throws IOException {
        JsonNode analytics = json("probe-analytics-facility-month-default-engine.json.gz");
        Map<String, String> rules = rules(json("probe-program-indicators.json.gz"));

        assertThat(rules).hasSizeGreaterThan(60);
        assertEqual(rules, analytics, PeriodType.MONTHLY);
    }

    @Test
    void equalsDhis2sOlderEngineForIndicatorsOfElements() throws IOException {
        JsonNode indicators = json("probe-program-indicators.json.gz");
        Map<String, String> rules = rules(indicators);
        rules.putAll(rules(indicators, Set.of(DEFECT, "!" + DEFECT)));

        assertEqual(rules, json("probe-analytics-facility-month-legacy-engine.json.gz"), PeriodType.MONTHLY);
    }

    @Test
    void countsNothingWhereAnEventsMissingValueIsComparedOrTwoStagesMustHoldAtOnce() throws IOException {
        Set<String> names = Set.of("PARITY_V_CROSSSTAGE", "PARITY_V_CLADE_EQ_EMPTY", "PARITY_V_PCR_EQ0");
        Map<String, String> rules = new LinkedHashMap<>();
        JsonNode indicators = json("probe-program-indicators.json.gz");
        rules(indicators).forEach((id, row) -> {
            for (JsonNode indicator : indicators.get("programIndicators")) {
                if (indicator.get("id").asText().equals(id)
                        && names.contains(indicator.get("code").asText())) {
                    rules.put(id, row);
                }
            }
        });

        assertThat(rules).hasSize(names.size());
        Rules compiled = Rules.read(new StringReader(csv(rules)), "rules.csv", PeriodType.YEARLY);
        assertThat(compiled.count(batch("2025")).slices()).isEmpty();
    }

    private static void assertEqual(Map<String, String> rules, JsonNode analytics, PeriodType type) {
        Map<String, BigDecimal> expected = new TreeMap<>();
        Set<String> answered = new HashSet<>();
        for (JsonNode row : analytics.get("rows")) {
            String indicator = row.get(0).asText();
            answered.add(indicator);
            if (rules.containsKey(indicator)) {
                put(
                        expected,
                        indicator + " " + row.get(1).asText() + " " + row.get(2).asText(),
                        row.get(3).asText());
            }
        }
        // Indicators without a row are those that DHIS2 failed to compute, or that count nothing: both say nothing
        // here.
        Map<String, String> comparable = new LinkedHashMap<>(rules);
        comparable.keySet().retainAll(answered);
        Map<String, BigDecimal> actual = new TreeMap<>();
        Rules compiled = Rules.read(new StringReader(csv(comparable)), "rules.csv", type);
        for (JsonNode period : analytics.get("periods")) {
            for (Slice slice : compiled.count(batch(period.asText())).slices()) {
                slice.values()
                        .forEach((cell, value) -> put(
                                actual,
                                cell.dataElement() + " " + period.asText() + " "
                                        + slice.key().orgUnit(),
                                value));
            }
        }
        assertThat(actual).isNotEmpty();
        assertThat(different(actual, expected, comparable)).isEmpty();
    }

    /** By indicator: how many cells differ, and one of them. */
    private static Map<String, String> different(
            Map<String, BigDecimal> actual, Map<String, BigDecimal> expected, Map<String, String> rules) {
        Map<String, List<String>> cells = new TreeMap<>();
        Set<String> all = new TreeSet<>(actual.keySet());
        all.addAll(expected.keySet());
        for (String cell : all) {
            if (!Objects.equals(actual.get(cell), expected.get(cell))) {
                cells.computeIfAbsent(cell.split(" ")[0], any -> new ArrayList<>())
                        .add(cell + " is " + actual.get(cell) + ", not " + expected.get(cell));
            }
        }
        Map<String, String> different = new TreeMap<>();
        cells.forEach((indicator, differences) -> different.put(
                rules.get(indicator), differences.size() + " cells differ, for instance " + differences.get(0)));
        return different;
    }

    private static void put(Map<String, BigDecimal> cells, String cell, String value) {
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        if (number.signum() != 0) {
            cells.put(cell, number);
        }
    }

    private static CaseBatch batch(String period) {
        TreeSet<String> units = new TreeSet<>();
        for (CaseRecord record : cases) {
            units.add(record.orgUnit());
            record.events().forEach(event -> units.add(event.orgUnit()));
        }
        Envelope envelope = new Envelope("parity", "test", 1, 1, Envelope.Mode.SYNC);
        return new CaseBatch(envelope, new Scope(period, units), cases, Tally.NONE);
    }

    private static String csv(Map<String, String> rules) {
        return "data_element,count,when,date\n" + String.join("\n", rules.values()) + "\n";
    }

    /** Rows of rules.csv by indicator, for the indicators that rules can say. */
    private static Map<String, String> rules(JsonNode indicators) {
        return rules(indicators, Set.of());
    }

    private static Map<String, String> rules(JsonNode indicators, Set<String> onlyFilters) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (JsonNode indicator :
                indicators.has("programIndicators") ? indicators.get("programIndicators") : indicators) {
            String count = count(indicator);
            String date = date(indicator.get("analyticsPeriodBoundaries"));
            String filter = indicator.path("filter").asText("");
            boolean ofEvents = indicator.get("analyticsType").asText().equals("EVENT");
            boolean isOtherUnit = indicator.hasNonNull("orgUnitField");
            boolean isQuirk = count.equals("events") && date.equals("incident");
            if (!count.isEmpty()
                    && !date.isEmpty()
                    && !isOtherUnit
                    && !isQuirk
                    && (onlyFilters.isEmpty()
                            ? isComparable(ofEvents, count, filter)
                            : onlyFilters.contains(filter) && !ofEvents)) {
                String id = indicator.get("id").asText();
                rules.put(id, String.join(",", id, quoted(count), quoted(filter), quoted(date)));
            }
        }
        return rules;
    }

    private static boolean isComparable(boolean ofEvents, String count, String filter) {
        return ofEvents
                || !(count + filter).contains("PS_EVENTDATE") && !TIED.contains(filter) && !filter.equals(DEFECT);
    }

    private static String count(JsonNode indicator) {
        boolean ofEvents = indicator.get("analyticsType").asText().equals("EVENT");
        String expression = indicator.get("expression").asText();
        return switch (indicator.path("aggregationType").asText("COUNT")) {
            case "COUNT" ->
                ofEvents
                        ? expression.equals("V{event_count}") ? "events" : ""
                        : expression.equals("V{enrollment_count}") ? "enrollments" : "";
            case "SUM" -> "sum(" + expression + ")";
            default -> "";
        };
    }

    private static String date(JsonNode boundaries) {
        Map<String, String> types = new HashMap<>();
        for (JsonNode boundary : boundaries) {
            String target = boundary.get("boundaryTarget").asText();
            types.merge(target, boundary.get("analyticsPeriodBoundaryType").asText(), String::concat);
            if (boundary.path("offsetPeriods").asInt() != 0) {
                return "";
            }
        }
        boolean isClosed =
                types.values().stream().allMatch(type -> type.contains("AFTER_START") && type.contains("BEFORE_END"));
        if (types.size() != 1 || !isClosed) {
            return "";
        }
        String target = types.keySet().iterator().next();
        return BOUNDARIES.getOrDefault(target, target.startsWith("PS_") ? "" : target);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static CaseRecord record(JsonNode person, JsonNode enrollment) {
        List<CaseRecord.Event> events = new ArrayList<>();
        enrollment.get("events").forEach(event -> events.add(event(event)));
        return new CaseRecord(
                person.get("trackedEntity").asText(),
                enrollment.get("enrollment").asText(),
                enrollment.get("orgUnit").asText(),
                text(enrollment, "enrolledAt"),
                text(enrollment, "occurredAt"),
                enrollment.get("status").asText(),
                person.get("deleted").asBoolean() || enrollment.get("deleted").asBoolean(),
                values(person.get("attributes"), "attribute"),
                events);
    }

    private static CaseRecord.Event event(JsonNode event) {
        return new CaseRecord.Event(
                event.get("event").asText(),
                event.get("programStage").asText(),
                event.get("orgUnit").asText(),
                event.get("status").asText(),
                text(event, "occurredAt"),
                text(event, "scheduledAt"),
                event.get("deleted").asBoolean(),
                values(event.get("dataValues"), "dataElement"));
    }

    private static Map<String, String> values(JsonNode list, String key) {
        Map<String, String> values = new HashMap<>();
        if (list != null) {
            list.forEach(value ->
                    values.put(value.get(key).asText(), value.path("value").asText("")));
        }
        return values;
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static JsonNode json(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(ParityTest.class.getResourceAsStream("parity/" + name))) {
            return new ObjectMapper().readTree(in);
        }
    }
}

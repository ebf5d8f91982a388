package org.pirogue.prepare.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.prepare.Problem;

/**
 * Rows of {@code rules.csv} that say what the program indicators of a DHIS2 metadata package say, as its aggregate data exchange
 * would send them: the data element from {@code aggregateExportDataElement}, or from the attribute that the exchange names as its
 * scheme; the option combo from {@code aggregateExportCategoryOptionCombo}; the day from the period boundaries. Conditions are
 * DHIS2's own, with codes for UIDs where the package has them. What no rule can say is a problem, and no row: P820 no data
 * element, P821 an option combo that no file has, P822 another count, P823 boundaries that do not close a period by one date.
 */
public final class IndicatorRules {
    private static final Pattern ITEM = Pattern.compile("([#A])\\{([^}]*)}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final String BY_ATTRIBUTE = "ATTRIBUTE:";

    private final IndicatorPackage metadata;
    private final List<Row> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /** As the columns of {@code rules.csv}. @param note the indicator's UID */
    public record Row(
            String dataElement, String categoryOptions, String count, String when, String date, String note) {}

    private IndicatorRules(IndicatorPackage metadata) {
        this.metadata = metadata;
    }

    /** @param files metadata in the form of DHIS2's export: that of the program, and that of the target's data set */
    public static IndicatorRules of(List<JsonNode> files) {
        IndicatorRules rules = new IndicatorRules(new IndicatorPackage(files));
        rules.metadata.indicators().forEach(rules::add);
        return rules;
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(JsonNode indicator) {
        Optional<String> element = element(indicator);
        Optional<String> options = options(indicator);
        Optional<String> count = count(indicator);
        Optional<String> date = date(indicator);
        if (element.isPresent() && options.isPresent() && count.isPresent() && date.isPresent()) {
            rows.add(new Row(
                    element.get(),
                    options.get(),
                    count.get(),
                    inCodes(indicator.path("filter").asText("")),
                    inCodes(date.get()),
                    indicator.path("id").asText()));
        }
    }

    private Optional<String> element(JsonNode indicator) {
        String named = indicator.path("aggregateExportDataElement").asText("");
        Optional<String> element = named.isBlank() ? byAttribute(indicator) : Optional.of(metadata.code(named));
        if (element.isEmpty()) {
            problem(
                    "P820",
                    indicator,
                    "it does not say for which data element it counts",
                    "set its data element for aggregate export, or write the row by hand");
        }
        return element;
    }

    /** The attribute that an exchange of this indicator takes for scheme. */
    private Optional<String> byAttribute(JsonNode indicator) {
        String scheme = metadata.scheme(indicator.path("id").asText());
        if (!scheme.startsWith(BY_ATTRIBUTE)) {
            return Optional.empty();
        }
        for (JsonNode value : indicator.path("attributeValues")) {
            if (value.path("attribute").path("id").asText().equals(scheme.substring(BY_ATTRIBUTE.length()))) {
                return Optional.of(value.path("value").asText());
            }
        }
        return Optional.empty();
    }

    private Optional<String> options(JsonNode indicator) {
        String combo = indicator.path("aggregateExportCategoryOptionCombo").asText("");
        Optional<String> options = combo.isBlank() ? Optional.of("") : metadata.options(combo);
        if (options.isEmpty()) {
            problem(
                    "P821",
                    indicator,
                    "its option combo '" + combo + "' is in none of the files",
                    "give the metadata of the target's data set as well");
        }
        return options;
    }

    private Optional<String> count(JsonNode indicator) {
        boolean ofEvents = indicator.path("analyticsType").asText("EVENT").equals("EVENT");
        String expression = indicator.path("expression").asText().strip();
        String how = indicator.path("aggregationType").asText("COUNT");
        if (how.equals("COUNT") && ofEvents && expression.equals("V{event_count}")) {
            return Optional.of("events");
        }
        // DHIS2 counts enrollments for both.
        if (how.equals("COUNT")
                && !ofEvents
                && List.of("V{enrollment_count}", "V{tei_count}").contains(expression)) {
            return Optional.of("enrollments");
        }
        if (how.equals("SUM")) {
            return Optional.of("sum(" + inCodes(expression) + ")");
        }
        problem(
                "P822",
                indicator,
                how + " of '" + expression + "' is none of what rules count",
                "write a row by hand: events, enrollments, persons or sum(expression)");
        return Optional.empty();
    }

    private Optional<String> date(JsonNode indicator) {
        Map<String, TreeSet<String>> sides = new LinkedHashMap<>();
        boolean offset = false;
        for (JsonNode boundary : indicator.path("analyticsPeriodBoundaries")) {
            sides.computeIfAbsent(boundary.path("boundaryTarget").asText(), target -> new TreeSet<>())
                    .add(boundary.path("analyticsPeriodBoundaryType").asText());
            offset |= boundary.path("offsetPeriods").asInt() != 0;
        }
        boolean closed = sides.size() == 1
                && sides.values()
                        .iterator()
                        .next()
                        .equals(new TreeSet<>(
                                List.of("AFTER_START_OF_REPORTING_PERIOD", "BEFORE_END_OF_REPORTING_PERIOD")));
        Optional<String> date =
                closed && !offset ? rulesDate(sides.keySet().iterator().next(), indicator) : Optional.empty();
        if (date.isEmpty()) {
            problem(
                    "P823",
                    indicator,
                    "its period boundaries do not close a period by one date: " + sides.keySet(),
                    "decide which date counts, and write the row by hand");
        }
        return date;
    }

    private static Optional<String> rulesDate(String target, JsonNode indicator) {
        boolean ofEvents = indicator.path("analyticsType").asText("EVENT").equals("EVENT");
        return switch (target) {
            case "ENROLLMENT_DATE" -> ofEvents ? Optional.empty() : Optional.of("enrollment");
            case "INCIDENT_DATE" -> ofEvents ? Optional.empty() : Optional.of("incident");
            case "EVENT_DATE" -> ofEvents ? Optional.of("event") : Optional.empty();
            default -> target.startsWith("PS_") ? Optional.empty() : Optional.of(target);
        };
    }

    private String inCodes(String expression) {
        Matcher matcher =
                ITEM.matcher(BLANKS.matcher(expression).replaceAll(" ").strip());
        StringBuilder codes = new StringBuilder();
        while (matcher.find()) {
            List<String> parts = new ArrayList<>();
            for (String uid : matcher.group(2).split("\\.")) {
                parts.add(metadata.code(uid.strip()));
            }
            String item = matcher.group(1) + "{" + String.join(".", parts) + "}";
            matcher.appendReplacement(codes, Matcher.quoteReplacement(item));
        }
        return matcher.appendTail(codes).toString();
    }

    private void problem(String code, JsonNode indicator, String text, String hint) {
        String id = indicator.path("id").asText();
        problems.add(new Problem(code, indicator.path("code").asText(id) + " (" + id + ")", null, text, hint));
    }
}

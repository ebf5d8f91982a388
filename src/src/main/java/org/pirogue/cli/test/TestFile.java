package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;

/** A file of tests as it is written; {@code kamelets/test/README.md} says what each key means. */
record TestFile(
        @Nullable String kamelet,
        @Nullable Map<String, String> parameters,
        @Nullable String mapping,
        @Nullable String rules,
        @Nullable String quality,
        @Nullable String orgUnits,
        @Nullable Map<String, String> files,
        @Nullable String server,
        @Nullable String dataSet,
        @Nullable Map<String, String> servers,
        @Nullable String today,
        @Nullable List<JsonNode> columns,
        @Nullable String key,
        List<Story> tests) {
    /** Every period that a test of the repository names has ended by then. */
    private static final LocalDate TODAY = LocalDate.of(2026, 10, 15);

    /** One test, or one more step of it under {@code then}. */
    record Story(
            @Nullable String name,
            @Nullable String route,
            @Nullable String completeness,
            @Nullable Map<String, Map<String, String>> steps,
            @Nullable Given given,
            @Nullable JsonNode gives,
            @Nullable JsonNode sends,
            @Nullable JsonNode stands,
            @Nullable List<String> findings,
            @Nullable List<String> conflicts,
            @Nullable TreeMap<String, Long> counts,
            @Nullable String fails,
            @Nullable Story then) {
        public Story {
            given = given == null
                    ? new Given(
                            null, null, null, null, null, null, null, null, null, null, null, null, null, null, false,
                            null, null, null)
                    : given;
            findings = findings == null ? List.of() : findings;
        }

        boolean expectsSomething() {
            boolean here = conflicts != null
                    || gives != null
                    || sends != null
                    || stands != null
                    || counts != null
                    || fails != null;
            return here || (findings != null && !findings.isEmpty()) || (then != null && then.expectsSomething());
        }
    }

    record Given(
            @Nullable List<List<ObjectNode>> published,
            @Nullable Map<String, List<ObjectNode>> datasets,
            @Nullable List<Line> known,
            @Nullable List<Line> values,
            @Nullable List<Line> stands,
            @Nullable List<ObjectNode> cases,
            @Nullable List<ObjectNode> units,
            @Nullable List<ObjectNode> knownUnits,
            @Nullable List<ObjectNode> others,
            @Nullable List<String> gone,
            @Nullable List<ObjectNode> rows,
            @Nullable List<ObjectNode> knownRows,
            @Nullable Map<String, JsonNode> received,
            @Nullable JsonNode fault,
            boolean queueFull,
            @Nullable List<String> account,
            @Nullable List<String> erased,
            @Nullable Asked asks) {}

    /** A run as one asks for it over REST. */
    record Asked(
            Envelope.@Nullable Mode mode,
            @Nullable String from,
            @Nullable String to,
            boolean full) {}

    /** A slice. {@code edited}: when the source says that its cells were typed, or cleared. */
    record Line(
            String orgUnit,
            String period,
            @Nullable String attributeOptions,
            @Nullable Map<String, String> values,
            @Nullable Map<String, String> edited,
            @Nullable List<String> delete) {
        public Line {
            attributeOptions = attributeOptions == null ? "" : attributeOptions;
            values = values == null ? Map.of() : values;
            delete = delete == null ? List.of() : delete;
        }

        SliceKey key(String dataSet) {
            return new SliceKey(dataSet, orgUnit, period, String.valueOf(attributeOptions));
        }

        Slice slice(String dataSet) {
            TreeMap<Cell, String> cells = new TreeMap<>();
            Map<String, String> given = values == null ? Map.of() : values;
            given.forEach((cell, value) -> cells.put(cell(cell), value));
            TreeMap<Cell, Edit> edits = new TreeMap<>();
            Map<String, String> when = edited == null ? Map.of() : edited;
            when.forEach((cell, at) -> edits.put(cell(cell), new Edit(at, "clerk")));
            return new Slice(key(dataSet), cells, edits);
        }

        /** @param text {@code MAL_CONF/AGE_LT5}, or {@code MAL_CONF} for the default combo */
        static Cell cell(String text) {
            int slash = text.indexOf('/');
            return slash < 0 ? new Cell(text, "") : Cell.of(text.substring(0, slash), text.substring(slash + 1));
        }
    }

    LocalDate day() {
        return today == null ? TODAY : LocalDate.parse(today);
    }
}

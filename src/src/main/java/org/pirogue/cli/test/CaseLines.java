package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;

/** Cases as tests write them, one event a line, as case records. */
final class CaseLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseLines() {}

    /**
     * @param event name of the event within the test, letters and digits
     * @param person lines of one person stand in one enrollment; each event's own, where absent
     * @param stage the only stage that the rules name, where absent
     * @param enrolledAt the first event's date, where absent
     */
    record Line(
            String event,
            @Nullable String person,
            @Nullable String stage,
            String orgUnit,
            @Nullable String status,
            @Nullable String occurredAt,
            @Nullable String enrolledAt,
            boolean deleted,
            @Nullable Map<String, String> values,
            @Nullable Map<String, String> attributes,
            @Nullable JsonNode was) {
        String who() {
            return person == null ? event : person;
        }
    }

    /** As the cases stand now. */
    static List<CaseRecord> now(List<ObjectNode> lines, String stage) {
        return records(lines.stream().map(CaseLines::line).toList(), stage);
    }

    /** As they stood before: only those that say so, with what they say in place of what stands now. */
    static List<CaseRecord> before(List<ObjectNode> lines, String stage) {
        return records(
                lines.stream()
                        .filter(line -> line.has("was"))
                        .map(line -> line(line.deepCopy().setAll((ObjectNode) line.get("was"))))
                        .toList(),
                stage);
    }

    private static Line line(JsonNode line) {
        return JSON.convertValue(line, Line.class);
    }

    private static List<CaseRecord> records(List<Line> lines, String stage) {
        Map<String, List<Line>> persons = new LinkedHashMap<>();
        lines.forEach(line ->
                persons.computeIfAbsent(line.who(), none -> new ArrayList<>()).add(line));
        return persons.entrySet().stream()
                .map(person -> record(person.getKey(), person.getValue(), stage))
                .toList();
    }

    private static CaseRecord record(String person, List<Line> lines, String stage) {
        Line first = lines.get(0);
        Map<String, String> attributes = new TreeMap<>();
        lines.forEach(line -> attributes.putAll(orEmpty(line.attributes())));
        String enrolled = first.enrolledAt() == null ? first.occurredAt() : first.enrolledAt();
        return new CaseRecord(
                uid('P', person),
                uid('N', person),
                first.orgUnit(),
                enrolled,
                enrolled,
                "ACTIVE",
                false,
                attributes,
                lines.stream().map(line -> event(line, stage)).toList());
    }

    private static CaseRecord.Event event(Line line, String stage) {
        return new CaseRecord.Event(
                uid('E', line.event()),
                line.stage() == null ? stage : line.stage(),
                line.orgUnit(),
                line.status() == null ? "COMPLETED" : line.status(),
                line.occurredAt(),
                null,
                line.deleted(),
                orEmpty(line.values()));
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    /** A UID that shows its name: {@code E00000000a1}. */
    private static String uid(char kind, String name) {
        return kind + "0".repeat(10 - name.length()) + name;
    }

    static String alias(String uid) {
        return uid.substring(1).replaceFirst("^0+", "");
    }
}

package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.VersionedSlice;

/** What was found, in the form that tests are written in: one line a slice, in an order of its own, all values as text. */
final class Shown {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Shown() {}

    static String lines(JsonNode expected) {
        return StreamSupport.stream(expected.spliterator(), false)
                .sorted(Comparator.comparing(
                                (JsonNode line) -> line.path("period").asText())
                        .thenComparing(line -> line.path("orgUnit").asText())
                        .thenComparing(line -> line.path("orgUnits").toString())
                        .thenComparing(line -> line.path("attributeOptions").asText()))
                .map(Shown::text)
                .collect(Collectors.joining("\n"));
    }

    static String found(Collection<?> found) {
        return lines(json(found));
    }

    static JsonNode json(Collection<?> found) {
        return JSON.valueToTree(found);
    }

    static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(Shown::text)
                    .sorted()
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return node.asText();
    }

    static Map<String, Object> slice(SliceKey key, SortedMap<Cell, String> values) {
        Map<String, Object> line = key(key);
        line.put("values", values(values));
        return line;
    }

    static Map<String, Object> slice(VersionedSlice slice) {
        return slice(slice.key(), slice.values());
    }

    static Map<String, Object> difference(Claim.Difference difference) {
        Map<String, Object> line = key(difference.key());
        if (!difference.put().isEmpty()) {
            line.put("put", values(difference.put()));
        }
        if (!difference.delete().isEmpty()) {
            line.put("delete", difference.delete().stream().map(Cell::toString).toList());
        }
        return line;
    }

    /** Every slice that the batch decides, the empty ones too. */
    static List<Map<String, Object>> batch(SliceBatch batch) {
        List<Map<String, Object>> lines = new ArrayList<>();
        TreeSet<String> empty = new TreeSet<>(batch.scope().orgUnits());
        batch.slices().forEach(slice -> {
            empty.remove(slice.key().orgUnit());
            lines.add(slice(slice.key(), slice.values()));
        });
        empty.forEach(
                unit -> lines.add(slice(new SliceKey("", unit, batch.scope().period(), ""), new TreeMap<>())));
        return lines;
    }

    static Map<String, Object> batch(CaseBatch batch) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("period", batch.scope().period());
        line.put("orgUnits", List.copyOf(batch.scope().orgUnits()));
        line.put(
                "events",
                batch.cases().stream()
                        .flatMap(record -> record.events().stream())
                        .map(CaseRecord.Event::event)
                        .map(CaseLines::alias)
                        .toList());
        return line;
    }

    private static Map<String, Object> key(SliceKey key) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("orgUnit", key.orgUnit());
        line.put("period", key.period());
        if (!key.attributeOptions().isEmpty()) {
            line.put("attributeOptions", key.attributeOptions());
        }
        return line;
    }

    private static Map<String, String> values(SortedMap<Cell, String> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((cell, value) -> texts.put(cell.toString(), value));
        return texts;
    }
}

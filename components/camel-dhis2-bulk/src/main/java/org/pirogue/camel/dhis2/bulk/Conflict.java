package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One conflict of an import summary.
 *
 * @param indexes the records it names, those of 2.43's {@code -1} left out
 */
record Conflict(Set<Integer> indexes, Refusal refusal) {

    boolean blames(int index) {
        return indexes.isEmpty() || indexes.contains(index);
    }

    static List<Conflict> all(JsonNode conflicts) {
        List<Conflict> all = new ArrayList<>();
        conflicts.forEach(conflict -> all.add(of(conflict)));
        return all;
    }

    private static Conflict of(JsonNode conflict) {
        Set<Integer> indexes = new TreeSet<>();
        conflict.path("indexes").forEach(index -> indexes.add(index.asInt(-1)));
        indexes.removeIf(index -> index < 0);
        return new Conflict(
                indexes,
                new Refusal(
                        Faults.text(conflict, "errorCode"),
                        conflict.path("value").asText(),
                        args(conflict)));
    }

    /** 2.43: {@code objects.args}; before: {@code objects} by property, or {@code object}. */
    private static List<String> args(JsonNode conflict) {
        List<String> args = new ArrayList<>();
        conflict.path("objects").forEach(arg -> args.add(arg.asText()));
        if (args.isEmpty() && conflict.path("object").isTextual()) {
            args.add(conflict.path("object").textValue());
        }
        return args;
    }
}

package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pirogue.country.lint.Branch;

/** Lines of a test taken apart into cells: {@code BDI_0101 202601 put MAL_CONF/AGE_LT5} and what stands there. */
final class Cells {
    private static final List<String> PLACE = List.of("person", "orgUnit", "orgUnits", "period", "attributeOptions");

    private final Map<String, List<String>> values = new TreeMap<>();
    private final Map<String, Integer> lines = new TreeMap<>();
    private final int line;

    private Cells(int line) {
        this.line = line;
    }

    /** @param yaml the list as it is written, for the lines of its items */
    static Cells of(JsonNode list, Branch yaml) {
        Cells cells = new Cells(yaml.line());
        List<Branch> items = yaml.items();
        for (int i = 0; i < list.size(); i++) {
            cells.add(list.get(i), i < items.size() ? items.get(i).line() : yaml.line());
        }
        return cells;
    }

    Set<String> names() {
        return values.keySet();
    }

    List<String> values(String cell) {
        return values.getOrDefault(cell, List.of());
    }

    /** Where the cell is expected; the list's line where it is not. */
    int line(String cell) {
        return lines.getOrDefault(cell, line);
    }

    private void add(JsonNode item, int at) {
        String place = PLACE.stream()
                .map(item::get)
                .filter(Objects::nonNull)
                .map(Shown::text)
                .collect(Collectors.joining(" "));
        boolean only = true;
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            if (!PLACE.contains(field.getKey())) {
                add((place + " " + field.getKey()).strip(), field.getValue(), at);
                only = false;
            }
        }
        if (only) {
            put(place, "", at);
        }
    }

    private void add(String name, JsonNode value, int at) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties().forEach(field -> put(name + " " + field.getKey(), Shown.text(field.getValue()), at));
        } else if (value.isArray() && !value.isEmpty()) {
            value.forEach(each -> put(name, Shown.text(each), at));
        } else {
            put(name, Shown.text(value), at);
        }
    }

    private void put(String cell, String value, int at) {
        values.merge(cell, List.of(value), (all, more) -> Stream.concat(all.stream(), more.stream())
                .collect(Collectors.toCollection(ArrayList::new)));
        lines.putIfAbsent(cell, at);
    }
}

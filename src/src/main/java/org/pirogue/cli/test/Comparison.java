package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.lint.Branch;

/** Expected and found, held against each other cell by cell. */
final class Comparison {
    private final Branch yaml;
    private final String step;
    private final List<Difference> differences = new ArrayList<>();

    /** @param step put before what is named: {@code then } in a later step of a test */
    Comparison(Branch yaml, String step) {
        this.yaml = yaml;
        this.step = step;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    void text(String key, @Nullable String expected, @Nullable String was) {
        if (expected == null ? was != null : !expected.equals(was)) {
            add(yaml.get(key).line(), key, expected, was);
        }
    }

    void texts(String key, Collection<String> expected, Collection<String> was) {
        pairs(yaml.get(key).line(), key, expected, was);
    }

    void count(String name, Long expected, @Nullable Long was) {
        if (!expected.equals(was)) {
            int line = yaml.get("counts").get(name).line();
            add(line, "counts " + name, expected.toString(), was == null ? null : was.toString());
        }
    }

    void lines(String key, JsonNode expected, List<Map<String, Object>> was) {
        String wanted = Shown.lines(expected);
        String found = Shown.found(was);
        if (wanted.equals(found)) {
            return;
        }
        Cells here = Cells.of(expected, yaml.get(key));
        Cells there = Cells.of(Shown.json(was), yaml.get(key));
        int before = differences.size();
        TreeSet<String> cells = new TreeSet<>(here.names());
        cells.addAll(there.names());
        cells.forEach(cell -> pairs(here.line(cell), key + " " + cell, here.values(cell), there.values(cell)));
        if (differences.size() == before) {
            // The same cells, in other lines.
            add(yaml.get(key).line(), key, wanted, found);
        }
    }

    /** What stands on one side only; one of each side is told as one difference. */
    private void pairs(int line, String what, Collection<String> expected, Collection<String> was) {
        List<String> missing = without(expected, was);
        List<String> unexpected = without(was, expected);
        for (int i = 0; i < Math.max(missing.size(), unexpected.size()); i++) {
            add(line, what, at(missing, i), at(unexpected, i));
        }
    }

    private static List<String> without(Collection<String> all, Collection<String> others) {
        List<String> left = new ArrayList<>(all);
        others.forEach(left::remove);
        left.sort(null);
        return left;
    }

    private static @Nullable String at(List<String> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    private void add(int line, String what, @Nullable String expected, @Nullable String was) {
        differences.add(new Difference(line, step + what, expected, was));
    }
}

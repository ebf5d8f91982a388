package org.pirogue.prepare.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pirogue.batch.Row;

/** Makes of each row the one that is given away, and counts values that could not be treated as asked: they are left out. */
final class Release {
    private static final String UNTREATED = "P672";

    private final List<ColumnRule> rules;
    private final Way.Means means;
    private final String place;
    private final Map<String, Long> untreated = new TreeMap<>();
    private long number;

    Release(List<ColumnRule> rules, Way.Means means, String place) {
        this.rules = rules;
        this.means = means;
        this.place = place;
    }

    String place() {
        return place;
    }

    /** Its place tells nothing of where it came from. */
    Row released(Row row, int level) {
        Map<String, String> values = new HashMap<>();
        for (ColumnRule rule : rules) {
            Optional<String> value = rule.of(row, level, means);
            if (value.isEmpty()) {
                untreated.merge(rule.column(), 1L, Long::sum);
            }
            value.filter(some -> !some.isEmpty()).ifPresent(some -> values.put(rule.column(), some));
        }
        number++;
        return new Row("anonymised row " + number, values);
    }

    /** What the row says in that column; an untreated value is as an absent one. */
    String value(Row row, String column, int level) {
        return rules.stream()
                .filter(rule -> rule.column().equals(column))
                .findFirst()
                .flatMap(rule -> rule.of(row, level, means))
                .orElse("");
    }

    int levels() {
        return rules.stream().mapToInt(rule -> rule.ways().size()).max().orElse(1);
    }

    void tell(Page page) {
        untreated.forEach((column, count) -> page.told(
                UNTREATED,
                place,
                count + " values of column '" + column + "' could not be treated as its rule says, and were left out"));
        untreated.clear();
    }
}

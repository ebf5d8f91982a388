package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Row;

/**
 * What is done with a column.
 *
 * @param ways the first, and those that say less and less where too few rows are alike
 * @param because why a personal value is kept, empty where nobody said
 */
record ColumnRule(String column, List<Way> ways, String because) {
    static ColumnRule of(Terms terms) {
        List<Way> ways = new ArrayList<>();
        ways.add(WayReader.of(terms));
        terms.each("then", "do").forEach(each -> ways.add(WayReader.of(each)));
        if (ways.size() > 1 && ways.get(0) instanceof Ways.Drop) {
            terms.problem(null, "nothing comes after 'drop'", "remove 'then'");
        }
        return new ColumnRule(
                terms.needed("column", "name a column"),
                ways,
                terms.text("because").orElse(""));
    }

    static ColumnRule dropped(String column) {
        return new ColumnRule(column, List.of(new Ways.Drop()), "");
    }

    boolean isReleased() {
        return !(ways.get(0) instanceof Ways.Drop);
    }

    boolean isKeptAsItIs() {
        return ways.get(0) instanceof Ways.Keep;
    }

    boolean isPseudonym() {
        return ways.get(0) instanceof Ways.Pseudonym;
    }

    boolean needsHierarchy() {
        return ways.stream().anyMatch(Ways.Level.class::isInstance);
    }

    boolean needsKey() {
        return ways.stream().anyMatch(way -> way instanceof Ways.Pseudonym || way instanceof Ways.Shift);
    }

    void check(Columns columns) {
        columns.of(column);
        for (Way way : ways) {
            way.looksAt().forEach(columns::of);
            way.days(column).stream().filter(columns::has).forEach(columns::date);
        }
    }

    /**
     * @param hidden whether each row has enough others that are like it in this column
     * @param crowd whether each row has enough others that are like it in what an outsider may know
     */
    Column released(Column before, boolean hidden, boolean crowd) {
        Set<Type> types = ways.stream()
                .filter(way -> !(way instanceof Ways.Drop))
                .map(way -> way.type(before))
                .collect(Collectors.toSet());
        Type type = types.size() == 1 ? types.iterator().next() : Type.TEXT;
        return new Column(column, type, isPersonal(before, hidden, crowd), before.description());
    }

    private boolean isPersonal(Column before, boolean hidden, boolean crowd) {
        if (ways.stream().anyMatch(Way::staysPersonal)) {
            // Somebody has said why the number may lie where others look, and nobody is alone with what is known.
            return because.isEmpty() || !crowd;
        }
        return before.personal() && !hidden && !ways.get(0).saysNothing();
    }

    /** Empty where the value cannot be treated so. @param level 0 for the first way */
    Optional<String> of(Row row, int level, Way.Means means) {
        String value = row.value(column);
        return value.isEmpty()
                ? Optional.of("")
                : ways.get(Math.min(level, ways.size() - 1)).of(value, row, means);
    }
}

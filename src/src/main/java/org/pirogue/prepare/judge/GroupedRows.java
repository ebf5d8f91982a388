package org.pirogue.prepare.judge;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Row;
import org.pirogue.prepare.table.Gathered;
import org.pirogue.prepare.table.Page;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.prepare.table.Scratch.Entry;

/** One table on its way through a grouping: rows are brought together on disk, and groups get back into their order there. */
final class GroupedRows implements Gathered.Step {
    private static final char BETWEEN = '\u001f';

    private final List<String> by;
    private final List<Grouping.Line> lines;
    private Scratch.@Nullable Heap rows;
    private Scratch.@Nullable Heap made;
    private @Nullable Iterator<Entry> giving;

    GroupedRows(List<String> by, List<Grouping.Line> lines) {
        this.by = by;
        this.lines = lines;
    }

    @Override
    public void begin(Scratch scratch, Page page) {
        rows = scratch.heap();
        made = scratch.heap();
    }

    @Override
    public void take(Row row, Page page) {
        rows().add(key(row, by), row);
    }

    static String key(Row row, List<String> columns) {
        return columns.stream()
                .map(column -> row.value(column).replace(BETWEEN, ' '))
                .collect(Collectors.joining(String.valueOf(BETWEEN)));
    }

    @Override
    public void gathered(Page page) {
        Group group = null;
        for (Iterator<Entry> entries = rows().grouped(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (group == null || !group.first.group().equals(entry.group())) {
                keep(group);
                group = new Group(entry);
            }
            group.add(entry.row());
        }
        keep(group);
        giving = Objects.requireNonNull(made).inOrder();
    }

    private void keep(@Nullable Group group) {
        if (group != null) {
            Objects.requireNonNull(made).add("", group.first.number(), group.row());
        }
    }

    @Override
    public boolean give(Page page) {
        Iterator<Entry> entries = Objects.requireNonNull(giving);
        if (!entries.hasNext()) {
            return false;
        }
        page.row(entries.next().row());
        return true;
    }

    private Scratch.Heap rows() {
        return Objects.requireNonNull(rows);
    }

    /** One group while its rows come. */
    private final class Group {
        private final Entry first;
        private final List<Summary.Amount> amounts =
                lines.stream().map(line -> line.summary().begin()).toList();

        Group(Entry first) {
            this.first = first;
        }

        void add(Row row) {
            for (int at = 0; at < amounts.size(); at++) {
                if (lines.get(at).takes(row)) {
                    amounts.get(at).add(row);
                }
            }
        }

        Row row() {
            Map<String, String> values = new LinkedHashMap<>();
            by.forEach(column -> put(values, column, first.row().value(column)));
            for (int at = 0; at < amounts.size(); at++) {
                put(
                        values,
                        lines.get(at).name(),
                        amounts.get(at).value(lines.get(at).decimals()));
            }
            return new Row(first.row().place(), values);
        }

        private static void put(Map<String, String> values, String column, @Nullable String value) {
            if (value != null && !value.isEmpty()) {
                values.put(column, value);
            }
        }
    }
}

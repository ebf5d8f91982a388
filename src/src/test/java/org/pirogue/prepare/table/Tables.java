package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Table.Part;
import org.pirogue.batch.Tally;

/** Small tables for tests, and what came of them. */
final class Tables {
    private Tables() {}

    /** @param head {@code name, birth:date, age:integer, village!}: a sign of exclamation stands for personal */
    static List<Column> columns(String head) {
        return Arrays.stream(head.split(",")).map(Tables::column).toList();
    }

    private static Column column(String text) {
        String[] said = text.strip().split(":");
        boolean personal = said[0].endsWith("!");
        String name = personal ? said[0].substring(0, said[0].length() - 1) : said[0];
        Type type = said.length == 1 ? Type.TEXT : Type.valueOf(said[1].toUpperCase());
        return new Column(name, type, personal, "");
    }

    /** @param rows values in the order of the columns, separated by bars; two rows make a part */
    static Table table(String head, String... rows) {
        List<Column> columns = columns(head);
        List<Row> all = new ArrayList<>();
        for (String row : rows) {
            String[] cells = row.split("\\|", -1);
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < cells.length; i++) {
                if (!cells[i].isBlank()) {
                    values.put(columns.get(i).name(), cells[i].strip());
                }
            }
            all.add(new Row("row " + (all.size() + 1), values));
        }
        return table(columns, all, 2, new AtomicInteger());
    }

    /** @param closed counts how often it was closed */
    static Table table(List<Column> columns, List<Row> rows, int size, AtomicInteger closed) {
        List<Part> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + size));
            parts.add(new Part(some, new Tally(some.size(), 0, 0, 0, 0, 0), List.of()));
        }
        return new Table(
                new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC), columns, parts.iterator(), closed::incrementAndGet);
    }

    /** What came of a table, whole. */
    record Whole(List<Column> columns, List<Row> rows, Tally tally, List<Finding> findings) {
        /** Values in the order of the columns, separated by bars. */
        List<String> lines() {
            return rows.stream()
                    .map(row -> String.join(
                            "|",
                            columns.stream()
                                    .map(column -> row.value(column.name()))
                                    .toList()))
                    .toList();
        }

        List<String> places() {
            return rows.stream().map(Row::place).toList();
        }

        List<String> codes() {
            return findings.stream().map(Finding::code).toList();
        }
    }

    static Whole whole(Table table) {
        List<Row> rows = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Tally tally = Tally.NONE;
        try (table) {
            for (Iterator<Part> parts = table.parts(); parts.hasNext(); ) {
                Part part = parts.next();
                rows.addAll(part.rows());
                findings.addAll(part.findings());
                tally = tally.plus(part.tally());
            }
        }
        return new Whole(table.columns(), rows, tally, findings);
    }
}

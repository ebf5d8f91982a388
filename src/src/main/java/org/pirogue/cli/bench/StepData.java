package org.pirogue.cli.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;

/** Invented rows, values and cases, made while they are read. The same number is the same row. */
final class StepData {
    private static final Envelope ENVELOPE = new Envelope("bench", "bench", 1, 1, Envelope.Mode.SYNC);
    private static final int PART = 1_000;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 730;
    private static final List<String> ELEMENTS = List.of("TESTED", "CONF", "TREATED", "DEATH");
    private static final List<String> OPTIONS = List.of("LT5", "5_14", "GE15");

    private StepData() {}

    /** Seven columns of a line list; identifiers are not in order. One person in ten has two rows. */
    static Table lineList(long rows) {
        List<Column> columns = List.of(
                new Column("id", Type.TEXT, true, ""),
                new Column("name", Type.TEXT, true, ""),
                new Column("age", Type.INTEGER, true, ""),
                new Column("sex", Type.TEXT, true, ""),
                new Column("unit", Type.TEXT, false, ""),
                new Column("onset", Type.DATE, true, ""),
                new Column("result", Type.TEXT, false, ""));
        return new Table(ENVELOPE, columns, new Rows(rows), () -> {});
    }

    private static final class Rows implements Iterator<Table.Part> {
        private final long rows;
        private long next;

        Rows(long rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return next < rows;
        }

        @Override
        public Table.Part next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<Row> part = new ArrayList<>();
            while (part.size() < PART && hasNext()) {
                part.add(row(next++, rows));
            }
            return new Table.Part(part, new Tally(part.size(), 0, 0, 0, 0, 0), List.of());
        }
    }

    private static Row row(long number, long rows) {
        long person = mixed(number) % Math.max(1, rows * 9 / 10);
        Map<String, String> values = new HashMap<>();
        values.put("id", id(person));
        values.put("name", "Person " + mixed(person) % 50_000);
        values.put("age", String.valueOf(mixed(person + 1) % 80));
        values.put("sex", person % 2 == 0 ? "F" : "M");
        values.put("unit", "U" + mixed(person + 2) % 800);
        values.put("onset", day(number));
        values.put("result", number % 7 == 0 ? "positive" : "negative");
        return new Row("row " + (number + 1), values);
    }

    private static String id(long person) {
        return String.format("P%08d", person);
    }

    private static String day(long number) {
        return FIRST.plusDays(mixed(number + 3) % DAYS).toString();
    }

    /** Results of a laboratory for persons of a line list of so many rows. */
    static void laboratory(Path file, long results, long rows) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("patient,taken,result\n");
            for (long i = 0; i < results; i++) {
                long number = mixed(i + 5) % rows;
                writer.write(id(mixed(number) % Math.max(1, rows * 9 / 10)) + "," + day(number) + ","
                        + (i % 3 == 0 ? "positive" : "negative") + "\n");
            }
        }
    }

    /** Reports of 500 units and one month each, twelve values a report. */
    static SliceBatch reports(long chunk) {
        String period = String.format("%d%02d", 2000 + chunk / 12, 1 + chunk % 12);
        List<Slice> slices = new ArrayList<>();
        TreeSet<String> units = new TreeSet<>();
        for (int unit = 0; unit < 500; unit++) {
            units.add("U" + unit);
            slices.add(new Slice(new SliceKey("", "U" + unit, period, ""), report(chunk * 500 + unit)));
        }
        long values = 500L * ELEMENTS.size() * OPTIONS.size();
        return new SliceBatch(ENVELOPE, new Scope(period, units), slices, new Tally(values, 0, 0, 0, 0, 0), List.of());
    }

    private static SortedMap<Cell, String> report(long number) {
        SortedMap<Cell, String> values = new TreeMap<>();
        long value = 400 + mixed(number) % 200;
        for (String element : ELEMENTS) {
            for (String option : OPTIONS) {
                values.put(Cell.of(element, option), String.valueOf(value));
            }
            value = value * 2 / 3;
        }
        return values;
    }

    /** 2,500 cases of one month, two events each. */
    static CaseBatch cases(long chunk) {
        List<CaseRecord> cases = new ArrayList<>();
        TreeSet<String> units = new TreeSet<>();
        for (int i = 0; i < 2_500; i++) {
            long number = chunk * 2_500 + i;
            String unit = "U" + mixed(number) % 100;
            units.add(unit);
            cases.add(oneCase(number, unit));
        }
        return new CaseBatch(ENVELOPE, new Scope("202601", units), cases, Tally.NONE);
    }

    private static CaseRecord oneCase(long number, String unit) {
        String day = "2026-01-" + (10 + mixed(number) % 20);
        Map<String, String> birth = Map.of("BIRTH_DATE", 1960 + mixed(number + 1) % 65 + "-06-01");
        List<CaseRecord.Event> events = List.of(
                event("a" + number, unit, day, number % 3 == 0 ? "POS" : "NEG"),
                event("b" + number, unit, day, number % 5 == 0 ? "POS" : "NEG"));
        return new CaseRecord("t" + number, "e" + number, unit, day, day, "ACTIVE", false, birth, events);
    }

    private static CaseRecord.Event event(String uid, String unit, String day, String result) {
        Map<String, String> values = Map.of("MCS_RESULT", result, "MCS_TREATED", "YES", "MCS_OUTCOME", "CURED");
        return new CaseRecord.Event(uid, "INVESTIGATION", unit, "COMPLETED", day, null, false, values);
    }

    /** The same number always gives the same one, 0 or more, without a pattern (SplitMix64, Steele 2014). */
    private static long mixed(long number) {
        long z = number + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return (z ^ z >>> 31) >>> 1;
    }
}

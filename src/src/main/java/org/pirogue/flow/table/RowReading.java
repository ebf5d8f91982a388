package org.pirogue.flow.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Faults;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.rows.ValueRules;
import org.pirogue.prepare.table.Scratch;

/** The rows of one table while they come: whose report each is, whether anything is taken of it, and what is wrong with it. */
final class RowReading {
    private static final int MOST_LISTED = 1_000;

    private final RowTerms terms;
    private final ValueRules rules;
    private final RowUnits units;
    private final Scratch.Heap kept;
    private final BiConsumer<Tally, List<Finding>> count;
    private final Set<String> needed;
    private final Set<String> personal;
    private final RowWindows windows = new RowWindows();
    private final Map<String, Unknown> unknown = new LinkedHashMap<>();
    private final Map<String, Integer> listed = new HashMap<>();

    private Tally moved = Tally.NONE;
    private List<Finding> findings = new ArrayList<>();

    /** Rows that no rule knows, and where the first of them stands. */
    private record Unknown(String place, long rows) {}

    /** @param count takes what became of rows and what was found, part by part */
    RowReading(
            RowTerms terms,
            ValueRules rules,
            RowUnits units,
            List<Column> columns,
            Scratch.Heap kept,
            BiConsumer<Tally, List<Finding>> count) {
        this.terms = terms;
        this.rules = rules;
        this.units = units;
        this.kept = kept;
        this.count = count;
        this.needed = new TreeSet<>(rules.columns());
        this.needed.addAll(terms.columns());
        this.personal =
                columns.stream().filter(Column::personal).map(Column::name).collect(Collectors.toSet());
    }

    RowWindows windows() {
        return windows;
    }

    Set<String> personal() {
        return personal;
    }

    void take(Table.Part part) {
        Faults faults = new Faults(part.findings());
        if (part.tally().invalid() > 0) {
            // Rows that do not come at all: nobody knows whose they were.
            windows.doubt(Optional.empty(), Optional.empty());
        }
        part.rows().forEach(row -> take(row, faults.in(row.place())));
        List<Finding> all = new ArrayList<>(part.findings());
        all.addAll(findings);
        count.accept(part.tally().plus(moved), all);
        moved = Tally.NONE;
        findings = new ArrayList<>();
    }

    private void take(Row row, boolean faulty) {
        Optional<Period> period = terms.period(row);
        Optional<String> unit = units.key(row);
        if (period.isEmpty() || unit.isEmpty()) {
            astray(row, unit, period);
            return;
        }
        ValueRules.Fate fate = rules.fate(row, period.get());
        long window = windows.add(unit.get(), period.get(), fate == ValueRules.Fate.TAKEN);
        switch (fate) {
            case TAKEN -> kept.add("", window, new Row(row.place(), only(row)));
            case LEFT_OUT -> moved = moved.plus(new Tally(-1, 1, 0, 0, 0, 0));
            case UNKNOWN -> {
                moved = moved.plus(new Tally(-1, 0, 1, 0, 0, 0));
                unknown.merge(
                        said(row),
                        new Unknown(row.place(), 1),
                        (first, more) -> new Unknown(first.place(), first.rows() + 1));
            }
        }
        if (faulty || fate == ValueRules.Fate.UNKNOWN) {
            windows.doubt(window);
        }
    }

    private Map<String, String> only(Row row) {
        Map<String, String> values = new HashMap<>();
        needed.forEach(column -> {
            if (!row.value(column).isEmpty()) {
                values.put(column, row.value(column));
            }
        });
        return values;
    }

    private void astray(Row row, Optional<String> unit, Optional<Period> period) {
        windows.doubt(unit, period);
        if (period.isEmpty()) {
            moved = moved.plus(new Tally(-1, 0, 0, 1, 0, 0));
            refuse(
                    "P712",
                    row,
                    terms.period(),
                    "is no " + terms.periodType().dhis2Name() + " period as DHIS2 writes it, and no day");
        } else {
            moved = moved.plus(new Tally(-1, 0, 1, 0, 0, 0));
            refuse("P713", row, terms.orgUnit(), units.where().isEmpty() ? "names no org unit" : "is " + units.where());
        }
    }

    private void refuse(String code, Row row, String column, String text) {
        if (listed.merge(code, 1, Integer::sum) > MOST_LISTED) {
            return;
        }
        String value = row.value(column);
        boolean shown = !personal.contains(column) && !value.isEmpty();
        findings.add(new Finding(
                code,
                null,
                null,
                shown ? value : null,
                row.place() + ":" + column,
                "'" + column + "' " + (value.isEmpty() ? "is empty" : (shown ? "'" + value + "' " : "") + text)));
    }

    /** Of the columns that decide, what may be told. */
    private String said(Row row) {
        List<String> told = rules.deciding().stream()
                .filter(column -> !personal.contains(column))
                .map(column -> column + " '" + row.value(column) + "'")
                .toList();
        return told.isEmpty() || unknown.size() >= MOST_LISTED ? "what it says" : String.join(", ", told);
    }

    /** Behind the last part. */
    void end() {
        List<Finding> last = new ArrayList<>();
        unknown.forEach((said, rows) -> last.add(new Finding(
                "P716",
                null,
                null,
                null,
                rows.place(),
                (rows.rows() == 1 ? "1 row" : rows.rows() + " rows") + " with " + said + ": no line of " + rules.place()
                        + " takes anything of it")));
        listed.forEach((code, rows) -> {
            if (rows > MOST_LISTED) {
                last.add(new Finding(
                        code, null, null, null, "", rows + " rows in all: only " + MOST_LISTED + " are listed"));
            }
        });
        count.accept(Tally.NONE, last);
    }
}

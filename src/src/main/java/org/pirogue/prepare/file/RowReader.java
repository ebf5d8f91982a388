package org.pirogue.prepare.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Numbers;

/** Reads the rows below one header, one after the other. */
final class RowReader {
    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2200;

    private final FileRules rules;
    private final Header header;
    private final Grid grid;
    private final String file;
    private final CellReader cells;
    private final Map<FileColumn, RawCell> above = new HashMap<>();

    RowReader(FileRules rules, Header header, Grid grid, String file) {
        this.rules = rules;
        this.header = header;
        this.grid = grid;
        this.file = file;
        this.cells = new CellReader(rules);
    }

    RowRead read(RawRow raw) {
        if (raw.isBlank()) {
            return RowRead.nothing(raw);
        }
        if (rules.skips(raw) || header.isAgain(raw)) {
            return RowRead.ignored(raw);
        }
        List<CellProblem> problems = new ArrayList<>();
        shape(raw, problems);
        Map<String, String> fixed = fixed(raw, problems);
        return rules.wide().isPresent() ? wide(raw, fixed, problems) : one(raw, fixed, problems);
    }

    private RowRead one(RawRow raw, Map<String, String> values, List<CellProblem> problems) {
        if (problems.stream().anyMatch(CellProblem::required)) {
            return new RowRead(raw, List.of(), 0, 1, problems, findings(raw, problems));
        }
        Row row = new Row(grid.place(file, raw.number()), values);
        return new RowRead(raw, List.of(row), 0, 0, problems, findings(raw, problems));
    }

    private List<Finding> findings(RawRow raw, List<CellProblem> problems) {
        return problems.stream()
                .map(each -> new Finding(
                        each.code(), null, null, each.value(), place(raw, each.index()), each.text(), false))
                .toList();
    }

    private String place(RawRow raw, int index) {
        return index < 0 ? grid.place(file, raw.number()) : grid.place(file, raw.number(), index, header.title(index));
    }

    /** A text with the separator in it moves all that is behind it: such a row is not believed. */
    private void shape(RawRow raw, List<CellProblem> problems) {
        boolean more = false;
        for (int i = header.width(); i < raw.cells().size(); i++) {
            more |= !raw.cell(i).isBlank();
        }
        boolean fewer = grid.countsCells() && raw.cells().size() < header.width();
        if (more || fewer) {
            problems.add(CellProblem.row(
                    "P693", "the row has " + raw.cells().size() + " cells, the header " + header.width()));
        }
    }

    private Map<String, String> fixed(RawRow raw, List<CellProblem> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        header.columns()
                .forEach((index, column) -> put(values, column, index, filled(column, raw.cell(index)), problems));
        for (FileColumn column : rules.columns()) {
            if (column.fileName() != null) {
                Matcher name = column.fileName().matcher(file);
                put(values, column, -1, RawCell.text(name.find() ? name.group(1) : ""), problems);
            } else if (column.fromSheet()) {
                put(values, column, -1, RawCell.text(grid.sheet()), problems);
            }
        }
        return values;
    }

    private RawCell filled(FileColumn column, RawCell cell) {
        if (!column.fillDown()) {
            return cell;
        }
        RawCell filled = cell.isBlank() ? above.getOrDefault(column, cell) : cell;
        above.put(column, filled);
        return filled;
    }

    private void put(
            Map<String, String> values, FileColumn column, int index, RawCell cell, List<CellProblem> problems) {
        CellReader.Result result = cells.read(cell, column, index);
        if (result.problem() != null) {
            problems.add(result.problem());
        } else if (result.value() != null) {
            values.put(column.name(), result.value());
        }
    }

    /** One row for each period that has something. */
    private RowRead wide(RawRow raw, Map<String, String> fixed, List<CellProblem> problems) {
        boolean broken = problems.stream().anyMatch(CellProblem::required);
        Map<String, Map<String, String>> periods = new LinkedHashMap<>();
        Map<String, Boolean> bad = new HashMap<>();
        header.wide().forEach((index, found) -> {
            if (!rules.isAbsent(raw.cell(index).text())) {
                String period = period(raw, found, problems);
                Map<String, String> values = periods.computeIfAbsent(period, none -> new LinkedHashMap<>(fixed));
                List<CellProblem> own = new ArrayList<>();
                put(values, column(found.column()), index, raw.cell(index), own);
                bad.merge(period, period.isEmpty() || own.stream().anyMatch(CellProblem::required), Boolean::logicalOr);
                problems.addAll(own);
            }
        });
        List<Row> rows = new ArrayList<>();
        periods.forEach((period, values) -> {
            if (!broken && !bad.get(period)) {
                values.put(rules.wide().get().period(), period);
                rows.add(new Row(grid.place(file, raw.number()) + ":" + period, values));
            }
        });
        return new RowRead(raw, rows, 0, (long) periods.size() - rows.size(), problems, findings(raw, problems));
    }

    private FileColumn column(String name) {
        return rules.columns().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Empty where the row has no year for it. */
    private String period(RawRow raw, Wide.Found found, List<CellProblem> problems) {
        Integer year = found.period().year();
        if (year != null) {
            return found.period().period(year);
        }
        RawCell cell = raw.cell(header.year());
        int read = Numbers.read(cell.text())
                .filter(each -> each.stripTrailingZeros().scale() <= 0)
                .map(java.math.BigDecimal::intValue)
                .orElse(0);
        if (read >= EARLIEST_YEAR && read <= LATEST_YEAR) {
            return found.period().period(read);
        }
        if (problems.stream().noneMatch(each -> each.index() == header.year())) {
            problems.add(new CellProblem(
                    "P690", header.year(), "", cell.text().strip(), "the row has no year for its periods", true));
        }
        return "";
    }
}

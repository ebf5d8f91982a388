package org.pirogue.prepare.suppress;

import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;

/**
 * What {@code suppress-small-cells-action} does. A count from 1 to below the threshold is suppressed, in every cell that the
 * table does not declare open; so is as much more as it takes that no suppressed cell can be calculated from what is shown.
 *
 * <p>The table {@code suppression.csv}: a {@code group} of cells, each a {@code part}, at most one a {@code total}; or a cell
 * that is {@code open} (a stock, a rate). A cell may be part of several groups, of a row and a column of a table. A group
 * without a total has one that is known from elsewhere.
 */
public final class Suppression {
    private static final Set<String> REQUIRED = Sheet.columns("group", "data_element", "category_options", "role");
    private static final Set<String> OPTIONAL = Sheet.columns("note");

    private final BigDecimal threshold;
    private final List<Equation> equations;
    private final Set<Cell> open;

    private Suppression(int threshold, List<Equation> equations, Set<Cell> open) {
        this.threshold = BigDecimal.valueOf(threshold);
        this.equations = List.copyOf(equations);
        this.open = Set.copyOf(open);
    }

    /**
     * @param threshold the smallest count that is shown, from 2
     * @param file the table; null where there are no groups
     * @throws Problems P21x as every table, P534 a threshold or a role that is not known, a group that is none
     */
    public static Suppression of(int threshold, @Nullable Path file) {
        return of(threshold, file == null ? null : Sheet.read(file, REQUIRED, OPTIONAL));
    }

    /** @param place what the reader reads, for messages */
    public static Suppression of(int threshold, Reader table, String place) {
        return of(threshold, Sheet.read(table, place, REQUIRED, OPTIONAL));
    }

    private static Suppression of(int threshold, @Nullable Sheet sheet) {
        List<Problem> problems = new ArrayList<>();
        if (threshold < 2) {
            problems.add(new Problem(
                    "P534",
                    "suppress-small-cells-action",
                    "" + threshold,
                    "the threshold shows everything",
                    "write 2 or more"));
        }
        Map<String, Map<Cell, String>> groups = new LinkedHashMap<>();
        Set<Cell> open = new HashSet<>();
        if (sheet != null) {
            sheet.rows().forEach(row -> add(row, groups, open));
            groups.forEach((name, cells) -> check(sheet, name, cells));
            problems.addAll(sheet.problems());
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
        return new Suppression(
                threshold, groups.values().stream().map(Suppression::equation).toList(), open);
    }

    private static void add(Sheet.Row row, Map<String, Map<Cell, String>> groups, Set<Cell> open) {
        Cell cell = Cell.of(row.dataElement("data_element"), row.text("category_options"));
        String role = row.text("role");
        if (role.equals("open")) {
            open.add(cell);
        } else if (!Set.of("part", "total").contains(role) || row.text("group").isEmpty()) {
            row.problem("P534", role, "no role in a group", "write part or total with a group, or open");
        } else if (groups.computeIfAbsent(row.text("group"), any -> new TreeMap<>())
                        .put(cell, role)
                != null) {
            row.problem("P534", cell.toString(), "the cell stands twice in its group", "remove one of the rows");
        }
    }

    private static void check(Sheet sheet, String name, Map<Cell, String> cells) {
        long totals = cells.values().stream().filter("total"::equals).count();
        if (totals > 1 || cells.size() - totals < 2) {
            sheet.problem(
                    "P534",
                    sheet.place(),
                    name,
                    "group '" + name + "' is no sum",
                    "two parts or more, one total at most");
        }
    }

    private static Equation equation(Map<Cell, String> group) {
        Set<Cell> parts = new TreeSet<>(group.keySet());
        parts.removeIf(cell -> group.get(cell).equals("total"));
        Cell total = group.keySet().stream()
                .filter(cell -> !parts.contains(cell))
                .findFirst()
                .orElse(null);
        return new Equation(parts, total);
    }

    /** Slices of the target without what may not be shown; counted as suppressed, and told nowhere else. */
    public SliceBatch apply(SliceBatch batch) {
        List<Slice> slices = new ArrayList<>();
        long taken = 0;
        for (Slice slice : batch.slices()) {
            Set<Cell> suppressed = new Suppressed(threshold, equations, open, slice).cells();
            taken += suppressed.size();
            Slice left = without(slice, suppressed);
            if (!left.isEmpty()) {
                slices.add(left);
            }
        }
        // The records of a count were tallied when they were read, and may be fewer than its cells.
        long moved = Math.min(taken, batch.tally().used());
        return new SliceBatch(
                batch.envelope(),
                batch.scope(),
                slices,
                batch.tally().plus(new Tally(-moved, 0, 0, 0, 0, moved)),
                batch.findings());
    }

    private static Slice without(Slice slice, Set<Cell> suppressed) {
        if (suppressed.isEmpty()) {
            return slice;
        }
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        values.keySet().removeAll(suppressed);
        return slice.with(values, suppressed);
    }

    /** Changes when, and only when, it means something else. */
    public String digest() {
        return Digest.of(Stream.concat(
                Stream.of("threshold " + threshold, "open " + new TreeSet<>(open)),
                equations.stream().map(equation -> new TreeSet<>(equation.parts()) + " = " + equation.total())));
    }
}

package org.pirogue.prepare.rows;

import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;

/**
 * The table of rules by which rows become values: a line for each cell of the data set, with what is taken, and a column
 * {@code when COLUMN} for each column that decides. Rows for which a line with {@code -} holds, and no other, are left out.
 */
public final class ValueRules {
    private static final Set<String> REQUIRED = Sheet.columns("data_element", "take");
    private static final Set<String> OPTIONAL =
            Sheet.columns("category_options", "attribute_options", "zero", "valid_from", "valid_to", "note");
    private static final String WHEN = "when ";
    private static final String LEFT_OUT = "-";

    private final String place;
    private final List<ValueRule> rules;
    private final Map<Period, List<ValueRule>> valid = new ConcurrentHashMap<>();

    private ValueRules(String place, List<ValueRule> rules) {
        this.place = place;
        this.rules = List.copyOf(rules);
    }

    /** @throws Problems with everything that is wrong in the file: P210 to P217 (table), P710 a rule */
    public static ValueRules read(Path file) {
        return of(Sheet.read(file, REQUIRED, OPTIONAL, WHEN));
    }

    /** @param place what the reader reads, for messages */
    public static ValueRules read(Reader reader, String place) {
        return of(Sheet.read(reader, place, REQUIRED, OPTIONAL, WHEN));
    }

    private static ValueRules of(Sheet sheet) {
        List<ValueRule> rules = new ArrayList<>();
        for (Sheet.Row row : sheet.rows()) {
            ValueRule rule = rule(sheet, row);
            rules.stream()
                    .filter(other -> other.sameCell(rule) && other.validity().overlaps(rule.validity()))
                    .findFirst()
                    .ifPresent(other -> row.problem(
                            "P710",
                            String.valueOf(rule.cell()),
                            "'" + rule.cell() + "' stands at the same time in " + other.at(),
                            "write both conditions into one line with |, or end one with valid_to before the other"
                                    + " begins"));
            rules.add(rule);
        }
        sheet.refuseProblems();
        return new ValueRules(sheet.place(), rules);
    }

    private static ValueRule rule(Sheet sheet, Sheet.Row row) {
        String dataElement = row.dataElement("data_element");
        boolean leftOut = dataElement.equals(LEFT_OUT);
        Cell cell = leftOut ? null : Cell.of(dataElement, row.text("category_options"));
        String zero = row.text("zero");
        if (!Set.of("", "absent", "stated").contains(zero)) {
            row.problem("P710", zero, "zero '" + zero + "' is not known", "write absent or stated");
        }
        List<Criterion> when = new ArrayList<>();
        sheet.columns().stream()
                .filter(column -> column.startsWith(WHEN) && !row.text(column).isEmpty())
                .forEach(column -> when(row, column, when));
        if (leftOut && when.isEmpty()) {
            row.problem("P710", LEFT_OUT, "it would leave out every row", "say which, in a column 'when COLUMN'");
        }
        return new ValueRule(
                cell,
                Cell.of("", row.text("attribute_options")).categoryOptions(),
                take(row, leftOut),
                List.copyOf(when),
                zero.equals("stated"),
                row.validity(),
                sheet.columns().stream()
                        .filter(column -> !column.equals("note"))
                        .sorted()
                        .map(column -> column + "=" + row.text(column))
                        .collect(Collectors.joining("\t")),
                row.at());
    }

    private static Take take(Sheet.Row row, boolean leftOut) {
        String text = row.text("take");
        if (leftOut) {
            if (!text.isEmpty()) {
                row.problem("P710", text, "a line that leaves rows out takes nothing", "leave 'take' empty");
            }
            return new Take(Take.Kind.ROWS, List.of());
        }
        return Take.read(text).orElseGet(() -> {
            row.problem(
                    "P710",
                    text,
                    "nothing is known as '" + text + "' to take",
                    "write rows, sum(COLUMN), sum(COLUMN + COLUMN), distinct(COLUMN), or COLUMN for its value");
            return new Take(Take.Kind.ROWS, List.of());
        });
    }

    private static void when(Sheet.Row row, String column, List<Criterion> when) {
        Criterion.read(column.substring(WHEN.length()).strip(), row.text(column))
                .ifPresentOrElse(
                        when::add,
                        () -> row.problem(
                                "P710",
                                row.text(column),
                                "'" + row.text(column) + "' is no condition",
                                "write a value, A|B, <>A, = for empty, <> for filled, <5, >=5 and <15, or a date as"
                                        + " 2026-01-31"));
    }

    /**
     * Holds the rules against a table, before its first row.
     *
     * @param others columns that are needed beside those of the rules
     * @throws Problems P711 for a column that is not there, cannot be compared or added up, or is personal and would be told
     */
    public void check(List<Column> columns, Set<String> others) {
        Map<String, Column> known = new TreeMap<>();
        columns.forEach(column -> known.put(column.name(), column));
        List<Problem> problems = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(others);
        missing.addAll(columns());
        missing.removeAll(known.keySet());
        missing.forEach(name -> problems.add(
                problem(place, name, "the table has no column '" + name + "'", "write one of " + known.keySet())));
        for (ValueRule rule : rules) {
            rule.when().stream()
                    .filter(each -> known.containsKey(each.column())
                            && !each.fits(known.get(each.column()).type()))
                    .forEach(each -> problems.add(problem(
                            rule.at(),
                            each.column(),
                            "column '" + each.column() + "' does not hold what it is compared with",
                            "declare it as number, integer or date where it is read")));
            rule.take().columns().stream()
                    .filter(known::containsKey)
                    .forEach(column -> taken(rule, known.get(column), problems));
        }
        if (!problems.isEmpty()) {
            throw new Problems(problems);
        }
    }

    private static void taken(ValueRule rule, Column column, List<Problem> problems) {
        boolean told = rule.take().kind() == Take.Kind.VALUE;
        if (told && column.personal()) {
            problems.add(problem(
                    rule.at(),
                    column.name(),
                    "column '" + column.name() + "' is personal, and would be sent as it is",
                    "count it or add it up: distinct(" + column.name() + "), rows, sum(" + column.name() + ")"));
        }
        boolean noNumber = column.type() == Column.Type.DATE || column.type() == Column.Type.BOOLEAN;
        if (rule.take().kind() == Take.Kind.SUM && noNumber) {
            problems.add(problem(
                    rule.at(), column.name(), "column '" + column.name() + "' holds no numbers", "add another up"));
        }
    }

    private static Problem problem(String place, String value, String text, String hint) {
        return new Problem("P711", place, value, text, hint);
    }

    /** Every cell that a line names, in any period. */
    public SortedSet<Cell> claim() {
        return rules.stream()
                .filter(rule -> !rule.leavesOut())
                .map(rule -> rule.cell())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The columns of the table that the rules look at. */
    public SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>(deciding());
        rules.forEach(rule -> columns.addAll(rule.take().columns()));
        return columns;
    }

    /** The columns that decide what becomes of a row. */
    public SortedSet<String> deciding() {
        return rules.stream()
                .flatMap(rule -> rule.when().stream())
                .map(Criterion::column)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What becomes of a row of that period: whether something is taken, or it is left out on purpose, or nobody knows. */
    public Fate fate(Row row, Period period) {
        boolean leftOut = false;
        for (ValueRule rule : in(period)) {
            if (rule.holds(row)) {
                if (!rule.leavesOut()) {
                    return Fate.TAKEN;
                }
                leftOut = true;
            }
        }
        return leftOut ? Fate.LEFT_OUT : Fate.UNKNOWN;
    }

    /** What the rules make of a row. */
    public enum Fate {
        TAKEN,
        LEFT_OUT,
        UNKNOWN
    }

    List<ValueRule> in(Period period) {
        return valid.computeIfAbsent(period, any -> rules.stream()
                .filter(rule -> rule.validity().holds(period))
                .toList());
    }

    /** Changes when, and only when, the rules mean something else. */
    public String digest() {
        return Digest.of(rules.stream().map(ValueRule::meaning));
    }

    public String place() {
        return place;
    }
}

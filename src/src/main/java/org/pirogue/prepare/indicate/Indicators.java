package org.pirogue.prepare.indicate;

import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Digest;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;
import org.pirogue.prepare.period.Period;

/**
 * The table {@code indicators.csv} of a flow: formulas over the cells of a slice, each of which becomes a cell of its own. A
 * rate of several units or periods is calculated where their counts have been added up, never by averaging rates.
 */
public final class Indicators {
    private static final Set<String> REQUIRED = Sheet.columns("target_data_element", "numerator", "denominator");
    private static final Set<String> OPTIONAL = Sheet.columns(
            "target_category_options", "factor", "annualized", "decimals", "valid_from", "valid_to", "note");
    private static final int MOST_DECIMALS = 10;
    private static final String TWO = "2";

    private final String place;
    private final List<Indicator> indicators = new ArrayList<>();
    private final List<String> meaning = new ArrayList<>();

    private Indicators(Sheet sheet) {
        this.place = sheet.place();
        sheet.rows().forEach(this::add);
        sheet.refuseProblems();
    }

    /** @throws Problems with everything that is wrong: P21x as every table, P526 a formula or a number that cannot be used */
    public static Indicators read(Path file) {
        return new Indicators(Sheet.read(file, REQUIRED, OPTIONAL));
    }

    /** @param place what the reader reads, for messages */
    public static Indicators read(Reader reader, String place) {
        return new Indicators(Sheet.read(reader, place, REQUIRED, OPTIONAL));
    }

    private void add(Sheet.Row row) {
        Cell target = Cell.of(row.dataElement("target_data_element"), row.text("target_category_options"));
        Formula numerator = formula(row, "numerator");
        Formula denominator = formula(row, "denominator");
        BigDecimal factor = number(row, "factor", "1");
        BigDecimal decimals = number(row, "decimals", TWO);
        boolean whole = decimals.stripTrailingZeros().scale() <= 0
                && decimals.signum() >= 0
                && decimals.compareTo(BigDecimal.valueOf(MOST_DECIMALS)) <= 0;
        String annualized = row.text("annualized");
        if (!whole || !Set.of("", "no", "yes", "false", "true").contains(annualized)) {
            row.problem("P526", null, "decimals or annualized is not known", "write 0 to 10, and yes or no");
            return;
        }
        boolean yearly = Set.of("yes", "true").contains(annualized);
        indicators.stream()
                .filter(other ->
                        other.target().equals(target) && other.validity().overlaps(row.validity()))
                .findFirst()
                .ifPresent(other -> row.problem(
                        "P216", target.toString(), "'" + target + "' is calculated twice at one time", "remove a row"));
        if (numerator != null && denominator != null) {
            indicators.add(
                    new Indicator(target, numerator, denominator, factor, yearly, decimals.intValue(), row.validity()));
            meaning.add(String.join(
                    "\t",
                    target.toString(),
                    row.text("numerator"),
                    row.text("denominator"),
                    factor.toPlainString(),
                    annualized,
                    decimals.toPlainString(),
                    row.validity().toString()));
        }
    }

    private static @Nullable Formula formula(Sheet.Row row, String column) {
        String text = row.code(column);
        try {
            return text.isEmpty() ? null : Formula.of(text);
        } catch (BadFormula bad) {
            row.problem(
                    "P526",
                    text,
                    column + ": " + bad.getMessage(),
                    "write it as a DHIS2 indicator over #{ELEMENT} and #{ELEMENT.OPTION}, in codes");
            return null;
        }
    }

    private static BigDecimal number(Sheet.Row row, String column, String usual) {
        String text = row.text(column).isEmpty() ? usual : row.text(column);
        Optional<BigDecimal> number = Numbers.read(text);
        if (number.isEmpty()) {
            row.problem("P526", text, column + " '" + text + "' is not a number", "write one");
        }
        return number.orElse(BigDecimal.ONE);
    }

    /** Every target cell that the table names. */
    public SortedSet<Cell> claim() {
        return indicators.stream().map(Indicator::target).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Changes when, and only when, the table means something else. */
    public String digest() {
        return Digest.of(meaning.stream());
    }

    /**
     * @param keepInputs whether the values themselves go on beside the indicators
     * @return findings: P535 a value that is no number and has a part in a formula, where it counts as missing
     */
    public SliceBatch apply(SliceBatch batch, boolean keepInputs) {
        List<Finding> findings = new ArrayList<>(batch.findings());
        List<Slice> slices = new ArrayList<>();
        for (Slice slice : batch.slices()) {
            texts(slice, findings);
            Slice calculated = calculated(slice, keepInputs);
            if (!calculated.isEmpty()) {
                slices.add(calculated);
            }
        }
        long texts = Math.min(
                findings.size() - (long) batch.findings().size(), batch.tally().used());
        Tally moved = new Tally(-texts, 0, 0, texts, 0, 0);
        return new SliceBatch(
                batch.envelope(), batch.scope(), slices, batch.tally().plus(moved), findings);
    }

    private Slice calculated(Slice slice, boolean keepInputs) {
        Period period = Period.parse(slice.key().period());
        TreeMap<Cell, String> values = new TreeMap<>();
        slice.values().forEach((cell, value) -> {
            boolean text = Numbers.read(value).isEmpty() && isUsed(cell);
            if (cell.equals(Cell.COMPLETE) || (keepInputs && !text)) {
                values.put(cell, value);
            }
        });
        indicators.stream()
                .filter(indicator -> indicator.validity().holds(period))
                .forEach(indicator ->
                        indicator.value(slice, period).ifPresent(value -> values.put(indicator.target(), value)));
        // Nobody typed an indicator.
        return keepInputs ? slice.with(values, claim()) : new Slice(slice.key(), values);
    }

    private void texts(Slice slice, List<Finding> findings) {
        slice.values().forEach((cell, value) -> {
            if (!cell.equals(Cell.COMPLETE) && Numbers.read(value).isEmpty() && isUsed(cell)) {
                findings.add(new Finding(
                        "P535",
                        slice.key(),
                        cell,
                        value,
                        place,
                        "The value of " + cell + " is not a number: it counts as missing in the indicators."));
            }
        });
    }

    private boolean isUsed(Cell cell) {
        return indicators.stream().anyMatch(indicator -> indicator.uses(cell));
    }
}

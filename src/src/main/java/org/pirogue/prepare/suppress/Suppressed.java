package org.pirogue.prepare.suppress;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;

/**
 * The cells of one slice that may not be shown. Primary: 1 to below the threshold. Complementary: while one of them can be
 * calculated, or those missing from one group add up to less than the threshold, the smallest shown cell of that group goes,
 * its total last. A cell that has no value is known to be nothing, and hides no other: the only count of a group whose total
 * is known from elsewhere is suppressed, and can be calculated all the same.
 */
final class Suppressed {
    private final BigDecimal threshold;
    private final List<Equation> equations;
    private final Map<Cell, BigDecimal> numbers = new HashMap<>();
    private final Set<Cell> suppressed = new TreeSet<>();

    Suppressed(BigDecimal threshold, List<Equation> equations, Set<Cell> open, Slice slice) {
        this.threshold = threshold;
        this.equations = equations;
        slice.values().forEach((cell, value) -> Numbers.read(value)
                .filter(number -> !cell.equals(Cell.COMPLETE))
                .ifPresent(number -> {
                    numbers.put(cell, number);
                    if (!open.contains(cell) && isSmall(number)) {
                        suppressed.add(cell);
                    }
                }));
    }

    private boolean isSmall(BigDecimal number) {
        return number.signum() > 0 && number.compareTo(threshold) < 0;
    }

    Set<Cell> cells() {
        for (Optional<Cell> next = next(); next.isPresent(); next = next()) {
            suppressed.add(next.get());
        }
        return suppressed;
    }

    private Optional<Cell> next() {
        Set<Cell> exposed = exposed();
        return equations.stream()
                .filter(equation -> equation.cells().stream().anyMatch(exposed::contains) || givesASmallSum(equation))
                // First where a single cell is missing: there, and nowhere else, another one helps.
                .sorted(Comparator.comparingLong(this::missing))
                .map(this::complement)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Cells that can be calculated and can be helped. */
    private Set<Cell> exposed() {
        Set<Cell> lost = lost();
        Set<Cell> unknown = new TreeSet<>(suppressed);
        unknown.removeAll(lost);
        Set<Cell> exposed = unknown.isEmpty() ? new TreeSet<>() : Derivable.of(unknown, equations);
        if (!lost.isEmpty()) {
            // What went only to cover a lost cell needs no cover itself.
            exposed.removeIf(cell -> !isSmall(numbers.get(cell)));
        }
        return exposed;
    }

    /** Alone in a group whose total is known from elsewhere: nothing that is done here can hide it. */
    private Set<Cell> lost() {
        Set<Cell> lost = new TreeSet<>();
        equations.stream()
                .filter(equation ->
                        missing(equation) == 1 && complement(equation).isEmpty())
                .forEach(equation ->
                        equation.cells().stream().filter(suppressed::contains).forEach(lost::add));
        return lost;
    }

    private long missing(Equation equation) {
        return equation.cells().stream().filter(suppressed::contains).count();
    }

    /** What is missing from a group is what its total says it is: a small count of its own. */
    private boolean givesASmallSum(Equation equation) {
        boolean totalIsShown = equation.total() == null || !suppressed.contains(equation.total());
        BigDecimal missing = equation.parts().stream()
                .filter(suppressed::contains)
                .map(numbers::get)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return totalIsShown && isSmall(missing);
    }

    private Optional<Cell> complement(Equation equation) {
        Stream<Cell> parts = equation.parts().stream()
                .filter(this::isShown)
                .sorted(Comparator.comparing((Cell cell) -> numbers.get(cell))
                        .thenComparing(Comparator.naturalOrder()));
        return Stream.concat(parts, Stream.ofNullable(equation.total()).filter(this::isShown))
                .findFirst();
    }

    /** A zero is no cover: it is as good as known. */
    private boolean isShown(Cell cell) {
        return !suppressed.contains(cell)
                && numbers.containsKey(cell)
                && numbers.get(cell).signum() != 0;
    }
}

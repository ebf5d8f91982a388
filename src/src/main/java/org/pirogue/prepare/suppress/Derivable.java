package org.pirogue.prepare.suppress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hipparchus.fraction.BigFraction;
import org.pirogue.batch.Cell;

/**
 * Which suppressed cells the others give away: those that a system of linear equations determines. Found exactly, by
 * Gauss-Jordan elimination over fractions: a cell is determined when the reduced system has a row with that unknown alone
 * (the audit problem of cell suppression, Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, §1.2
 * and 4.3).
 */
final class Derivable {
    private final List<Cell> unknown;
    private final List<BigFraction[]> rows = new ArrayList<>();

    private Derivable(Set<Cell> suppressed, List<Equation> equations) {
        unknown = List.copyOf(new TreeSet<>(suppressed));
        Map<Cell, Integer> columns = new HashMap<>();
        unknown.forEach(cell -> columns.put(cell, columns.size()));
        equations.forEach(equation -> row(equation, columns).ifPresent(rows::add));
    }

    /** @param suppressed what is not shown; everything else in the equations is known */
    static Set<Cell> of(Set<Cell> suppressed, List<Equation> equations) {
        return new Derivable(suppressed, equations).found();
    }

    private static Optional<BigFraction[]> row(Equation equation, Map<Cell, Integer> columns) {
        BigFraction[] row = new BigFraction[columns.size()];
        java.util.Arrays.fill(row, BigFraction.ZERO);
        boolean any = false;
        for (Cell cell : equation.cells()) {
            Integer column = columns.get(cell);
            if (column != null) {
                row[column] = cell.equals(equation.total()) ? BigFraction.MINUS_ONE : BigFraction.ONE;
                any = true;
            }
        }
        return any ? Optional.of(row) : Optional.empty();
    }

    private Set<Cell> found() {
        int at = 0;
        for (int column = 0; column < unknown.size() && at < rows.size(); column++) {
            int pivot = pivot(column, at);
            if (pivot >= 0) {
                java.util.Collections.swap(rows, at, pivot);
                eliminate(column, at);
                at++;
            }
        }
        Set<Cell> found = new TreeSet<>();
        for (BigFraction[] row : rows.subList(0, at)) {
            only(row).ifPresent(column -> found.add(unknown.get(column)));
        }
        return found;
    }

    private int pivot(int column, int from) {
        for (int row = from; row < rows.size(); row++) {
            if (!rows.get(row)[column].isZero()) {
                return row;
            }
        }
        return -1;
    }

    private void eliminate(int column, int at) {
        BigFraction[] pivot = rows.get(at);
        BigFraction by = pivot[column];
        for (int i = 0; i < pivot.length; i++) {
            pivot[i] = pivot[i].divide(by);
        }
        for (int other = 0; other < rows.size(); other++) {
            BigFraction times = rows.get(other)[column];
            if (other != at && !times.isZero()) {
                subtract(rows.get(other), pivot, times);
            }
        }
    }

    private static void subtract(BigFraction[] row, BigFraction[] pivot, BigFraction times) {
        for (int i = 0; i < row.length; i++) {
            row[i] = row[i].subtract(pivot[i].multiply(times));
        }
    }

    private static Optional<Integer> only(BigFraction[] row) {
        Integer found = null;
        for (int i = 0; i < row.length; i++) {
            if (!row[i].isZero()) {
                if (found != null) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        return Optional.ofNullable(found);
    }
}

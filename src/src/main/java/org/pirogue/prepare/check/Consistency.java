package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;

/**
 * P256: two data elements of one slice that contradict each other (more confirmed than tested), compared option by
 * option. The finding is the left one's; where either has no number, nothing is said.
 */
record Consistency(String left, Operator operator, String right) implements Check {
    enum Operator {
        AT_LEAST(">="),
        AT_MOST("<="),
        EQUAL("==");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Optional<Operator> of(String sign) {
            return Arrays.stream(values())
                    .filter(operator -> operator.sign.equals(sign))
                    .findFirst();
        }

        private boolean holds(int order) {
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case EQUAL -> order == 0;
            };
        }
    }

    @Override
    public List<Finding> of(List<Slice> slices) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            for (Map.Entry<Cell, String> value : slice.values().entrySet()) {
                if (value.getKey().dataElement().equals(left)) {
                    contradiction(slice, value.getKey(), value.getValue()).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private Optional<Finding> contradiction(Slice slice, Cell cell, String value) {
        Cell partner = new Cell(right, cell.categoryOptions());
        String other = slice.values().getOrDefault(partner, "");
        Optional<BigDecimal> a = Numbers.read(value);
        Optional<BigDecimal> b = Numbers.read(other);
        if (a.isEmpty() || b.isEmpty() || operator.holds(a.get().compareTo(b.get()))) {
            return Optional.empty();
        }
        String text = "'" + cell + "' is '" + value + "', '" + partner + "' is '" + other + "': the first must be "
                + operator.sign + " the second.";
        return Optional.of(new Finding("P256", slice.key(), cell, value, "", text));
    }
}

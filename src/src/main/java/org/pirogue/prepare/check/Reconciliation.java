package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;

/**
 * P256: a stated total that is not the sum of its parts. A part that is not there is 0, since forms leave zeros out; where the
 * total or all parts are not there, nothing is said. The finding is the total's.
 *
 * @param total a cell
 * @param parts data elements, each with all its options, the total's cell left out
 * @param tolerance the part of the total by which the sum may differ
 */
record Reconciliation(Cell total, Set<String> parts, BigDecimal tolerance) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            Optional<BigDecimal> stated =
                    Optional.ofNullable(slice.values().get(total)).flatMap(Numbers::read);
            Optional<BigDecimal> sum = sum(slice);
            if (stated.isPresent() && sum.isPresent() && differ(stated.get(), sum.get())) {
                findings.add(new Finding(
                        "P256",
                        slice.key(),
                        total,
                        slice.values().get(total),
                        "",
                        "'" + total + "' is '" + slice.values().get(total) + "', its parts add up to "
                                + Numbers.write(sum.get()) + "."));
            }
        }
        return findings;
    }

    private boolean differ(BigDecimal stated, BigDecimal sum) {
        return stated.subtract(sum).abs().compareTo(stated.abs().multiply(tolerance)) > 0;
    }

    private Optional<BigDecimal> sum(Slice slice) {
        return slice.values().entrySet().stream()
                .filter(each -> parts.contains(each.getKey().dataElement())
                        && !each.getKey().equals(total))
                .flatMap(each -> Numbers.read(each.getValue()).stream())
                .reduce(BigDecimal::add);
    }
}

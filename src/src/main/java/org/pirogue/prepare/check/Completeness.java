package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;

/**
 * P536: a report with values that lacks too many of the elements that it should have (completeness of data elements, WHO
 * data quality review, module 2, indicator 1b). A report without any value is {@link Timeliness}'s business.
 *
 * @param on data elements that are expected, each in any of its options
 * @param share the part of them that must be there
 */
record Completeness(Set<String> on, BigDecimal share) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            Set<String> missing = new TreeSet<>(on);
            slice.values().keySet().forEach(cell -> missing.remove(cell.dataElement()));
            BigDecimal needed = share.multiply(BigDecimal.valueOf(on.size()));
            boolean tooFew =
                    BigDecimal.valueOf((long) on.size() - missing.size()).compareTo(needed) < 0;
            if (tooFew && !slice.values().isEmpty()) {
                findings.add(new Finding(
                        "P536",
                        slice.key(),
                        null,
                        null,
                        "",
                        "The report of " + slice.key().orgUnit() + " in "
                                + slice.key().period() + " lacks " + String.join(", ", missing) + "."));
            }
        }
        return findings;
    }
}

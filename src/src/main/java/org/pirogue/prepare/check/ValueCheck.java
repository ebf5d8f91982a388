package org.pirogue.prepare.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;

/** A check that looks at one value alone. */
abstract class ValueCheck implements Check {
    private final String code;
    private final Set<String> on;

    /** @param on data elements that are looked at; empty for all */
    ValueCheck(String code, Set<String> on) {
        this.code = code;
        this.on = Set.copyOf(on);
    }

    /** What is wrong, as the end of a sentence that begins with the cell; empty when nothing is. */
    abstract Optional<String> fault(String value);

    @Override
    public final List<Finding> of(List<Slice> slices) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            slice.values().forEach((cell, value) -> {
                if (on.isEmpty() || on.contains(cell.dataElement())) {
                    fault(value).ifPresent(fault -> findings.add(finding(slice, cell, value, fault)));
                }
            });
        }
        return findings;
    }

    private Finding finding(Slice slice, Cell cell, String value, String fault) {
        return new Finding(code, slice.key(), cell, value, "", "'" + cell + "' is '" + value + "', " + fault + ".");
    }
}

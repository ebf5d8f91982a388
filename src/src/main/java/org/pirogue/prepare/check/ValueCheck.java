package org.pirogue.prepare.check;

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
        return slices.stream()
                .flatMap(slice -> slice.values().entrySet().stream()
                        .filter(entry ->
                                on.isEmpty() || on.contains(entry.getKey().dataElement()))
                        .flatMap(entry -> fault(entry.getValue())
                                .map(fault -> finding(slice, entry.getKey(), entry.getValue(), fault))
                                .stream()))
                .toList();
    }

    private Finding finding(Slice slice, Cell cell, String value, String fault) {
        return new Finding(code, slice.key(), cell, value, "", "'" + cell + "' is '" + value + "', " + fault + ".");
    }
}

package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;

/** A check that holds each number against its own past. Texts are {@link NumericValue}'s business. */
abstract class PastCheck implements Check {
    private final String code;
    private final Set<String> on;

    /** @param on data elements that are looked at; empty for all */
    PastCheck(String code, Set<String> on) {
        this.code = code;
        this.on = Set.copyOf(on);
    }

    /**
     * What is wrong, as the end of a sentence that begins with the cell; empty when nothing is.
     *
     * @param past by period in the order of time, without the slice's own
     */
    abstract Optional<String> fault(Period period, BigDecimal value, SortedMap<Period, BigDecimal> past);

    /** Without a past there is nothing to hold a value against. */
    @Override
    public final List<Finding> of(List<Slice> slices) {
        return List.of();
    }

    @Override
    public final List<Finding> of(List<Slice> slices, History history) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            slice.values().forEach((cell, value) -> {
                if (on.isEmpty() || on.contains(cell.dataElement())) {
                    finding(slice, cell, value, history).ifPresent(findings::add);
                }
            });
        }
        return findings;
    }

    private Optional<Finding> finding(Slice slice, Cell cell, String value, History history) {
        Optional<Period> period = Period.read(slice.key().period());
        return Numbers.read(value)
                .flatMap(number -> period.flatMap(now -> fault(now, number, history.of(slice.key(), cell))))
                .map(fault -> new Finding(
                        code, slice.key(), cell, value, "", "'" + cell + "' is '" + value + "', " + fault + "."));
    }
}

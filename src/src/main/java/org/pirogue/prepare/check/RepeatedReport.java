package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;

/**
 * P538: a report that is the one of the period before, number by number: copied. Reports of few numbers, or of zeros only,
 * may well repeat.
 *
 * @param least how many numbers other than 0 a report must have to be looked at
 */
record RepeatedReport(int least) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        return List.of();
    }

    @Override
    public List<Finding> of(List<Slice> slices, History history) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            Optional<Period> before = Period.read(slice.key().period()).map(Period::previous);
            if (before.isPresent() && isCopied(slice, before.get(), history)) {
                findings.add(new Finding(
                        "P538",
                        slice.key(),
                        null,
                        null,
                        "",
                        "The report of " + slice.key().orgUnit() + " in "
                                + slice.key().period() + " is that of " + before.get() + ", number by number."));
            }
        }
        return findings;
    }

    private boolean isCopied(Slice slice, Period before, History history) {
        int counted = 0;
        for (Map.Entry<Cell, String> each : slice.values().entrySet()) {
            Optional<BigDecimal> now = Numbers.read(each.getValue());
            BigDecimal then = history.of(slice.key(), each.getKey()).get(before);
            if (now.isEmpty() || then == null || now.get().compareTo(then) != 0) {
                return false;
            }
            counted += now.get().signum() != 0 ? 1 : 0;
        }
        return counted >= least;
    }
}

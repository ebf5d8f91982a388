package org.pirogue.prepare.check;

import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** P255: a period of another type than the target's data set, or no period at all. */
record PeriodOfType(PeriodType type) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        return slices.stream()
                .filter(slice -> Period.read(slice.key().period())
                        .filter(period -> period.type() == type)
                        .isEmpty())
                .map(slice -> new Finding(
                        "P255",
                        slice.key(),
                        null,
                        null,
                        "",
                        "'" + slice.key().period() + "' is not a " + type.dhis2Name() + " period."))
                .toList();
    }
}

package org.pirogue.prepare.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** P255: a period of another type than the target's data set, or no period at all. */
record PeriodOfType(PeriodType type) implements Check {
    private boolean isOther(String id) {
        return Period.read(id).filter(period -> period.type() == type).isEmpty();
    }

    @Override
    public List<Finding> of(List<Slice> slices) {
        Map<String, Boolean> others = new HashMap<>();
        return slices.stream()
                .filter(slice -> others.computeIfAbsent(slice.key().period(), this::isOther))
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

package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.period.Period;

/**
 * P259: a report that has many more or fewer numbers than the mean of the unit's reports just before: half a form, a form
 * entered twice. It is {@link Trend} of how many there are.
 *
 * @param periods how many reports before make the mean; all of them must be there
 * @param share how far it may leave the mean, 0.5 for a half
 */
record Volume(int periods, BigDecimal share) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        return List.of();
    }

    @Override
    public List<Finding> of(List<Slice> slices, History history) {
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            fault(slice, history)
                    .ifPresent(text -> findings.add(new Finding(
                            "P259",
                            slice.key(),
                            null,
                            null,
                            "",
                            "The report of " + slice.key().orgUnit() + " in "
                                    + slice.key().period() + " has "
                                    + slice.values().size() + " values, " + text + ".")));
        }
        return findings;
    }

    private Optional<String> fault(Slice slice, History history) {
        Optional<Period> now = Period.read(slice.key().period());
        List<Integer> before = now.map(period ->
                        List.copyOf(history.sizes(slice.key()).headMap(period).values()))
                .orElse(List.of());
        if (before.size() < periods) {
            return Optional.empty();
        }
        double mean = before.subList(before.size() - periods, before.size()).stream()
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0);
        return Math.abs(slice.values().size() - mean) > share.doubleValue() * mean
                ? Optional.of(String.format(java.util.Locale.ROOT, "the %d before had %.1f on average", periods, mean))
                : Optional.empty();
    }
}

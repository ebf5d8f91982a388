package org.pirogue.prepare.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;

/**
 * Puts an estimate in the place of a value in which a check found something: the mean of the period before and the one
 * after, rounded up to a whole number (the three-month centred mean of WHO's malaria stratification). With neither known, or
 * in a period that nothing is known around, there is no estimate, and the value is held back instead.
 */
final class Imputation {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final History history;

    Imputation(History history) {
        this.history = history;
    }

    /** @param estimated what was found and has an estimate now; @param left what was found and has none */
    record Imputed(List<Slice> slices, List<Finding> estimated, List<Finding> left) {}

    Imputed apply(List<Finding> found, List<Slice> slices) {
        List<Finding> estimated = new ArrayList<>();
        List<Finding> left = new ArrayList<>();
        Map<SliceKey, Map<Cell, String>> estimates = new HashMap<>();
        for (Finding finding : found) {
            Optional<String> estimate = estimate(finding).map(Numbers::write);
            if (estimate.isEmpty()) {
                left.add(finding);
            } else {
                estimates
                        .computeIfAbsent(finding.key(), none -> new HashMap<>())
                        .put(finding.cell(), estimate.get());
                estimated.add(said(finding, estimate.get()));
            }
        }
        List<Slice> changed = slices.stream()
                .map(slice -> replaced(slice, estimates.getOrDefault(slice.key(), Map.of())))
                .toList();
        return new Imputed(changed, estimated, left);
    }

    private Optional<BigDecimal> estimate(Finding finding) {
        Cell cell = finding.cell();
        if (finding.key() == null || cell == null) {
            return Optional.empty();
        }
        SortedMap<Period, BigDecimal> others = history.of(finding.key(), cell);
        return Period.read(finding.key().period())
                .flatMap(now -> mean(others.get(now.previous()), others.get(now.next())));
    }

    private static Optional<BigDecimal> mean(@Nullable BigDecimal before, @Nullable BigDecimal after) {
        if (before == null || after == null) {
            return Stream.of(Optional.ofNullable(before), Optional.ofNullable(after))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.of(before.add(after).divide(TWO, 0, RoundingMode.CEILING));
    }

    private static Slice replaced(Slice slice, Map<Cell, String> estimates) {
        if (estimates.isEmpty()) {
            return slice;
        }
        TreeMap<Cell, String> values = new TreeMap<>(slice.values());
        estimates.forEach(values::replace);
        return slice.with(values, estimates.keySet());
    }

    private static Finding said(Finding finding, String value) {
        return new Finding(
                finding.code(),
                finding.key(),
                finding.cell(),
                finding.value(),
                finding.place(),
                finding.text() + " It was replaced by the estimate " + value + ".",
                true);
    }
}

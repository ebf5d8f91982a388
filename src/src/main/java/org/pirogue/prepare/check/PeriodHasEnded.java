package org.pirogue.prepare.check;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.period.Period;

/** P254: figures of a period whose last day is not over, by the clock's own zone. */
record PeriodHasEnded(Clock clock) implements Check {
    private static boolean isOpen(String id, LocalDate today) {
        return Period.read(id)
                .filter(period -> !period.lastDay().isBefore(today))
                .isPresent();
    }

    @Override
    public List<Finding> of(List<Slice> slices) {
        LocalDate today = LocalDate.now(clock);
        Map<String, Boolean> open = new HashMap<>();
        return slices.stream()
                .filter(slice -> open.computeIfAbsent(slice.key().period(), id -> isOpen(id, today)))
                .map(slice -> new Finding(
                        "P254",
                        slice.key(),
                        null,
                        null,
                        "",
                        "The period " + slice.key().period() + " has not ended."))
                .toList();
    }
}

package org.pirogue.prepare.check;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.prepare.period.Period;

/** P254: figures of a period whose last day is not over, by the clock's own zone. */
record PeriodHasEnded(Clock clock) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        LocalDate today = LocalDate.now(clock);
        return slices.stream()
                .filter(slice -> Period.read(slice.key().period())
                        .filter(period -> !period.lastDay().isBefore(today))
                        .isPresent())
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

package org.pirogue.sandbox.values;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A period by its DHIS2 identifier.
 *
 * @param end last day
 */
public record Period(String id, PeriodType type, LocalDate start, LocalDate end) {
    public static Optional<Period> parse(String id) {
        for (PeriodType type : PeriodType.values()) {
            Optional<LocalDate> start = type.start(id);
            if (start.isPresent()) {
                LocalDate end = type.plus(start.get(), 1).minusDays(1);
                return Optional.of(new Period(id, type, start.get(), end));
            }
        }
        return Optional.empty();
    }

    /** Whether data may be entered: no open future period means that the running one is closed too. */
    public boolean isOpen(LocalDate today, int openFuturePeriods) {
        LocalDate latest = type.plus(type.startOf(today), openFuturePeriods - 1);
        return !start.isAfter(latest);
    }
}

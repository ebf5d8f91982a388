package org.pirogue.prepare.period;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a row of a file holds, from a first to a last period, both inclusive, null for open. A period is
 * valid when its first day is: so of two rows that follow each other exactly one holds for a week between two months.
 */
public record Validity(@Nullable Period from, @Nullable Period to) {
    public static final Validity ALWAYS = new Validity(null, null);

    public boolean holds(LocalDate day) {
        return !day.isBefore(firstDay()) && !day.isAfter(lastDay());
    }

    public boolean holds(Period period) {
        return holds(period.firstDay());
    }

    public boolean overlaps(Validity other) {
        return !firstDay().isAfter(other.lastDay()) && !other.firstDay().isAfter(lastDay());
    }

    public boolean isEmpty() {
        return firstDay().isAfter(lastDay());
    }

    private LocalDate firstDay() {
        return from == null ? LocalDate.MIN : from.firstDay();
    }

    private LocalDate lastDay() {
        return to == null ? LocalDate.MAX : to.lastDay();
    }
}

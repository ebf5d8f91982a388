package org.pirogue.flow;

import java.time.LocalDate;
import org.pirogue.prepare.period.Period;

/** Periods whose case records are kept no longer: what was counted in them stands, and nothing of them is counted again. */
public final class ClosedPeriods {
    private final int days;
    private final LocalDate today;

    /** @param days after a period's last day; 0: none is ever closed */
    public ClosedPeriods(int days, LocalDate today) {
        this.days = days;
        this.today = today;
    }

    public boolean has(String period) {
        return days > 0 && Period.parse(period).lastDay().plusDays(days).isBefore(today);
    }
}

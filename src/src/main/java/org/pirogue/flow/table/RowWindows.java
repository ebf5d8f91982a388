package org.pirogue.flow.table;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.prepare.period.Period;

/**
 * The units and periods that a table reports for, each pair a number by which its rows are sorted; and where a row was not
 * understood, so that what it may have said is not taken for gone.
 */
final class RowWindows {
    private final List<String> units = new ArrayList<>();
    private final List<Period> periods = new ArrayList<>();
    private final Map<String, Integer> unitNumbers = new HashMap<>();
    private final Map<Period, Integer> periodNumbers = new HashMap<>();
    private final Long2IntOpenHashMap rows = new Long2IntOpenHashMap();
    private final LongSet doubtful = new LongOpenHashSet();
    private final Set<String> doubtfulUnits = new HashSet<>();
    private final Set<Period> doubtfulPeriods = new HashSet<>();
    private boolean allDoubtful;

    /** A report of that unit and period. @param stored whether a row of it is kept to be counted */
    long add(String unit, Period period, boolean stored) {
        long window = of(unit, period);
        rows.addTo(window, stored ? 1 : 0);
        return window;
    }

    long of(String unit, Period period) {
        int of = periodNumbers.computeIfAbsent(period, any -> {
            periods.add(period);
            return periods.size() - 1;
        });
        int by = unitNumbers.computeIfAbsent(unit, any -> {
            units.add(unit);
            return units.size() - 1;
        });
        return (long) of << 32 | by;
    }

    /** A row of this report was not understood. */
    void doubt(long window) {
        doubtful.add(window);
    }

    /** A row was not understood, of which so much is known. */
    void doubt(Optional<String> unit, Optional<Period> period) {
        if (period.isPresent()) {
            doubtfulPeriods.add(period.get());
        } else if (unit.isPresent()) {
            doubtfulUnits.add(unit.get());
        } else {
            allDoubtful = true;
        }
    }

    /** All of them, in the order of their numbers. */
    long[] all() {
        long[] all = rows.keySet().toLongArray();
        java.util.Arrays.sort(all);
        return all;
    }

    int rows(long window) {
        return rows.get(window);
    }

    String unit(long window) {
        return units.get((int) window);
    }

    Period period(long window) {
        return periods.get((int) (window >>> 32));
    }

    /** Whether all rows of this report were understood. */
    boolean isSure(long window) {
        return !doubtful.contains(window);
    }

    /** Whether some row that was not understood may belong to a report. */
    boolean isDoubtful(String unit, Period period) {
        if (allDoubtful || doubtfulUnits.contains(unit) || doubtfulPeriods.contains(period)) {
            return true;
        }
        Integer of = periodNumbers.get(period);
        Integer by = unitNumbers.get(unit);
        return of != null && by != null && doubtful.contains((long) of << 32 | by);
    }
}

package org.pirogue.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes to the counts of runs, gathered during a transaction and written at its end, in the order of the runs. */
final class Counts {
    private final TreeMap<Long, Map<Count, Long>> byRun = new TreeMap<>();

    /** The columns of {@code ledger.run} that count values. */
    enum Count {
        DESIRED,
        WRITTEN,
        UNCHANGED,
        REJECTED,
        IN_FLIGHT,
        CONFLICT,
        SUPERSEDED,
        RETRACTED,
        DELETED,
        RETRACT_REJECTED,
        RETRACT_IN_FLIGHT,
        RETRACT_CONFLICT,
        RETRACT_SUPERSEDED
    }

    void add(long run, Count count, long change) {
        if (change != 0) {
            byRun.computeIfAbsent(run, r -> new EnumMap<>(Count.class)).merge(count, change, Long::sum);
        }
    }

    void move(long run, Count from, Count to, long values) {
        add(run, from, -values);
        add(run, to, values);
    }

    /** Runs that had ended and get something in flight again are delivering again. */
    void reopen(JdbcTemplate jdbc) {
        byRun.forEach((run, changes) -> {
            if (changes.getOrDefault(Count.IN_FLIGHT, 0L) > 0
                    || changes.getOrDefault(Count.RETRACT_IN_FLIGHT, 0L) > 0) {
                jdbc.update(
                        "update ledger.run set state = 'delivering', ended_at = null"
                                + " where run = ? and state in ('done', 'partial')",
                        run);
            }
        });
    }

    /** The order of the runs keeps two transactions from waiting for each other. */
    void write(JdbcTemplate jdbc) {
        byRun.forEach((run, changes) -> {
            List<String> sets = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            changes.forEach((count, change) -> {
                String column = count.name().toLowerCase(Locale.ROOT);
                sets.add(column + " = " + column + " + ?");
                values.add(change);
            });
            values.add(run);
            jdbc.update("update ledger.run set " + String.join(", ", sets) + " where run = ?", values.toArray());
            jdbc.update(RunBook.CLOSE + " and run = ?", run);
        });
    }
}

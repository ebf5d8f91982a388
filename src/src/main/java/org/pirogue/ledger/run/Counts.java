package org.pirogue.ledger.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changes to the counts of runs, gathered during a transaction and written at its end, in the order of the runs. */
public final class Counts {
    /** Something changed at the target: whoever follows this flow finds it here. */
    private static final String NEW_VERSION = """
            insert into ledger.flow_version (flow, version, changed_at)
            select flow, 1, ledger.now() from ledger.run where run = ?
            on conflict (flow) do update set version = flow_version.version + 1, changed_at = excluded.changed_at""";

    private static final String REOPEN =
            "update ledger.run set state = 'delivering', ended_at = null where run = ? and state in ('done', 'partial')";

    private final TreeMap<Long, Map<Count, Long>> byRun = new TreeMap<>();
    private final Set<Long> reopened = new HashSet<>();

    /** The columns of {@code ledger.run} that count values. */
    public enum Count {
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

    public void add(long run, Count count, long change) {
        if (change != 0) {
            byRun.computeIfAbsent(run, r -> new EnumMap<>(Count.class)).merge(count, change, Long::sum);
        }
    }

    /** A run that has ended has values in flight again: it delivers until they are settled. */
    public void reopen(long run) {
        reopened.add(run);
    }

    public void move(long run, Count from, Count to, long values) {
        add(run, from, -values);
        add(run, to, values);
    }

    /** The order of the runs keeps two transactions from waiting for each other. */
    public void write(JdbcTemplate jdbc) {
        byRun.forEach((run, changes) -> {
            if (reopened.contains(run)) {
                jdbc.update(REOPEN, run);
            }
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
        // After all runs, so that two transactions take their locks in one order.
        byRun.forEach((run, changes) -> {
            if (changes.getOrDefault(Count.WRITTEN, 0L) + changes.getOrDefault(Count.DELETED, 0L) > 0) {
                jdbc.update(NEW_VERSION, run);
            }
        });
    }
}

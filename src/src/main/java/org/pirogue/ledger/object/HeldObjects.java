package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Cell;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Restoring;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** The objects of runs that wait for a person, always inside the transaction of the decision. */
public final class HeldObjects {
    private static final int SOME = 500;

    private final ObjectTable objects;
    private final ConflictTable conflicts;

    public HeldObjects(JdbcTemplate jdbc, PersonSeal seal) {
        this.objects = new ObjectTable(jdbc, seal);
        this.conflicts = new ConflictTable(jdbc);
    }

    /** What an approval would change, field by field; of a person only which fields. */
    public List<PlannedSlice> differences(long run, int limit, int offset) {
        return objects.withheld(run, false, limit, offset).stream()
                .map(HeldObjects::difference)
                .toList();
    }

    static PlannedSlice difference(ObjectRow row) {
        ObjectState state = row.state;
        SortedMap<Cell, String> put = new TreeMap<>();
        SortedSet<Cell> delete = new TreeSet<>();
        SortedMap<Cell, String> before = new TreeMap<>();
        for (String field : state.fields()) {
            Cell cell = new Cell(field, "");
            if (!state.isDue(field)) {
                continue;
            }
            if (state.goal(field).isEmpty()) {
                delete.add(cell);
            } else {
                put.put(cell, row.kind.personal() ? PlannedSlice.HIDDEN : state.goal(field));
            }
            String known = state.acknowledged.get(field);
            if (known != null) {
                before.put(cell, row.kind.personal() ? PlannedSlice.HIDDEN : known);
            }
        }
        return new PlannedSlice(ObjectBatch.place(row.kind.label(), row.key, row.label), put, delete, before);
    }

    /** What would have been taken away is wanted as before; what else changed goes on. */
    public void restore(Run run, Counts counts) {
        List<ObjectRow> rows;
        do {
            rows = objects.withheld(run.run(), true, SOME, 0);
            List<Long> gone = new ArrayList<>();
            rows.forEach(row -> gone.addAll(restore(row, counts)));
            objects.write(run.flow(), rows);
            objects.dueNow(run.flow(), rows);
            conflicts.gone(gone);
        } while (rows.size() == SOME);
    }

    /** @return conflicts that nobody need settle any more */
    private static List<Long> restore(ObjectRow row, Counts counts) {
        ObjectState state = row.state;
        Standing before = state.standing();
        SortedMap<String, String> former = ObjectPacked.values(String.valueOf(row.withheld));
        SortedMap<String, String> desired = new TreeMap<>();
        SortedSet<String> back = state.takenAway(row.kind);
        if (state.desired == null) {
            back.addAll(former.keySet());
        } else {
            desired.putAll(state.desired);
        }
        back.forEach(field -> {
            String stood = stood(state, former, field);
            if (stood.isEmpty()) {
                desired.remove(field);
            } else {
                desired.put(field, stood);
            }
        });
        state.desired = desired;
        clear(row, back);
        List<Long> gone = state.forgetStaleDisputes();
        state.lookFirst();
        Standing after = state.standing();
        if (before != after) {
            Restoring.count(counts, row.run, before, -1);
            Restoring.count(counts, row.run, after, 1);
        }
        row.withhold(null, null);
        row.recount();
        row.version++;
        return gone;
    }

    private static String stood(ObjectState state, SortedMap<String, String> former, String field) {
        String wanted = former.getOrDefault(field, state.acknowledged.get(field));
        if (wanted != null) {
            return wanted;
        }
        List<String> sent = state.attempted.getOrDefault(field, List.of());
        return sent.isEmpty() ? ObjectState.NOTHING : sent.get(sent.size() - 1);
    }

    /** Of a person, with what had not arrived yet; what had is not kept in clear. */
    private static void clear(ObjectRow row, SortedSet<String> back) {
        if (!row.kind.personal()) {
            return;
        }
        SortedMap<String, String> content = row.content == null ? new TreeMap<>() : new TreeMap<>(row.content);
        if (row.withheldContent != null) {
            row.withheldContent.forEach((field, value) -> {
                if (back.contains(field)) {
                    content.put(field, value);
                }
            });
        }
        row.content = content;
    }
}

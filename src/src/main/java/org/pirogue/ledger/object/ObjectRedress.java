package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a person decides about objects, always inside the transaction of the decision. What is set in motion comes from the
 * sweep. Of a person's object no values are kept: it waits for the next run that reads it.
 */
public final class ObjectRedress {
    /** How a conflict names the whole object. */
    private static final String ALL = "*";

    private final JdbcTemplate jdbc;
    private final ObjectTable objects;
    private final ObjectMoves moves = new ObjectMoves();

    public ObjectRedress(JdbcTemplate jdbc, PersonSeal seal) {
        this.jdbc = jdbc;
        this.objects = new ObjectTable(jdbc, seal);
    }

    /** Clears standing rejects. @return the numbers of those that stood */
    public List<Long> replay(String flow, Collection<Long> rejects) {
        List<Long> taken = new ArrayList<>();
        for (ObjectKind kind : ObjectKind.values()) {
            SortedMap<String, ObjectRow> rows = objects.lockRejected(flow, kind, rejects);
            rows.values().forEach(row -> {
                taken.add(row.state.refusal.reject());
                replay(row);
            });
            write(flow, rows.values());
        }
        moves.write(jdbc);
        return taken;
    }

    private void replay(ObjectRow row) {
        ObjectState state = row.state;
        if (row.kind.personal()) {
            // As if it had never been wanted otherwise: the next run that reads it finds it changed.
            state.desired = new TreeMap<>(state.acknowledged);
            return;
        }
        Standing before = state.standing();
        state.refusal = null;
        state.lookFirst();
        moved(row, before);
    }

    /** A person who is erased: nothing of them is wanted any more, and what stands at the target by this flow is deleted there. */
    public void erase(String flow, ObjectKind kind, Collection<String> keys) {
        SortedMap<String, ObjectRow> rows = objects.lock(flow, kind, keys);
        List<Long> gone = new ArrayList<>();
        List<Long> resolved = new ArrayList<>();
        rows.values().forEach(row -> {
            Standing before = row.state.standing();
            row.state.desired = null;
            if (row.state.refusal != null) {
                resolved.add(row.state.refusal.reject());
                row.state.refusal = null;
            }
            row.content = null;
            row.withhold(null, null);
            gone.addAll(row.state.forgetStaleDisputes());
            row.state.lookFirst();
            moved(row, before);
        });
        new ConflictTable(jdbc).gone(gone);
        new RejectTable(jdbc).resolve(resolved);
        write(flow, rows.values());
        moves.write(jdbc);
    }

    /** Settles conflicts of objects. @return those that stood open */
    public List<Conflict> settle(String flow, List<Conflict> conflicts, Conflict.Keep keep) {
        List<Conflict> settled = new ArrayList<>();
        conflicts.stream()
                .collect(Collectors.groupingBy(each -> each.key().dataSet(), TreeMap::new, Collectors.toList()))
                .forEach((kind, some) -> settled.addAll(settle(flow, ObjectKind.of(kind), some, keep)));
        moves.write(jdbc);
        return settled;
    }

    private List<Conflict> settle(String flow, ObjectKind kind, List<Conflict> conflicts, Conflict.Keep keep) {
        SortedMap<String, ObjectRow> rows = objects.lock(
                flow,
                kind,
                conflicts.stream().map(each -> each.key().attributeOptions()).toList());
        List<Conflict> settled = new ArrayList<>();
        for (Conflict conflict : conflicts) {
            ObjectRow row = rows.get(conflict.key().attributeOptions());
            if (row != null && settle(row, conflict, keep)) {
                settled.add(conflict);
            }
        }
        write(flow, rows.values());
        return settled;
    }

    /** @return false where the object does not know of it any more, or its values are not kept */
    private boolean settle(ObjectRow row, Conflict conflict, Conflict.Keep keep) {
        ObjectState state = row.state;
        String name = conflict.cell().dataElement().equals(ALL)
                ? ObjectState.WHOLE
                : conflict.cell().dataElement();
        Dispute dispute = state.disputes.get(name);
        boolean stands = dispute != null && dispute.open() && dispute.conflict() == conflict.id();
        boolean sourceNeedsValues = keep == Conflict.Keep.SOURCE && (row.kind.personal() || state.desired == null);
        if (!stands || sourceNeedsValues) {
            return false;
        }
        Standing before = state.standing();
        switch (keep) {
            case TARGET -> {
                state.disputes.put(name, dispute.keptTheirs());
                state.acknowledged.keySet().removeIf(field -> field.equals(name));
            }
            case SOURCE -> source(row, name, dispute);
        }
        moved(row, before);
        return true;
    }

    private static void source(ObjectRow row, String name, Dispute dispute) {
        row.state.disputes.remove(name);
        if (ObjectState.isPart(name)) {
            row.state.forget(name);
            row.generations.merge(name, 2, (before, two) -> before + 1);
            row.uid = name.isEmpty() ? null : row.uid;
        } else {
            // As if this flow had sent it: it may be written over as long as it stands there.
            row.state.attempt(name, dispute.theirs());
        }
        row.state.lookFirst();
    }

    private void moved(ObjectRow row, Standing before) {
        moves.count(row, before, false);
        if (row.pending) {
            row.version++;
            moves.reopen(row.run);
        }
    }

    private void write(String flow, Collection<ObjectRow> rows) {
        objects.write(flow, rows);
        objects.dueNow(flow, rows);
    }
}

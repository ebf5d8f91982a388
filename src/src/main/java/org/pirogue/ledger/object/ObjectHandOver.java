package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** One hand-over of objects while it is computed: what its run now wants, object by object, and what that changes. */
final class ObjectHandOver {
    private final long run;
    private final Marks marks;
    private final boolean look;
    private boolean takesOver;
    private final Counts counts = new Counts();
    private final Map<String, ObjectRow> changed = new LinkedHashMap<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> again = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    ObjectHandOver(long run, Marks marks, boolean look) {
        this.run = run;
        this.marks = marks;
        this.look = look;
    }

    void take(ObjectRow row, ObjectRecord record) {
        ObjectState state = row.state;
        SortedMap<String, String> wanted =
                record.fields() == null ? null : marks.of(row.kind, row.key, record.fields());
        boolean different = !row.stored || !Objects.equals(wanted, state.desired);
        row.label = record.label();
        row.level = record.level();
        row.parent = record.parent();
        if (!different && row.atRest() && !look) {
            count(state.standing());
            return;
        }
        Standing before = row.pending ? state.standing() : null;
        Former former = Former.of(row);
        state.desired = wanted;
        row.content = row.kind.personal() ? record.fields() : null;
        if (different) {
            forgetRefusal(state);
        }
        gone.addAll(state.forgetStaleDisputes());
        handOver(row, before, different || (look && !row.pending));
        withhold(row, former, different);
        row.queued &= row.withheld == null;
    }

    /** How an object was before it was handed over. @param taken whether its deletion or closing had been let go already */
    private record Former(String desired, @Nullable SortedMap<String, String> content, boolean taken) {
        static Former of(ObjectRow row) {
            ObjectState state = row.state;
            boolean taken = row.isDeliverable() && !state.takenAway(row.kind).isEmpty();
            SortedMap<String, String> desired = state.desired == null ? new TreeMap<>() : state.desired;
            return new Former(ObjectPacked.pack(desired), row.pending ? row.content : null, taken);
        }
    }

    /** What takes something away waits until the share of its run is known, and what waits already goes on to wait. */
    private void withhold(ObjectRow row, Former former, boolean different) {
        boolean waited = row.withheld != null;
        boolean takes = row.pending && !row.state.takenAway(row.kind).isEmpty();
        if (takes && waited) {
            takesOver = true;
        } else if (takes && (different || !former.taken())) {
            row.withhold(former.desired(), former.content());
        } else if (waited) {
            row.withhold(null, null);
            row.queued = row.pending;
        }
    }

    /** Whether objects were taken over that wait for the decision about an older run. */
    boolean takesOver() {
        return takesOver;
    }

    /** It was refused for its parent's sake alone, and the parent is wanted again. */
    void takeAgain(ObjectRow row) {
        forgetRefusal(row.state);
        handOver(row, null, true);
    }

    private void handOver(ObjectRow row, @Nullable Standing before, boolean newVersion) {
        ObjectState state = row.state;
        state.lookFirst();
        state.unseen |= look && state.desired != null && state.refusal == null;
        takeOver(row, before);
        row.recount();
        count(state.standing());
        if (state.refusal != null) {
            again.add(state.refusal.reject());
        }
        if (newVersion) {
            row.version++;
            row.queued = row.pending;
        }
        changed.put(row.key, row);
    }

    private void forgetRefusal(ObjectState state) {
        if (state.refusal != null) {
            resolved.add(state.refusal.reject());
            state.refusal = null;
        }
    }

    /** What an older run still had in flight of this object is superseded: it is this run's now, or gone. */
    private void takeOver(ObjectRow row, @Nullable Standing before) {
        if (before == Standing.PUT) {
            counts.move(row.run, Count.IN_FLIGHT, Count.SUPERSEDED, 1);
        } else if (before == Standing.DELETE) {
            counts.move(row.run, Count.RETRACT_IN_FLIGHT, Count.RETRACT_SUPERSEDED, 1);
        }
        row.run = run;
    }

    private void count(@Nullable Standing standing) {
        if (standing == null) {
            return;
        }
        switch (standing) {
            case GOOD -> desired(Count.UNCHANGED);
            case PUT -> desired(Count.IN_FLIGHT);
            case REJECTED -> desired(Count.REJECTED);
            case CONFLICT -> desired(Count.CONFLICT);
            case DELETE -> retracted(Count.RETRACT_IN_FLIGHT);
            case DELETE_REJECTED -> retracted(Count.RETRACT_REJECTED);
            case DELETE_CONFLICT -> retracted(Count.RETRACT_CONFLICT);
        }
    }

    private void desired(Count count) {
        counts.add(run, Count.DESIRED, 1);
        counts.add(run, count, 1);
    }

    private void retracted(Count count) {
        counts.add(run, Count.RETRACTED, 1);
        counts.add(run, count, 1);
    }

    void write(String flow, JdbcTemplate jdbc, ObjectTable objects, RejectTable rejects) {
        new ConflictTable(jdbc).gone(gone);
        objects.write(flow, changed.values());
        rejects.resolve(resolved);
        rejects.countAgain(run, again);
        counts.write(jdbc);
    }

    /** What has something to deliver and a new version. */
    List<VersionedObject> toSend() {
        return changed.values().stream()
                .filter(row -> row.queued)
                .map(VersionedObject::of)
                .toList();
    }

    /** Keys of those that are not refused now. */
    List<String> wanted() {
        return changed.values().stream()
                .filter(row -> row.state.refusal == null)
                .map(row -> row.key)
                .toList();
    }
}

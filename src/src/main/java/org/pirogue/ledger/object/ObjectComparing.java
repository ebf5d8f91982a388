package org.pirogue.ledger.object;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One comparing transaction while it is computed: objects were read at the target, and what is known, wanted and found there is
 * merged, field by field. What is due afterwards is left to post.
 */
final class ObjectComparing {
    private final ObjectTerms terms;
    private final Marks marks;
    private final ConflictTable conflicts;
    private final ForeignTable foreign;
    private final ObjectMoves moves = new ObjectMoves();
    private final List<ConflictTable.Raised> raised = new ArrayList<>();
    private final List<ForeignTable.Met> met = new ArrayList<>();
    private final Set<SliceKey> read = new HashSet<>();
    private final List<Long> gone = new ArrayList<>();

    ObjectComparing(ObjectTerms terms, Marks marks, ConflictTable conflicts, ForeignTable foreign) {
        this.terms = terms;
        this.marks = marks;
        this.conflicts = conflicts;
        this.foreign = foreign;
    }

    void compare(ObjectRow row, FoundObject found) {
        Standing before = row.state.standing();
        read.add(place(row));
        boolean effected = row.state.desired == null ? retracted(row, found) : desired(row, found);
        row.state.unseen = false;
        leaveToTheNextRun(row);
        moves.count(row, before, effected);
    }

    /** What came back with a person's refusal is not kept in clear, and cannot be sent: the next run that reads it brings it. */
    private static void leaveToTheNextRun(ObjectRow row) {
        ObjectState state = row.state;
        if (!row.kind.personal() || state.desired == null) {
            return;
        }
        for (String field : List.copyOf(state.desired.keySet())) {
            if (state.isDue(field) && !row.clear().containsKey(field)) {
                state.attempted.remove(field);
                String known = state.acknowledged.get(field);
                if (known == null) {
                    state.desired.remove(field);
                } else {
                    state.desired.put(field, known);
                }
            }
        }
    }

    /** @return whether a deletion that had no answer has happened */
    private boolean retracted(ObjectRow row, FoundObject found) {
        ObjectState state = row.state;
        if (!found.exists()) {
            boolean ours = state.attempted.containsKey(ObjectState.WHOLE);
            state.forget(ObjectState.WHOLE);
            usedUp(row, ObjectState.WHOLE);
            return ours;
        }
        row.uid = found.uid();
        if (found.foreign()) {
            // What somebody else put there would go with it.
            part(row, ObjectState.WHOLE, found, Policy.ASK);
        }
        return false;
    }

    private boolean desired(ObjectRow row, FoundObject found) {
        if (!found.exists()) {
            missing(row, found);
            return false;
        }
        row.uid = found.uid();
        row.state.attempted.remove(ObjectState.WHOLE);
        settleDispute(row.state, ObjectState.WHOLE);
        boolean first = row.state.acknowledged.isEmpty() && row.state.attempted.isEmpty();
        found.deletedParts().forEach(part -> deletedPart(row, part, found));
        boolean effected = false;
        for (String field : new TreeSet<>(row.state.fields())) {
            if (!row.state.isInDisputedPart(field)) {
                effected |= field(row, field, found, first);
            }
        }
        return effected;
    }

    /** It never came to stand there, or we deleted it ourselves, or somebody else did. */
    private void missing(ObjectRow row, FoundObject found) {
        ObjectState state = row.state;
        boolean oursAlone = state.attempted.containsKey(ObjectState.WHOLE);
        boolean usedUp = found.deletedParts().contains(ObjectState.WHOLE);
        if (state.acknowledged.isEmpty() && !usedUp) {
            state.forget(ObjectState.WHOLE);
        } else if (oursAlone) {
            lost(row, ObjectState.WHOLE);
        } else {
            part(row, ObjectState.WHOLE, found, terms.deleted());
        }
    }

    private void deletedPart(ObjectRow row, String part, FoundObject found) {
        ObjectState state = row.state;
        boolean wanted =
                state.desired != null && state.desired.keySet().stream().anyMatch(field -> field.startsWith(part));
        if (!wanted) {
            lost(row, part);
        } else {
            part(row, part, found, terms.deleted());
        }
    }

    private void lost(ObjectRow row, String part) {
        row.state.forget(part);
        usedUp(row, part);
    }

    /** A uid that was deleted cannot be used again: what is made anew gets the next. */
    private static void usedUp(ObjectRow row, String part) {
        row.generations.merge(part, 2, (before, two) -> before + 1);
        if (part.equals(ObjectState.WHOLE)) {
            row.uid = null;
        }
    }

    private boolean field(ObjectRow row, String field, FoundObject found, boolean first) {
        ObjectState state = row.state;
        String goal = state.goal(field);
        String actual = marks.of(row.kind, row.key, field, found.fields().getOrDefault(field, ObjectState.NOTHING));
        List<String> sent = state.attempted.getOrDefault(field, List.of());
        String base = state.acknowledged.getOrDefault(field, ObjectState.NOTHING);
        if (actual.equals(goal)) {
            settleDispute(state, field);
            state.acknowledge(field, goal);
            return sent.contains(goal);
        }
        Dispute dispute = state.disputes.get(field);
        boolean decided = dispute != null
                && dispute.ours().equals(goal)
                && dispute.theirs().equals(actual);
        if (sent.contains(actual) || (!decided && actual.equals(base))) {
            state.acknowledge(field, actual);
        } else if (first && terms.first() == Policy.SOURCE) {
            overwritten(row, field, found);
        } else if (!decided) {
            edited(row, field, actual, found, first ? terms.first() : terms.edited());
        }
        return false;
    }

    private void overwritten(ObjectRow row, String field, FoundObject found) {
        row.state.attempted.remove(field);
        String value = found.fields().getOrDefault(field, ObjectState.NOTHING);
        if (!row.kind.personal() && !value.isEmpty()) {
            met.add(new ForeignTable.Met(
                    row.run, place(row), cell(field), new Stands(value, found.by(), found.at()), true));
        }
    }

    private void edited(ObjectRow row, String field, String actual, FoundObject found, Policy policy) {
        ObjectState state = row.state;
        settleDispute(state, field);
        String goal = state.goal(field);
        long number = raise(row, field, state.acknowledged.getOrDefault(field, ""), goal, actual, found, policy);
        if (policy == Policy.SOURCE) {
            state.acknowledge(field, actual);
        } else {
            state.attempted.remove(field);
            if (policy == Policy.TARGET) {
                state.acknowledged.remove(field);
            }
            state.disputes.put(field, new Dispute(kind(policy), goal, actual, number));
        }
    }

    /** The object, or a part of it, was deleted at the target, or may not be deleted there. */
    private void part(ObjectRow row, String part, FoundObject found, Policy policy) {
        if (row.state.disputes.containsKey(part)) {
            return;
        }
        long number = raise(row, part, "", "", "", found, policy);
        if (policy == Policy.SOURCE) {
            lost(row, part);
        } else {
            row.state.disputes.put(part, new Dispute(kind(policy), "", "", number));
        }
    }

    private static Dispute.Kind kind(Policy policy) {
        return policy == Policy.ASK ? Dispute.Kind.OPEN : Dispute.Kind.KEPT;
    }

    private long raise(
            ObjectRow row, String field, String base, String ours, String theirs, FoundObject found, Policy policy) {
        long number = conflicts.number();
        boolean hidden = row.kind.personal();
        raised.add(new ConflictTable.Raised(
                number,
                row.run,
                place(row),
                cell(field),
                hidden ? "" : base,
                hidden ? "" : ours,
                new Stands(hidden ? "" : theirs, found.by(), found.at()),
                policy == Policy.ASK ? null : policy));
        return number;
    }

    private void settleDispute(ObjectState state, String field) {
        Dispute dispute = state.disputes.remove(field);
        if (dispute != null && dispute.open()) {
            gone.add(dispute.conflict());
        }
    }

    private static SliceKey place(ObjectRow row) {
        return ObjectBatch.place(row.kind.label(), row.key, row.label);
    }

    private static Cell cell(@Nullable String field) {
        return new Cell(field == null || field.isEmpty() ? "*" : field, "");
    }

    void write(String flow, JdbcTemplate jdbc) {
        conflicts.gone(gone);
        conflicts.add(flow, raised);
        foreign.replace(flow, read, met);
        moves.write(jdbc);
    }
}

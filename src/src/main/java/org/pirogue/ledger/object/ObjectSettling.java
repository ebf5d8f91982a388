package org.pirogue.ledger.object;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.pirogue.batch.Finding;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.Outcome;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** One settling transaction while it is computed: what the target answered, object by object. */
final class ObjectSettling {
    private final Marks marks;
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final ObjectMoves moves = new ObjectMoves();
    private final Deque<Long> numbers = new ArrayDeque<>();
    private final List<RejectTable.Refused> refused = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    ObjectSettling(Marks marks, RejectTable rejects, ConflictTable conflicts) {
        this.marks = marks;
        this.rejects = rejects;
        this.conflicts = conflicts;
    }

    /** Draws the numbers of the rejects that may come. */
    void expect(Collection<ObjectReceipt> receipts) {
        long refusals = receipts.stream()
                .filter(receipt -> receipt.outcome() instanceof Outcome.Refused)
                .count();
        numbers.addAll(rejects.numbers((int) refusals));
    }

    void settle(ObjectRow row, ObjectReceipt receipt) {
        Standing before = row.state.standing();
        boolean effected = false;
        if (receipt.outcome() instanceof Outcome.Refused refusal) {
            refuse(row, receipt, refusal);
        } else if (receipt.outcome() instanceof Outcome.Held) {
            // It certainly did not arrive, and is wanted as before.
            takeBack(row, receipt.change(), Set.of());
        } else if (receipt.outcome() instanceof Outcome.Accepted) {
            accept(row, receipt.change());
            effected = true;
        }
        receipt.usedUp().forEach(part -> row.generations.merge(part, 2, (was, two) -> was + 1));
        moves.count(row, before, effected);
    }

    void withdraw(ObjectRow row, ObjectClaim.Change change) {
        Standing before = row.state.standing();
        takeBack(row, change, change.doubtful());
        moves.count(row, before, false);
    }

    private void accept(ObjectRow row, ObjectClaim.Change change) {
        ObjectState state = row.state;
        if (change.delete()) {
            state.forget(ObjectState.WHOLE);
            row.generations.merge(ObjectState.WHOLE, 2, (was, two) -> was + 1);
            row.uid = null;
        } else {
            row.uid = change.of().uid();
            change.put().forEach((field, value) -> arrived(row, field, value));
            change.clear().forEach(field -> arrived(row, field, ObjectState.NOTHING));
        }
        resolve(state);
    }

    private void arrived(ObjectRow row, String field, String value) {
        row.state.acknowledge(field, marks.of(row.kind, row.key, field, value));
        Dispute dispute = row.state.disputes.remove(field);
        if (dispute != null && dispute.open()) {
            gone.add(dispute.conflict());
        }
    }

    /** A refusal of an older version says only what did not arrive. */
    private void refuse(ObjectRow row, ObjectReceipt receipt, Outcome.Refused refusal) {
        ObjectClaim.Change change = receipt.change();
        if (!receipt.arrived().isEmpty()) {
            row.uid = change.of().uid();
        }
        receipt.arrived().forEach(field -> arrived(row, field, change.put().getOrDefault(field, ObjectState.NOTHING)));
        takeBack(row, change, receipt.arrived());
        if (row.version != change.version()) {
            return;
        }
        long number = numbers.remove();
        resolve(row.state);
        row.state.refusal = new ObjectRefusal(refusal.code(), refusal.text(), number, receipt.blockedBy());
        refused.add(new RejectTable.Refused(
                number,
                row.run,
                new Finding(
                        refusal.code(),
                        ObjectBatch.place(row.kind.label(), row.key, row.label),
                        null,
                        null,
                        receipt.place(),
                        refusal.text())));
    }

    private void takeBack(ObjectRow row, ObjectClaim.Change change, Set<String> but) {
        if (change.delete()) {
            row.state.attempted.remove(ObjectState.WHOLE);
            return;
        }
        change.put().forEach((field, value) -> takeBack(row, field, value, but));
        change.clear().forEach(field -> takeBack(row, field, ObjectState.NOTHING, but));
    }

    private void takeBack(ObjectRow row, String field, String value, Set<String> but) {
        if (!but.contains(field)) {
            row.state.withdraw(field, marks.of(row.kind, row.key, field, value));
        }
    }

    private void resolve(ObjectState state) {
        if (state.refusal != null) {
            resolved.add(state.refusal.reject());
            state.refusal = null;
        }
    }

    void write(String flow, JdbcTemplate jdbc) {
        rejects.addTarget(flow, refused);
        rejects.resolve(resolved);
        conflicts.gone(gone);
        moves.write(jdbc);
    }
}

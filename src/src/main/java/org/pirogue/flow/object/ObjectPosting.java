package org.pirogue.flow.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Refusal;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectReceipt;
import org.pirogue.ledger.value.Outcome;

/** Objects on their way to one POST, and what became of each. */
public abstract class ObjectPosting {
    private final String flow;
    private final long run;
    private final String owner;
    private final ObjectKind kind;
    private final List<ObjectClaim.Change> changes;
    private final Map<String, ObjectReceipt> receipts = new LinkedHashMap<>();
    private boolean waiting;

    ObjectPosting(ObjectDelivery.Claimed claimed) {
        this.flow = claimed.flow();
        this.run = claimed.run();
        this.owner = claimed.owner();
        this.kind = claimed.kind();
        this.changes = List.copyOf(claimed.changes());
    }

    public String flow() {
        return flow;
    }

    long run() {
        return run;
    }

    String owner() {
        return owner;
    }

    ObjectKind kind() {
        return kind;
    }

    List<ObjectClaim.Change> changes() {
        return changes;
    }

    void settle(ObjectReceipt receipt) {
        receipts.put(receipt.change().key(), receipt);
    }

    void settle(ObjectClaim.Change change, Outcome outcome) {
        settle(ObjectReceipt.of(change, outcome));
    }

    /** It cannot go before another one has arrived: the message comes again. */
    void wait(ObjectClaim.Change change, String text) {
        waiting = true;
        settle(change, new Outcome.Held("P541", text, java.time.Duration.ZERO));
    }

    boolean waiting() {
        return waiting;
    }

    boolean isSettled(ObjectClaim.Change change) {
        return receipts.containsKey(change.key());
    }

    /** What has no outcome is in doubt. */
    List<ObjectReceipt> receipts() {
        List<ObjectReceipt> all = new ArrayList<>();
        changes.forEach(change -> all.add(receipts.getOrDefault(change.key(), ObjectReceipt.of(change, null))));
        return all;
    }

    static Outcome refused(@Nullable Refusal refusal) {
        return refusal == null || refusal.code() == null
                ? new Outcome.Refused("P546", "the target refused the object without a reason")
                : new Outcome.Refused(refusal.code(), refusal.text());
    }
}

package org.pirogue.ledger.object;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.column.ObjectKind;

/** One row of {@code ledger.object}, locked for the length of a transaction. */
final class ObjectRow {
    final ObjectKind kind;
    final String key;
    final ObjectState state;
    final boolean stored;
    String label;
    int level = 1;

    @Nullable
    String parent;

    @Nullable
    String uid;

    SortedMap<String, Integer> generations = new TreeMap<>();
    long version;
    long settledVersion;
    long run;
    boolean pending;
    boolean queued;
    boolean leased;

    @Nullable
    String leaseOwner;

    boolean leaseChanged;
    double leaseSecs;

    /** The desired values of a personal kind, in clear. */
    @Nullable
    SortedMap<String, String> content;

    /** The former desired fields, packed, where the change waits for the decision about its run. */
    @Nullable
    String withheld;

    /** The former values of a personal kind in clear, where they had not arrived. */
    @Nullable
    SortedMap<String, String> withheldContent;

    ObjectRow(ObjectKind kind, String key, String label, ObjectState state, boolean stored) {
        this.kind = kind;
        this.key = key;
        this.label = label;
        this.state = state;
        this.stored = stored;
    }

    static ObjectRow unknown(ObjectKind kind, String key, String label) {
        String none = "{}";
        return new ObjectRow(kind, key, label, new ObjectState(null, none, none, none), false);
    }

    /** Settled, and nothing about it is open: what it knows at the target is what should stand there. */
    boolean atRest() {
        return !pending && state.refusal == null && state.disputes.isEmpty();
    }

    /** The values that should stand, in clear. */
    SortedMap<String, String> clear() {
        SortedMap<String, String> clear = kind.personal() ? content : state.desired;
        return clear == null ? new TreeMap<>() : clear;
    }

    void lease(String owner, double secs) {
        leaseChanged = true;
        leaseOwner = owner;
        leaseSecs = secs;
    }

    /** Nobody gets another one before the wait is over. */
    void release(double waitSecs) {
        leaseChanged = true;
        leaseOwner = null;
        leaseSecs = waitSecs;
    }

    void withhold(@Nullable String former, @Nullable SortedMap<String, String> content) {
        withheld = former;
        withheldContent = former == null ? null : content;
    }

    boolean isDeliverable() {
        return pending && withheld == null;
    }

    void recount() {
        pending = state.inFlight();
        if (!pending) {
            withhold(null, null);
        }
    }
}

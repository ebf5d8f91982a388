package org.pirogue.ledger.value;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;

/** One row of {@code ledger.slice}, locked for the length of a transaction; packed until its cells are asked for. */
public final class SliceRow {
    public final SliceKey key;
    final boolean stored;
    final String desiredBefore;
    final String acknowledgedBefore;
    final String attemptedBefore;
    final String refusedBefore;
    final String releasedBefore;
    final String disputedBefore;
    /** The packed desired cells, where they changed. */
    @Nullable
    String desiredNow;

    long version;
    public long run;
    int inFlightDesired;
    int inFlightRetracted;
    public boolean queued;
    boolean leased;

    @Nullable
    String leaseOwner;

    boolean leaseChanged;
    double leaseSecs;
    /** The packed desired cells of before, while this slice waits for the decision about its run. */
    @Nullable
    public String withheld;

    boolean withheldChanged;
    boolean unseenBefore;
    String editedBefore = Packed.NOTHING;
    /** Whether nobody may try before a while: the target is locked. */
    boolean held;

    @Nullable
    String heldCode;

    @Nullable
    String heldText;

    boolean holdChanged;
    double holdSecs;
    /** Whether the flow of the other direction changes it now. */
    boolean mirrored;

    /** When that flow changed it last. */
    @Nullable
    Instant mirroredAt;

    private @Nullable SliceState state;

    SliceRow(
            SliceKey key,
            boolean stored,
            String desired,
            String acknowledged,
            String attempted,
            String refused,
            String released,
            String disputed) {
        this.key = key;
        this.stored = stored;
        this.desiredBefore = desired;
        this.acknowledgedBefore = acknowledged;
        this.attemptedBefore = attempted;
        this.refusedBefore = refused;
        this.releasedBefore = released;
        this.disputedBefore = disputed;
    }

    public static SliceRow unknown(SliceKey key) {
        String nothing = Packed.NOTHING;
        return new SliceRow(key, false, nothing, nothing, nothing, nothing, nothing, nothing);
    }

    public SliceState state() {
        if (state == null) {
            state = new SliceState(
                    desiredBefore, acknowledgedBefore, attemptedBefore, refusedBefore, releasedBefore, disputedBefore);
            state.unseen = unseenBefore;
            state.unpackEdits(editedBefore);
        }
        return state;
    }

    /** Whether its cells were asked for, and so may have changed. */
    boolean parsed() {
        return state != null;
    }

    public boolean pending() {
        return inFlightDesired + inFlightRetracted > 0;
    }

    /** Settled, refusals, disputes and released cells none: its acknowledged values are its desired ones. */
    boolean atRest() {
        return !pending()
                && Packed.NOTHING.equals(refusedBefore)
                && Packed.NOTHING.equals(releasedBefore)
                && Packed.NOTHING.equals(disputedBefore);
    }

    /** Whether what was read of the source since then may be older than what both ends agreed on. */
    boolean mirroredSince(@Nullable Instant start) {
        return mirroredAt != null && start != null && !mirroredAt.isBefore(start);
    }

    boolean unseen() {
        return state == null ? unseenBefore : state.unseen;
    }

    /** The target is locked for it: nobody tries before the wait is over. */
    void hold(String code, String text, double waitSecs) {
        holdChanged = true;
        heldCode = code;
        heldText = text;
        holdSecs = waitSecs;
    }

    public void endHold() {
        holdChanged = true;
        heldCode = null;
        heldText = null;
        holdSecs = 0;
    }

    void lease(String owner, double secs) {
        leaseChanged = true;
        leaseOwner = owner;
        leaseSecs = secs;
    }

    /** Lets the lease go; nobody gets another one before the wait is over. */
    void release(double waitSecs) {
        leaseChanged = true;
        leaseOwner = null;
        leaseSecs = waitSecs;
    }

    /** @param former null where nothing waits any more */
    void withhold(@Nullable String former) {
        withheldChanged |= !Objects.equals(withheld, former);
        withheld = former;
    }

    /** Sets what is in flight by what the cells say now. */
    void recount(Map<Cell, SliceState.Standing> standings) {
        inFlightDesired = 0;
        inFlightRetracted = 0;
        for (SliceState.Standing standing : standings.values()) {
            if (standing == SliceState.Standing.PUT) {
                inFlightDesired++;
            } else if (standing == SliceState.Standing.DELETE) {
                inFlightRetracted++;
            }
        }
    }
}

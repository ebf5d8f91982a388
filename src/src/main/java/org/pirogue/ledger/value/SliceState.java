package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.conflict.Dispute;

/**
 * What the ledger knows of one slice, unpacked: what should stand at the target, what is known to stand there, what
 * may have arrived without a receipt, and what was refused. Pure rules, no SQL. A deletion is the empty value.
 */
public final class SliceState {
    public static final String DELETION = "";

    SortedMap<Cell, String> desired;
    final Map<Cell, String> acknowledged;
    /** Lists of distinct values, unmodifiable, in the order of the attempts. */
    final Map<Cell, List<String>> attempted;

    public final Map<Cell, Refusal> refused = new HashMap<>();
    final Map<Cell, String> released;
    public final Map<Cell, Dispute> disputes = new HashMap<>();
    /** When the source's value was typed, or cleared: only of cells whose policy asks for it. */
    public final Map<Cell, Edit> edited = new HashMap<>();
    /** Handed over, but not yet compared with the target: what is known to be good there is not known to be so now. */
    public boolean unseen;

    SliceState(
            String desired, String acknowledged, String attempted, String refused, String released, String disputed) {
        this.desired = Packed.values(desired);
        this.acknowledged = Packed.values(acknowledged, this.desired);
        this.attempted = Packed.lists(attempted, this.desired);
        Packed.lists(refused, this.desired)
                .forEach((cell, it) ->
                        this.refused.put(cell, new Refusal(it.get(0), it.get(1), Long.parseLong(it.get(2)))));
        this.released = Packed.values(released, this.desired);
        Packed.lists(disputed, this.desired).forEach((cell, it) -> disputes.put(cell, Dispute.of(it)));
    }

    /** What one cell needs or has; in which column of the run's balance it stands. */
    public enum Standing {
        GOOD,
        REJECTED,
        CONFLICT,
        PUT,
        DELETE,
        DELETE_REJECTED,
        DELETE_CONFLICT;

        public boolean inFlight() {
            return this == PUT || this == DELETE;
        }
    }

    /** Every cell that is desired, or was written, or may have been. */
    public Map<Cell, Standing> standings() {
        Map<Cell, Standing> standings = new HashMap<>(2 * desired.size());
        desired.forEach((cell, value) -> standings.put(cell, ofDesired(cell, value)));
        for (Collection<Cell> cells : List.of(acknowledged.keySet(), attempted.keySet())) {
            for (Cell cell : cells) {
                standings.computeIfAbsent(cell, this::ofRetracted);
            }
        }
        return standings;
    }

    private Standing ofRetracted(Cell cell) {
        if (refuses(cell, DELETION)) {
            return Standing.DELETE_REJECTED;
        }
        return contests(cell, DELETION) ? Standing.DELETE_CONFLICT : Standing.DELETE;
    }

    private Standing ofDesired(Cell cell, String value) {
        if (refuses(cell, value)) {
            return Standing.REJECTED;
        }
        if (contests(cell, value)) {
            return Standing.CONFLICT;
        }
        boolean certain = !unseen && !attempted.containsKey(cell);
        boolean settled = value.equals(acknowledged.get(cell)) || keepsTheirs(cell, value);
        return certain && settled ? Standing.GOOD : Standing.PUT;
    }

    /** Whether a person is being asked about this value. */
    private boolean contests(Cell cell, String value) {
        Dispute dispute = disputes.get(cell);
        return dispute != null && dispute.open() && dispute.ours().equals(value);
    }

    private boolean keepsTheirs(Cell cell, String value) {
        Dispute dispute = disputes.get(cell);
        return dispute != null && dispute.kept() && dispute.ours().equals(value);
    }

    /** All cells are in flight until the target was read, if any has something to be written or deleted. */
    void lookFirst() {
        unseen = false;
        unseen = standings().values().stream().anyMatch(Standing::inFlight);
    }

    private boolean refuses(Cell cell, String value) {
        Refusal refusal = refused.get(cell);
        return refusal != null && refusal.value().equals(value);
    }

    /** Whether the cell should stand, or stands or may stand by this flow. */
    boolean concerns(Cell cell) {
        return desired.containsKey(cell) || acknowledged.containsKey(cell) || attempted.containsKey(cell);
    }

    /** What is wanted of a cell: its desired value, or its deletion. */
    public String goal(Cell cell) {
        return desired.getOrDefault(cell, DELETION);
    }

    /** Cells that left the claim are let go, not deleted; cells that came back are in doubt until seen or posted. */
    void claim(Predicate<Cell> claim) {
        for (Cell cell : List.copyOf(acknowledged.keySet())) {
            if (!claim.test(cell)) {
                released.put(cell, acknowledged.remove(cell));
            }
        }
        for (Cell cell : List.copyOf(attempted.keySet())) {
            if (!claim.test(cell)) {
                released.put(cell, last(attempted.remove(cell)));
            }
        }
        for (Cell cell : List.copyOf(released.keySet())) {
            if (claim.test(cell)) {
                attempt(cell, released.remove(cell));
            }
        }
    }

    /** Forgets refusals of values that are no longer wanted; returns the rejects that have no object any more. */
    List<Long> forgetStaleRefusals() {
        List<Long> resolved = new ArrayList<>();
        refused.entrySet().removeIf(entry -> {
            Cell cell = entry.getKey();
            boolean stale = !concerns(cell) || !entry.getValue().value().equals(goal(cell));
            if (stale) {
                resolved.add(entry.getValue().reject());
            }
            return stale;
        });
        return resolved;
    }

    /** A slice that was refused whole is another one now; returns the rejects that have no object any more. */
    List<Long> forgetRefusalsOfTheWhole() {
        List<Long> resolved = new ArrayList<>();
        refused.values().removeIf(refusal -> {
            boolean whole = Outcome.OF_THE_WHOLE.contains(refusal.code());
            if (whole) {
                resolved.add(refusal.reject());
            }
            return whole;
        });
        return resolved;
    }

    /**
     * Forgets questions about values that are no longer wanted; returns the conflicts that are gone. What was granted for
     * another value of this side holds for its newer one, too, as long as theirs stands.
     */
    List<Long> forgetStaleDisputes() {
        List<Long> gone = new ArrayList<>();
        List.copyOf(disputes.keySet()).stream()
                .filter(cell -> disputes.get(cell).granted()
                        && !disputes.get(cell).ours().equals(goal(cell)))
                .forEach(cell -> attempt(cell, disputes.remove(cell).theirs()));
        disputes.entrySet().removeIf(entry -> {
            Dispute dispute = entry.getValue();
            boolean stale = dispute.open()
                    && (!concerns(entry.getKey()) || !dispute.ours().equals(goal(entry.getKey())));
            if (stale) {
                gone.add(dispute.conflict());
            }
            return stale;
        });
        return gone;
    }

    /** Cells whose value is refused or disputed, but for the registration of the report itself. */
    SortedSet<Cell> unsettled() {
        SortedSet<Cell> unsettled = new TreeSet<>();
        standings().forEach((cell, standing) -> {
            boolean waits = standing != Standing.GOOD && !standing.inFlight();
            if (waits && !cell.equals(Cell.COMPLETE)) {
                unsettled.add(cell);
            }
        });
        return unsettled;
    }

    /** A report that waited for its values is registered again once none of them is refused or disputed; the reject that ends. */
    public Optional<Long> freeCompletion() {
        Refusal refusal = refused.get(Cell.COMPLETE);
        if (refusal == null
                || !refusal.code().equals(Outcome.WAITS)
                || !unsettled().isEmpty()) {
            return Optional.empty();
        }
        refused.remove(Cell.COMPLETE);
        return Optional.of(refusal.reject());
    }

    public void attempt(Cell cell, String value) {
        attempted.merge(cell, List.of(value), (before, now) -> {
            List<String> values = new ArrayList<>(before);
            values.remove(value);
            values.add(value);
            return List.copyOf(values);
        });
    }

    /** This value did not arrive: others that were attempted before stay in doubt. */
    void withdraw(Cell cell, String value) {
        attempted.computeIfPresent(cell, (c, before) -> {
            List<String> values = new ArrayList<>(before);
            values.remove(value);
            return values.isEmpty() ? null : List.copyOf(values);
        });
    }

    private static String last(List<String> values) {
        return values.get(values.size() - 1);
    }

    /** The cell is now known to hold this value at the target. */
    void acknowledge(Cell cell, String value) {
        attempted.remove(cell);
        if (value.equals(DELETION)) {
            acknowledged.remove(cell);
        } else {
            acknowledged.put(cell, value);
        }
    }

    /** Theirs is left standing, and is never taken for ours. */
    public void keepTheirs(Cell cell, Dispute dispute) {
        acknowledged.remove(cell);
        attempted.remove(cell);
        disputes.put(cell, dispute.keptTheirs());
    }

    String packedAcknowledged() {
        return Packed.values(acknowledged, desired);
    }

    String packedAttempted() {
        boolean once = attempted.size() == desired.size()
                && !attempted.isEmpty()
                && attempted.entrySet().stream()
                        .allMatch(entry -> attemptedAsDesired(entry.getKey(), entry.getValue()));
        return once ? Packed.AS_DESIRED : Packed.lists(attempted);
    }

    private boolean attemptedAsDesired(Cell cell, List<String> values) {
        return values.size() == 1 && values.get(0).equals(desired.get(cell));
    }

    String packedRefused() {
        Map<Cell, List<String>> lists = new HashMap<>();
        refused.forEach((cell, it) -> lists.put(cell, List.of(it.value(), it.code(), Long.toString(it.reject()))));
        return Packed.lists(lists);
    }

    void unpackEdits(String packed) {
        Packed.lists(packed, desired).forEach((cell, texts) -> edited.put(cell, Edit.of(texts)));
    }

    String packedEdits() {
        return packed(edited);
    }

    static String packed(Map<Cell, Edit> edits) {
        Map<Cell, List<String>> lists = new HashMap<>();
        edits.forEach((cell, edit) -> lists.put(cell, edit.texts()));
        return Packed.lists(lists);
    }

    String packedDisputes() {
        Map<Cell, List<String>> lists = new HashMap<>();
        disputes.forEach((cell, dispute) -> lists.put(cell, dispute.packed()));
        return Packed.lists(lists);
    }
}

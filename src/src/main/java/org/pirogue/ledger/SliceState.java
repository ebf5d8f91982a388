package org.pirogue.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.pirogue.batch.Cell;

/**
 * What the ledger knows of one slice, unpacked: what should stand at the target, what is known to stand there, what
 * may have arrived without a receipt, and what was refused. Pure rules, no SQL. A deletion is the empty value.
 */
final class SliceState {
    static final String DELETION = "";

    SortedMap<Cell, String> desired;
    final Map<Cell, String> acknowledged;
    /** Lists of distinct values, unmodifiable, in the order of the attempts. */
    final Map<Cell, List<String>> attempted;

    final Map<Cell, Refusal> refused = new HashMap<>();
    final Map<Cell, String> released;

    SliceState(String desired, String acknowledged, String attempted, String refused, String released) {
        this.desired = Packed.values(desired);
        this.acknowledged = Packed.values(acknowledged, this.desired);
        this.attempted = Packed.lists(attempted, this.desired);
        Packed.lists(refused, this.desired)
                .forEach((cell, it) ->
                        this.refused.put(cell, new Refusal(it.get(0), it.get(1), Long.parseLong(it.get(2)))));
        this.released = Packed.values(released, this.desired);
    }

    /** What one cell needs or has; in which column of the run's balance it stands. */
    enum Standing {
        GOOD,
        REJECTED,
        PUT,
        DELETE,
        DELETE_REJECTED
    }

    /** Every cell that is desired, or was written, or may have been. */
    Map<Cell, Standing> standings() {
        Map<Cell, Standing> standings = new HashMap<>(2 * desired.size());
        desired.forEach((cell, value) -> standings.put(cell, ofDesired(cell, value)));
        for (Collection<Cell> cells : List.of(acknowledged.keySet(), attempted.keySet())) {
            for (Cell cell : cells) {
                standings.computeIfAbsent(cell, c -> refuses(c, DELETION) ? Standing.DELETE_REJECTED : Standing.DELETE);
            }
        }
        return standings;
    }

    private Standing ofDesired(Cell cell, String value) {
        if (refuses(cell, value)) {
            return Standing.REJECTED;
        }
        boolean certain = !attempted.containsKey(cell);
        return certain && value.equals(acknowledged.get(cell)) ? Standing.GOOD : Standing.PUT;
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
    String goal(Cell cell) {
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

    void attempt(Cell cell, String value) {
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

    /**
     * A cell in doubt was read at the target. A value that this flow never sent is somebody else's: it is not taken
     * for ours, and so never deleted.
     */
    void seen(Cell cell, String actual) {
        boolean sent = attempted.getOrDefault(cell, List.of()).contains(actual);
        boolean ours = sent || actual.equals(DELETION) || actual.equals(acknowledged.get(cell));
        acknowledge(cell, ours ? actual : DELETION);
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
}

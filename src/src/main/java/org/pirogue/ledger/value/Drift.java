package org.pirogue.ledger.value;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/**
 * A cell where source, ledger and target do not say the same.
 *
 * @param source what the source says now, mapped; null for nothing
 * @param ledger what the target has confirmed to this flow; null for nothing
 * @param target what stands at the target; null for nothing, or where it was not read
 */
public record Drift(
        SliceKey key,
        Cell cell,
        Kind kind,
        @Nullable String source,
        @Nullable String ledger,
        @Nullable String target,
        boolean repaired) {

    /** What has become of the cell. */
    public enum Kind {
        /** Somebody wrote another value at the target. */
        EDITED,
        /** Somebody deleted it at the target. */
        MISSING,
        /** It stands at the target, inside of what the flow claims, and neither source nor ledger knows it. */
        EXTRA,
        /** It is on its way, or waits for a person. */
        NOT_DELIVERED,
        /** The source says something else than what was last collected: since then, or an increment missed it. */
        CHANGED_AT_SOURCE,
        /** What was collected is gone at the source, and no increment has told so: the next full run retracts it. */
        GONE_AT_SOURCE,
        /** Its unit or period is none of the source's any more: it stays at the target, and nobody looks after it. */
        OUT_OF_SCOPE
    }

    /**
     * A cell where source and target differ.
     *
     * @param known what the ledger has of the slice, null where it has none
     */
    public static Drift of(
            SliceKey key, Cell cell, @Nullable String source, @Nullable String target, @Nullable KnownSlice known) {
        SortedMap<Cell, String> acknowledged = known == null ? null : known.acknowledged();
        String ledger = acknowledged == null ? null : acknowledged.get(cell);
        return new Drift(key, cell, kind(cell, source, ledger, target, known), source, ledger, target, false);
    }

    private static Kind kind(
            Cell cell,
            @Nullable String source,
            @Nullable String ledger,
            @Nullable String target,
            @Nullable KnownSlice known) {
        String wanted = known == null ? null : known.desired().get(cell);
        if (source == null && wanted != null) {
            return Kind.GONE_AT_SOURCE;
        }
        if (source != null && !source.equals(wanted)) {
            return Kind.CHANGED_AT_SOURCE;
        }
        boolean moving = known != null
                && known.pending()
                && (known.doubtful().contains(cell) || (wanted == null ? ledger != null : !wanted.equals(ledger)));
        if (moving) {
            return Kind.NOT_DELIVERED;
        }
        if (target == null) {
            return Kind.MISSING;
        }
        return source == null ? Kind.EXTRA : Kind.EDITED;
    }
}

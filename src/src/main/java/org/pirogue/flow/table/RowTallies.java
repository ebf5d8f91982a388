package org.pirogue.flow.table;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;

/**
 * What became of the rows of chunks on their way. The steps between count values, as everywhere; the run counts rows, which
 * were counted as used when they were read, and are handed over with how far they were not.
 */
public class RowTallies {
    private record Of(long run, int chunk) {}

    private final Map<Of, Tally> moved = new ConcurrentHashMap<>();

    void put(Envelope chunk, Tally tally) {
        moved.put(new Of(chunk.run(), chunk.chunk()), tally);
    }

    /** The batch with what became of its rows in place of what became of its values. */
    public SliceBatch ofRows(SliceBatch batch) {
        Envelope envelope = batch.envelope();
        Tally tally = moved.remove(new Of(envelope.run(), envelope.chunk()));
        return new SliceBatch(
                envelope, batch.scope(), batch.slices(), tally == null ? Tally.NONE : tally, batch.findings());
    }

    void forget(long run) {
        moved.keySet().removeIf(each -> each.run == run);
    }
}

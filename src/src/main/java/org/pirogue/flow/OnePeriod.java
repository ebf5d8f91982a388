package org.pirogue.flow;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.run.Chunk;

/** Chunks until the first one of another period. */
final class OnePeriod implements Iterator<Chunk> {
    private final Iterator<Chunk> chunks;
    private @Nullable String period;
    private @Nullable Chunk ahead;

    OnePeriod(Iterator<Chunk> chunks) {
        this.chunks = chunks;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && chunks.hasNext()) {
            ahead = chunks.next();
            period = period == null ? ahead.scope().period() : period;
        }
        return ahead != null && ahead.scope().period().equals(period);
    }

    @Override
    public Chunk next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Chunk chunk = ahead;
        ahead = null;
        return chunk;
    }
}

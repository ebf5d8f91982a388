package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Data sets of servers, read once and kept for a while; forgotten when a server refuses what they promised. */
public class MetadataCache {
    private record Key(String connection, String dataSet) {}

    /** @param run the newest run that it was read for; 0 where it was read for none */
    private record Kept(DataSetMetadata metadata, Instant until, long run) {}

    private final MetadataReader reader;
    private final Clock clock;
    private final Duration keep;
    private final Map<Key, Kept> dataSets = new ConcurrentHashMap<>();

    public MetadataCache(MetadataReader reader, Clock clock, Duration keep) {
        this.reader = reader;
        this.clock = clock;
        this.keep = keep;
    }

    public DataSetMetadata dataSet(String connection, String code) {
        return asOf(connection, code, 0);
    }

    /**
     * Read again for each newer run: an element that left the data set is not shown any more, and must not look as if
     * somebody had cleared it.
     */
    public DataSetMetadata asOf(String connection, String code, long run) {
        return dataSets.compute(
                        new Key(connection, code),
                        (key, kept) -> kept != null
                                        && run <= kept.run()
                                        && clock.instant().isBefore(kept.until())
                                ? kept
                                : new Kept(
                                        reader.dataSet(connection, code),
                                        clock.instant().plus(keep),
                                        kept == null ? run : Math.max(run, kept.run())))
                .metadata();
    }

    /** Reads again: a run begins with what the server says now. */
    public DataSetMetadata fresh(String connection, String code) {
        forget(connection, code);
        return dataSet(connection, code);
    }

    public void forget(String connection, String code) {
        dataSets.remove(new Key(connection, code));
    }
}

package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Data sets of servers, read once and kept for a while; forgotten when a server refuses what they promised. */
public class MetadataCache {
    private record Key(String connection, String dataSet) {}

    private record Kept(DataSetMetadata metadata, Instant until) {}

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
        return dataSets.compute(
                        new Key(connection, code),
                        (key, kept) -> kept != null && clock.instant().isBefore(kept.until())
                                ? kept
                                : new Kept(
                                        reader.dataSet(connection, code),
                                        clock.instant().plus(keep)))
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

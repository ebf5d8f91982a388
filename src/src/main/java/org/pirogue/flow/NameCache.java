package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of a connection's server, read when somebody wants to read them and kept for a while. */
public class NameCache {
    private static final Logger LOG = LoggerFactory.getLogger(NameCache.class);
    /** A server that is down is not asked again by every line that wants a name. */
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private record Kept(Names names, Instant until) {}

    private final MetadataReader reader;
    private final Clock clock;
    private final Duration keep;
    private final Map<String, Kept> names = new ConcurrentHashMap<>();

    public NameCache(MetadataReader reader, Clock clock, Duration keep) {
        this.reader = reader;
        this.clock = clock;
        this.keep = keep;
    }

    /** Without names where the server does not answer: codes stand for themselves. */
    public Names of(String connection) {
        return names.compute(
                        connection,
                        (name, kept) -> kept != null && clock.instant().isBefore(kept.until()) ? kept : read(name))
                .names();
    }

    private Kept read(String connection) {
        try {
            return new Kept(reader.names(connection), clock.instant().plus(keep));
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            LOG.warn("no names of {}: {} {}", connection, failure.code(), failure.text());
            return new Kept(Names.none(), clock.instant().plus(AFTER_A_FAILURE));
        }
    }
}

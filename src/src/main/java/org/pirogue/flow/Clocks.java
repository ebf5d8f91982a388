package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the clocks of two servers are apart, as each says what time it has; asked now and then. */
public class Clocks {
    private static final Logger LOG = LoggerFactory.getLogger(Clocks.class);

    private final MetadataReader reader;
    private final Clock clock;
    private final Duration keep;
    private final Map<String, Read> offsets = new ConcurrentHashMap<>();

    private record Read(Instant at, Duration offset) {}

    /** @param keep how long an answer holds */
    public Clocks(MetadataReader reader, Clock clock, Duration keep) {
        this.reader = reader;
        this.clock = clock;
        this.keep = keep;
    }

    /** Empty where one of them does not say what time it has. */
    Optional<Duration> apart(String connection, String other) {
        return offset(connection)
                .flatMap(one -> offset(other).map(two -> one.minus(two).abs()));
    }

    /** How much later than ours a server's clock is. */
    private Optional<Duration> offset(String connection) {
        Instant asked = clock.instant();
        Read known = offsets.get(connection);
        if (known != null && known.at().plus(keep).isAfter(asked)) {
            return Optional.of(known.offset());
        }
        try {
            Optional<Duration> offset = reader.serverTime(connection).map(server -> {
                Instant answered = clock.instant();
                Instant middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
                return Duration.between(middle, server);
            });
            offset.ifPresent(found -> offsets.put(connection, new Read(asked, found)));
            return offset;
        } catch (FlowException e) {
            // Without it, a person is asked: a delivery need not wait for the server that its values came from.
            LOG.warn(
                    "connection '{}' does not say what time it has ({}): later edits are asked for",
                    connection,
                    e.code());
            return Optional.empty();
        }
    }
}

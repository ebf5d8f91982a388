package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Differences;
import org.pirogue.files.FilePlaces;
import org.pirogue.pressure.Closed;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.KafkaConnection;
import org.pirogue.workspace.KafkaFailure;
import org.pirogue.workspace.WorkspaceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether each server answers and lets us in. A server that is down does not keep Pirogue from starting: what is due
 * waits, and it is said here.
 */
public class ConnectionStates {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStates.class);
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final WorkspaceSettings settings;
    private final MetadataReader reader;
    private final Connections connections;
    private final FilePlaces places;
    private final Gates gates;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    public ConnectionStates(
            WorkspaceSettings settings,
            MetadataReader reader,
            Connections connections,
            FilePlaces places,
            Gates gates,
            Clock clock) {
        this.settings = settings;
        this.reader = reader;
        this.connections = connections;
        this.places = places;
        this.gates = gates;
        this.clock = clock;
    }

    /** @param failure why it cannot be used now, null where it can */
    public record State(boolean reachable, @Nullable Failure failure, Instant seen) {}

    /** Every connection, asked again where the last answer is older than half a minute. */
    public Map<String, State> all() {
        settings.connections().keySet().parallelStream().forEach(this::look);
        return new TreeMap<>(states);
    }

    private void look(String connection) {
        State known = states.get(connection);
        boolean closed = known != null
                && known.failure() != null
                && known.failure().code().startsWith("P33");
        if (known != null && !closed && clock.instant().isBefore(known.seen().plus(FRESH))) {
            return;
        }
        State now = ask(connection);
        states.put(connection, now);
        boolean toldByItsGate = known != null && gates.of(connection).isFailing();
        if (!now.reachable() && (known == null || known.reachable()) && !toldByItsGate) {
            Failure failure = now.failure();
            LOG.warn("{}", failure == null ? connection : failure.code() + " " + failure.text());
        }
    }

    /** Said once: how it behaves is a guess then. */
    private void checkVersion(String connection) {
        if (versions.containsKey(connection)) {
            return;
        }
        String version = reader.version(connection);
        versions.put(connection, version);
        if (Differences.of(version).isEmpty()) {
            LOG.warn(
                    "P336 connection '{}' is DHIS2 '{}', which Pirogue was not made for: it is treated as {}",
                    connection,
                    version,
                    Differences.nearest(version));
        }
    }

    private void lookAt(String connection) {
        Optional<KafkaConnection> cluster = connections.kafka(connection);
        WorkspaceSettings.Type type = settings.typeOf(connection);
        if (type != null && type.isOfFiles()) {
            places.of(connection).look();
        } else if (settings.typeOf(connection) == WorkspaceSettings.Type.DATASETS) {
            // They lie in our own database: without it nothing runs, and its own health tells.
            return;
        } else if (cluster.isPresent()) {
            lookAt(connection, cluster.get());
        } else {
            reader.rootUnits(connection);
            checkVersion(connection);
        }
    }

    private static void lookAt(String connection, KafkaConnection cluster) {
        try {
            cluster.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlowException("P578", "connection '" + connection + "' was not waited for");
        } catch (Exception e) {
            KafkaFailure why = KafkaFailure.of(connection, e);
            throw new FlowException(why.code(), why.text());
        }
    }

    /** One that is closed is not asked: what is said of it is why. */
    private State ask(String connection) {
        Optional<Closed> closed = gates.of(connection).closed();
        if (closed.isPresent()) {
            return new State(
                    false, new Failure(closed.get().code(), Postponed.text(connection, closed.get())), clock.instant());
        }
        try {
            lookAt(connection);
            return new State(true, null, clock.instant());
        } catch (RuntimeException e) {
            return new State(false, Failure.of(e), clock.instant());
        }
    }
}

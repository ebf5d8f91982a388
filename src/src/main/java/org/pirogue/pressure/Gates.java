package org.pirogue.pressure;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.pirogue.ledger.run.Suspensions;

/** The gate of every connection. */
public class Gates {
    private final PressureSettings settings;
    private final Suspensions suspensions;
    private final Clock clock;
    private final CircuitBreakerRegistry breakers;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    public Gates(PressureSettings settings, Suspensions suspensions, Clock clock, CircuitBreakerRegistry breakers) {
        this.settings = settings;
        this.suspensions = suspensions;
        this.clock = clock;
        this.breakers = breakers;
        settings.connections().keySet().forEach(this::of);
    }

    /** The gate of a connection. */
    public Gate of(String connection) {
        return gates.computeIfAbsent(connection, name -> new Gate(name, settings.of(name), clock, breakers));
    }

    /** Names of all connections. */
    public Set<String> connections() {
        return new TreeSet<>(gates.keySet());
    }

    /** Suspends a connection for every replica; here at once. */
    public void suspend(String connection, String reason, String by) {
        suspensions.suspend(connection, reason, by);
        look();
    }

    /** @return whether it was suspended */
    public boolean resume(String connection) {
        boolean was = suspensions.resume(connection);
        look();
        return was;
    }

    /** Reads what people have suspended, here or at another replica. */
    public void look() {
        Map<String, Suspensions.Suspension> now = suspensions.all();
        gates.forEach((name, gate) -> gate.suspension(now.get(name)));
    }
}

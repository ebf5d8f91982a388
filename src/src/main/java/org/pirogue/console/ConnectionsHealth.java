package org.pirogue.console;

import org.pirogue.pressure.Gate;
import org.pirogue.pressure.Gates;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Which connections are delivered to. Another's server that is down does not make this Pirogue ill: it is said, and that is all. */
@Component("connectionsHealthIndicator")
final class ConnectionsHealth implements HealthIndicator {

    private final Gates gates;

    ConnectionsHealth(Gates gates) {
        this.gates = gates;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (String name : gates.connections()) {
            Gate gate = gates.of(name);
            health.withDetail(
                    name,
                    gate.closedForWrites()
                            .map(closed -> closed.code() + " " + closed.text())
                            .orElse("open"));
        }
        return health.build();
    }
}

package org.pirogue.console;

import org.pirogue.buffer.Broker;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The broker takes messages, and will still do so for a while. */
@Component("brokerHealthIndicator")
final class BrokerHealth implements HealthIndicator {

    private static final long MB = 1024L * 1024L;

    private final Broker broker;

    BrokerHealth(Broker broker) {
        this.broker = broker;
    }

    @Override
    public Health health() {
        var state = broker.state();
        var health = state.active() && !state.alarm() ? Health.up() : Health.down();
        if (state.diskLimitBytes() > 0) {
            health.withDetail("diskFreeMb", state.diskFreeBytes() / MB)
                    .withDetail("diskLimitMb", state.diskLimitBytes() / MB);
        }
        return health.withDetail("active", state.active())
                .withDetail("alarm", state.alarm())
                .build();
    }
}

package org.pirogue.pressure;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.pirogue.home.StartupCheck;
import org.pirogue.ledger.run.Suspensions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gates, their check at the start, and their metrics. */
@Configuration(proxyBeanMethods = false)
public class PressureConfiguration {

    @Bean
    CircuitBreakerRegistry circuitBreakers() {
        return CircuitBreakerRegistry.ofDefaults();
    }

    @Bean
    Gates gates(PressureSettings settings, Suspensions suspensions, Clock clock, CircuitBreakerRegistry breakers) {
        return new Gates(settings, suspensions, clock, breakers);
    }

    @Bean
    StartupCheck pressureCheck(PressureSettings settings) {
        return problems ->
                settings.connections().forEach((name, limits) -> PressureCheck.check(name, limits, problems));
    }

    @Bean
    MeterBinder circuitMetrics(CircuitBreakerRegistry breakers) {
        return TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers)::bindTo;
    }

    @Bean
    MeterBinder gateMetrics(Gates gates) {
        return meters -> gates.connections().forEach(name -> {
            Gate gate = gates.of(name);
            Gauge.builder(
                            "pirogue.connection.open",
                            gate,
                            each -> each.closedForWrites().isPresent() ? 0 : 1)
                    .description("1 where messages are delivered to the connection, 0 where they wait")
                    .tag("connection", name)
                    .register(meters);
            Gauge.builder(
                            "pirogue.connection.suspended",
                            gate,
                            each -> each.suspension().isPresent() ? 1 : 0)
                    .tag("connection", name)
                    .register(meters);
        });
    }
}

package org.pirogue.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.pirogue.country.deploy.Deployer;
import org.pirogue.country.deploy.Report;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Files that are refused do not make Pirogue ill, it runs what it ran: it is said, here and as a metric to be warned by. */
@Component("deployHealthIndicator")
final class DeployHealth implements HealthIndicator {
    private static final String ROUTES_LOST = "P658";

    private final Deployer deployer;

    DeployHealth(Deployer deployer, MeterRegistry meters) {
        this.deployer = deployer;
        Gauge.builder("pirogue.deploy.problems", deployer, each -> each.report()
                        .problems()
                        .size())
                .description("Problems for which changed files of the country are refused; 0: what stands there runs")
                .register(meters);
    }

    @Override
    public Health health() {
        Report report = deployer.report();
        boolean lost = report.problems().stream().anyMatch(each -> each.code().equals(ROUTES_LOST));
        Health.Builder health = (lost ? Health.down() : Health.up())
                .withDetail("state", report.state())
                .withDetail("version", report.digest());
        if (report.candidate() != null) {
            health.withDetail("candidate", report.candidate());
        }
        if (!report.problems().isEmpty()) {
            health.withDetail(
                    "problems",
                    report.problems().stream()
                            .map(each -> each.code() + " " + each.place())
                            .toList());
        }
        return health.build();
    }
}

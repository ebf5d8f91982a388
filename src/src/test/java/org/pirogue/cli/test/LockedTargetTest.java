package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Outbox;
import org.springframework.jdbc.core.JdbcTemplate;

/** A period that the target does not take now: the sandbox refuses it as DHIS2 2.43 was recorded to, E8030 for all of the POST. */
class LockedTargetTest {
    /** Long after the server's day. */
    private static final LocalDate TODAY = LocalDate.of(2099, 1, 15);

    @TempDir
    Path folder;

    @Test
    void aValueOfALockedPeriodWaitsAndItsNeighbourGoesThrough() throws Exception {
        try (OneSink sink = new OneSink("locked", folder, TODAY)) {
            sink.server.authorities(Set.of("F_DATAVALUE_ADD", "F_DATAVALUE_DELETE"));
            Run run = sink.delivers("4", "A/202501", "A/209812");

            assertThat(run.desired().written()).isEqualTo(1);
            assertThat(run.desired().rejected()).isZero();
            assertThat(run.inFlight()).isEqualTo(1);
            Outbox outbox = sink.bench.bean(Outbox.class);
            assertThat(outbox.due(sink.flow.name(), Duration.ZERO, 10, 10))
                    .as("nobody tries before a while")
                    .isEmpty();

            sink.server.authorities(Set.of("ALL"));
            sink.bench
                    .bean(JdbcTemplate.class)
                    .update(
                            "update ledger.slice set held_until = ledger.now() - interval '1 second' where flow = ? and held_until is not null",
                            sink.flow.name());
            outbox.due(sink.flow.name(), Duration.ZERO, 10, 10).forEach(sink::deliver);

            assertThat(sink.now().desired().written()).isEqualTo(2);
            assertThat(sink.now().state()).isEqualTo(Run.State.DONE);
        }
    }
}

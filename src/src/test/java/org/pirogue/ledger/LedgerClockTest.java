package org.pirogue.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Exchange;

/** The ledger's time is {@code ledger.now()} of its database, which a test can move. */
class LedgerClockTest {
    private static final Pattern ANOTHER_CLOCK = Pattern.compile(
            "(?<![\\w.])now\\(\\)|current_timestamp|localtimestamp|clock_timestamp|statement_timestamp|current_date",
            Pattern.CASE_INSENSITIVE);

    private final Exchange exchange = new Exchange();

    @AfterEach
    void theTrueTimeAgain() {
        MovedClock.move(TestDatabase.source(), Duration.ZERO);
    }

    @Test
    void noStatementOfTheLedgerAsksAnotherClock() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/pirogue/ledger"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .as("write ledger.now()")
                            .doesNotContainPattern(ANOTHER_CLOCK));
        }
    }

    @Test
    void whatWasSentIsDueAgainWhenItsTimeHasPassed() {
        exchange.collect(scope("A"), slice("A", "CONF=1"));
        assertThat(exchange.outbox.due(exchange.flow, Duration.ofHours(1), 10, 100))
                .isEmpty();

        MovedClock.move(TestDatabase.source(), Duration.ofMinutes(61));

        assertThat(exchange.outbox.due(exchange.flow, Duration.ofHours(1), 10, 100))
                .hasSize(1);
    }

    @Test
    void aRunThatWasSilentForTooLongIsContinuedByAnother() {
        Run run = exchange.runs.open(exchange.flow, "hmis", "one").orElseThrow();
        assertThat(exchange.runs.open(exchange.flow, "hmis", "another")).isEmpty();

        MovedClock.move(TestDatabase.source(), RunBook.SILENCE.plusSeconds(1));

        assertThat(exchange.runs.open(exchange.flow, "hmis", "another"))
                .get()
                .extracting(Run::run)
                .isEqualTo(run.run());
    }
}

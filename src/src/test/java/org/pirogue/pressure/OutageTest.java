package org.pirogue.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.slf4j.LoggerFactory;

/** A target that is down for hours, second by second on a clock of its own: how often it is called, and how often that is said. */
class OutageTest {
    private static final int MESSAGES = 200;
    private static final Dhis2CallGate.Asked WRITE = new Dhis2CallGate.Asked(true, 1000);

    private final Logger log = (Logger) LoggerFactory.getLogger(Gate.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Moving clock = new Moving();
    private final Gate gate =
            new Gate("hmis", PressureSettings.Limits.defaults(), clock, CircuitBreakerRegistry.ofDefaults());
    private int calls;

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(said);
    }

    /** @param most calls; the longest wait is five minutes: twelve an hour, and those before the waits have grown */
    @ParameterizedTest(name = "down for {0} minutes: at most {1} calls, one alert")
    @CsvSource({"60, 30", "1440, 320"})
    void isCalledSeldomAndSaidOnceAndEverythingArrives(long minutes, int most) {
        Instant wellAt = clock.instant().plus(Duration.ofMinutes(minutes));
        PriorityQueue<Message> waiting = new PriorityQueue<>(Comparator.comparing(Message::due));
        for (int i = 0; i < MESSAGES; i++) {
            waiting.add(new Message(clock.instant(), 0));
        }
        int delivered = 0;
        while (!waiting.isEmpty()) {
            Message message = waiting.poll();
            clock.to(message.due());
            if (sent(!clock.instant().isBefore(wellAt))) {
                delivered++;
            } else {
                waiting.add(message.later(clock.instant(), gate.retryIn(message.tries() + 1)));
            }
        }

        assertThat(delivered).isEqualTo(MESSAGES);
        assertThat(calls - MESSAGES).as("calls that failed").isBetween(10, most);
        assertThat(clock.instant()).as("all have arrived").isBefore(wellAt.plus(Duration.ofMinutes(15)));
        assertThat(said.list.stream().filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN)))
                .as("alerts")
                .hasSize(1);
        assertThat(said.list.get(said.list.size() - 1).getFormattedMessage())
                .contains("hmis")
                .contains("again");
    }

    private record Message(Instant due, int tries) {
        Message later(Instant now, Duration wait) {
            return new Message(now.plus(wait), tries + 1);
        }
    }

    private boolean sent(boolean well) {
        if (gate.closedForWrites().isPresent()) {
            return false;
        }
        Dhis2CallGate.Call call;
        try {
            call = gate.enter(WRITE);
        } catch (Dhis2Exception heldBack) {
            return false;
        }
        calls++;
        if (well) {
            call.answered();
        } else {
            call.failed(new Dhis2Exception(Dhis2Exception.Kind.UNREACHABLE, "hmis: nobody answers"));
        }
        return well;
    }

    private static final class Moving extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void to(Instant later) {
            now = later.isAfter(now) ? later : now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

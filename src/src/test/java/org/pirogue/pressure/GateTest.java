package org.pirogue.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate.Asked;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate.Call;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.ledger.run.Suspensions.Suspension;
import org.pirogue.pressure.PressureSettings.Limits;

class GateTest {
    private static final Asked WRITE = new Asked(true, 100);

    private final Moved clock = new Moved();
    private final Gate gate = gate(Limits.defaults());

    /** Stands until it is moved. */
    private static final class Moved extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void on(Duration duration) {
            now = now.plus(duration);
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

    private Gate gate(Limits limits) {
        return new Gate("hmis", limits, clock, CircuitBreakerRegistry.ofDefaults());
    }

    private void fail(Kind kind) {
        gate.enter(WRITE).failed(new Dhis2Exception(kind, "hmis: " + kind));
    }

    private static String refused(Gate gate) {
        Dhis2Exception refused = catchThrowableOfType(Dhis2Exception.class, () -> gate.enter(WRITE));
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.kind()).isEqualTo(Kind.HELD_BACK);
        return refused.getMessage();
    }

    private String code() {
        return gate.closedForWrites().map(Closed::code).orElse("open");
    }

    @Test
    void opensTheCircuitAfterFailuresAndTriesAgainByItself() {
        for (int i = 0; i < 5; i++) {
            assertThat(code()).isEqualTo("open");
            fail(Kind.UNREACHABLE);
        }
        assertThat(code()).isEqualTo("P332");
        assertThat(refused(gate)).contains("hmis: UNREACHABLE");
        clock.on(Duration.ofSeconds(10));
        assertThat(code()).isEqualTo("open");
        Call tried = gate.enter(WRITE);
        assertThat(refused(gate)).contains("one call tries");
        tried.answered();
        assertThat(code()).isEqualTo("open");
        assertThat(gate.circuit()).isEqualTo("CLOSED");
    }

    /** A day of outage costs few calls, and each wait is about as long as the longest. */
    @Test
    void asksASickServerEverMoreSeldom() {
        int calls = 0;
        Instant end = clock.instant().plus(Duration.ofDays(1));
        List<Duration> waits = new ArrayList<>();
        while (clock.instant().isBefore(end)) {
            if (gate.closed().isEmpty()) {
                fail(Kind.TIMEOUT);
                calls++;
            }
            gate.closed().ifPresent(closed -> waits.add(Duration.between(clock.instant(), closed.until())));
            clock.on(Duration.ofSeconds(1));
        }
        assertThat(calls).isBetween(24 * 60 / 5, 2 * 24 * 60 / 5 + 20);
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(451)) < 0);
    }

    @Test
    void isNotClosedByWhatIsWrongWithTheData() {
        for (int i = 0; i < 50; i++) {
            fail(Kind.REFUSED);
            fail(Kind.TOO_LARGE);
        }
        assertThat(code()).isEqualTo("open");
    }

    @Test
    void waitsLongerAfterEachFailureAndNeverTheSame() {
        fail(Kind.UNREACHABLE);
        List<Duration> first = waits();
        fail(Kind.UNREACHABLE);
        fail(Kind.UNREACHABLE);
        List<Duration> third = waits();
        assertThat(first).allMatch(wait -> wait.toMillis() >= 1000 && wait.toMillis() <= 3000);
        assertThat(third).allMatch(wait -> wait.toMillis() >= 4000 && wait.toMillis() <= 12_000);
        assertThat(first.stream().distinct().count()).isGreaterThan(10);
        gate.enter(WRITE).answered();
        assertThat(waits()).allMatch(wait -> wait.toMillis() <= 3000);
        // A message that fails again and again while others go through is no storm either.
        assertThat(gate.retryIn(20)).isGreaterThanOrEqualTo(Duration.ofSeconds(150));
    }

    private List<Duration> waits() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            waits.add(gate.retryIn(1));
        }
        return waits;
    }

    @Test
    void waitsAsLongAsTheServerAsksButNotForEver() {
        slowDown(Duration.ofMinutes(7));
        assertThat(code()).isEqualTo("P334");
        assertThat(gate.retryIn(1)).isGreaterThanOrEqualTo(Duration.ofMinutes(7));
        clock.on(Duration.ofMinutes(7));
        assertThat(code()).isEqualTo("open");
        slowDown(Duration.ofDays(3650));
        clock.on(Duration.ofHours(1));
        assertThat(code()).isEqualTo("open");
        assertThat(gate.circuit()).isEqualTo("CLOSED");
    }

    @Test
    void waitsByItselfWhereTheServerDoesNotSayHowLong() {
        slowDown(null);
        assertThat(code()).isEqualTo("P334");
        clock.on(Duration.ofSeconds(3));
        assertThat(code()).isEqualTo("open");
    }

    private void slowDown(Duration wait) {
        gate.enter(WRITE).failed(Failures.rateLimited(wait));
    }

    @Test
    void isClosedWhileSuspended() {
        gate.suspension(new Suspension("hmis", "server moves", "amina", clock.instant()));
        assertThat(code()).isEqualTo("P331");
        assertThat(refused(gate)).contains("amina", "server moves");
        gate.suspension(null);
        gate.enter(WRITE).answered();
    }

    @Test
    void isWrittenToOnlyInItsHoursAndReadAtAnyTime() {
        Gate night = gate(new Limits("20:00-06:00", "UTC", 5, 50, 0, 4, 5, 2, 300, 3600));
        assertThat(night.closedForWrites()).hasValueSatisfying(closed -> {
            assertThat(closed.code()).isEqualTo("P333");
            assertThat(closed.until()).isEqualTo("2026-03-01T20:00:00Z");
        });
        assertThat(night.closed()).isEmpty();
        assertThat(night.retryIn(1))
                .isBetween(Duration.ofHours(8), Duration.ofHours(8).plusMinutes(2));
        clock.on(Duration.ofHours(8));
        assertThat(night.closedForWrites()).isEmpty();
    }

    @Test
    void letsTheNextCallInWhenAFailedOneHasEnded() {
        Gate narrow = gate(new Limits(null, null, 5, 50, 0, 1, 5, 2, 300, 3600));
        for (int i = 0; i < 3; i++) {
            narrow.enter(WRITE).failed(new Dhis2Exception(Kind.REFUSED, "no"));
            narrow.enter(WRITE).answered();
        }
    }

    @Test
    void keepsToTheCallsOfAMinute() {
        Gate slow = gate(new Limits(null, null, 5, 50, 600, 4, 5, 2, 300, 3600));
        long since = System.nanoTime();
        for (int i = 0; i < 6; i++) {
            slow.enter(Asked.READ).answered();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThan(Duration.ofMillis(400));
    }
}

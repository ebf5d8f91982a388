package org.pirogue.pressure;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.run.Suspensions.Suspension;
import org.pirogue.pressure.PressureSettings.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before every call of one connection. A call that is not let through was not sent, and is no failure of the server. */
public final class Gate implements Dhis2CallGate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SUSPENDED_LOOK = Duration.ofSeconds(10);

    private final String connection;
    private final Limits limits;
    private final @Nullable WriteWindow window;
    private final Clock clock;
    private final IntervalFunction backOff;
    private final CircuitBreaker breaker;
    private final @Nullable RateLimiter rate;
    private final Bulkhead writes;
    private final BatchSize size;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private volatile Instant opensAgain = Instant.EPOCH;
    private volatile Instant notBefore = Instant.EPOCH;
    private volatile @Nullable Instant downSince;
    private volatile String lastFailure = "";
    private volatile @Nullable Suspension suspension;

    Gate(String connection, Limits limits, Clock clock, CircuitBreakerRegistry breakers) {
        this.connection = connection;
        this.limits = limits;
        this.window = limits.writeWindow() == null ? null : WriteWindow.read(limits.writeWindow(), limits.zone());
        this.clock = clock;
        this.backOff = IntervalFunction.ofExponentialRandomBackoff(
                Duration.ofSeconds(limits.retrySecs()), 2.0, 0.5, Duration.ofSeconds(limits.mostRetrySecs()));
        this.breaker = breakers.circuitBreaker(connection, breaker());
        this.breaker
                .getEventPublisher()
                .onStateTransition(event -> turned(event.getStateTransition().getToState()));
        this.rate = limits.callsPerMinute() == 0 ? null : RateLimiter.of(connection, rate(limits.callsPerMinute()));
        this.writes = Bulkhead.of(
                connection,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.writesAtOnce())
                        .maxWaitDuration(PATIENCE)
                        .build());
        this.size = new BatchSize(limits.leastValuesPerPost(), limits.perPost());
    }

    private CircuitBreakerConfig breaker() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(2 * limits.failuresToOpen())
                .minimumNumberOfCalls(limits.failuresToOpen())
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .waitIntervalFunctionInOpenState(attempt -> {
                    long wait = backOff.apply(attempt + 1);
                    opensAgain = clock.instant().plusMillis(wait);
                    return wait;
                })
                .build();
    }

    /** Said once when an outage begins, and once when it ends: not each time that the server is tried in vain. */
    private void turned(CircuitBreaker.State now) {
        if (now == CircuitBreaker.State.OPEN && downSince == null) {
            downSince = clock.instant();
            LOG.warn("P332 connection '{}' is not called for now: {}", connection, lastFailure);
        } else if (now == CircuitBreaker.State.CLOSED && downSince != null) {
            LOG.info("connection '{}' is called again, it was down since {}", connection, downSince);
            downSince = null;
        }
    }

    private static RateLimiterConfig rate(int callsPerMinute) {
        return RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofMinutes(1).dividedBy(callsPerMinute))
                .timeoutDuration(PATIENCE)
                .build();
    }

    /** Why no message is delivered to it now: whatever closes it for every call, or its window. */
    public Optional<Closed> closedForWrites() {
        Optional<Closed> closed = closed();
        WriteWindow hours = window;
        Instant now = clock.instant();
        return closed.isPresent() || hours == null || hours.isOpen(now)
                ? closed
                : Optional.of(new Closed("P333", "it is written to at " + limits.writeWindow(), hours.opens(now)));
    }

    /** Why no call of any kind is made now. */
    public Optional<Closed> closed() {
        Suspension person = suspension;
        if (person != null) {
            return Optional.of(new Closed("P331", "suspended by " + person.by() + ": " + person.reason(), null));
        }
        if (clock.instant().isBefore(notBefore)) {
            return Optional.of(new Closed("P334", "the server asked to wait", notBefore));
        }
        return isBroken() ? Optional.of(broken()) : Optional.empty();
    }

    private Closed broken() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN
                ? new Closed("P332", "one call tries whether the server is well again", null)
                : new Closed("P332", "no calls after failures, the last: " + lastFailure, opensAgain);
    }

    /** Looks only: the call that tries the server again is a real one. */
    private boolean isBroken() {
        if (breaker.getState() != CircuitBreaker.State.OPEN && breaker.getState() != CircuitBreaker.State.HALF_OPEN) {
            return false;
        }
        boolean tried = breaker.tryAcquirePermission();
        if (tried) {
            breaker.releasePermission();
        }
        return !tried;
    }

    @Override
    public Call enter(Asked asked) {
        closed().ifPresent(closed -> {
            throw heldBack(closed.text());
        });
        if (rate != null && !rate.acquirePermission()) {
            throw heldBack("more than " + limits.callsPerMinute() + " calls a minute");
        }
        if (asked.write() && !writes.tryAcquirePermission()) {
            throw heldBack("more than " + limits.writesAtOnce() + " writes at once");
        }
        if (!breaker.tryAcquirePermission()) {
            release(asked);
            throw heldBack(broken().text());
        }
        return new Entered(asked, System.nanoTime());
    }

    private Dhis2Exception heldBack(String why) {
        return new Dhis2Exception(Dhis2Exception.Kind.HELD_BACK, connection + ": not called now, " + why);
    }

    private void release(Asked asked) {
        if (asked.write()) {
            writes.releasePermission();
        }
    }

    /**
     * How long a message waits that could not be delivered: longer after each failure, never all at the same time.
     *
     * @param tries how often this message was tried, from 1
     */
    public Duration retryIn(int tries) {
        int failures = Math.max(Math.max(1, tries), failuresInARow.get());
        Duration backedOff = Duration.ofMillis(backOff.apply(failures));
        Duration closed = closedForWrites()
                .map(why -> why.until() == null
                        ? SUSPENDED_LOOK
                        : Duration.between(clock.instant(), why.until()).plus(backedOff.dividedBy(4)))
                .orElse(Duration.ZERO);
        return closed.compareTo(backedOff) > 0 ? closed : backedOff;
    }

    /** How many values a request carries now. @param most what the flow would send at most */
    public int valuesPerPost(int most) {
        return size.within(most);
    }

    /** As {@link #valuesPerPost}, for whoever only looks. */
    public int valuesPerPostNow(int most) {
        return size.now(most);
    }

    /** Whether the last call spoke against the server: it is said once, when the circuit opens. */
    public boolean isFailing() {
        return failuresInARow.get() > 0;
    }

    /** CLOSED lets through, OPEN does not, HALF_OPEN tries. */
    public String circuit() {
        return breaker.getState().name();
    }

    void suspension(@Nullable Suspension now) {
        suspension = now;
    }

    public Optional<Suspension> suspension() {
        return Optional.ofNullable(suspension);
    }

    private void heard(Dhis2Exception failure, Asked asked, long nanos) {
        boolean slowDown = failure.kind() == Dhis2Exception.Kind.RATE_LIMITED;
        boolean ill = Illness.isOf(failure, asked.write());
        if (ill) {
            lastFailure = String.valueOf(failure.getMessage());
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else if (slowDown) {
            breaker.releasePermission();
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        if (ill || slowDown) {
            int failures = failuresInARow.incrementAndGet();
            Duration wait = failure.retryAfter()
                    .orElseGet(() -> slowDown ? Duration.ofMillis(backOff.apply(failures)) : Duration.ZERO);
            waitFor(wait);
        }
    }

    private void waitFor(Duration wait) {
        Duration taken = wait.compareTo(limits.mostServerWait()) > 0 ? limits.mostServerWait() : wait;
        Instant until = clock.instant().plus(taken);
        notBefore = until.isAfter(notBefore) ? until : notBefore;
    }

    /** A call on its way. */
    private final class Entered implements Call {
        private final Asked asked;
        private final long since;

        Entered(Asked asked, long since) {
            this.asked = asked;
            this.since = since;
        }

        @Override
        public void answered() {
            long nanos = System.nanoTime() - since;
            release(asked);
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            failuresInARow.set(0);
            if (asked.write()) {
                size.heard(asked.records(), Duration.ofNanos(nanos));
            }
        }

        @Override
        public void failed(Dhis2Exception failure) {
            long nanos = System.nanoTime() - since;
            release(asked);
            heard(failure, asked, nanos);
            if (asked.write()) {
                size.heard(asked.records(), Duration.ofNanos(nanos));
            }
        }
    }
}

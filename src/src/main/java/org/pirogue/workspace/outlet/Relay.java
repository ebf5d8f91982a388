package org.pirogue.workspace.outlet;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Shares;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Behind {@code shared.tell}: tells outlets what is due, several at once, so that one that does not answer keeps no other waiting. */
public final class Relay {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    /** It need not be told any more: nobody has to look at it. */
    private static final Set<String> NO_TROUBLE = Set.of("P752", "P761");

    private static final double DOUBLED = 2;
    private static final double GIVE_OR_TAKE = 0.5;

    private final Outbox outbox;
    private final OutletTable outlets;
    private final Shares shares;
    private final Topics topics;
    private final Function<Outlet.Kind, Way> ways;
    private final AuditTrail trail;
    private final Executor threads;
    private final OutletSettings settings;
    private final IntervalFunction waits;
    private final AtomicInteger busy = new AtomicInteger();

    Relay(
            Outbox outbox,
            OutletTable outlets,
            Shares shares,
            Topics topics,
            Function<Outlet.Kind, Way> ways,
            AuditTrail trail,
            Executor threads,
            OutletSettings settings) {
        this.outbox = outbox;
        this.outlets = outlets;
        this.shares = shares;
        this.topics = topics;
        this.ways = ways;
        this.trail = trail;
        this.threads = threads;
        this.settings = settings;
        this.waits = IntervalFunction.ofExponentialRandomBackoff(
                Duration.ofSeconds(settings.firstWaitSecs()),
                DOUBLED,
                GIVE_OR_TAKE,
                Duration.ofMinutes(settings.longestWaitMins()));
    }

    /** Nothing waits for what it begins. */
    public void look() {
        outbox.dropEnded();
        topics.look();
        int free = settings.threads() - busy.get();
        if (free > 0) {
            outbox.claim(free).forEach(this::begin);
        }
    }

    private void begin(long outlet) {
        busy.incrementAndGet();
        try {
            threads.execute(() -> {
                try {
                    tell(outlet);
                } finally {
                    busy.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopping) {
            busy.decrementAndGet();
            outbox.release(outlet);
        }
    }

    /** All that is due of one outlet, in its order, until one fails. */
    private void tell(long id) {
        try {
            boolean more = true;
            while (more) {
                Optional<Outlet> outlet = outlets.find(id);
                Optional<Outgoing> due = outbox.next(id);
                more = outlet.isPresent()
                        && due.isPresent()
                        && tell(new Errand(outlet.get(), shares.get(outlet.get().share()), due.get()));
            }
        } catch (DataAccessException | DatasetProblem later) {
            LOG.warn("P731 outlet {} could not be told, it is tried again: {}", id, kind(later));
        } finally {
            outbox.release(id);
        }
    }

    /** @return whether the next one may be told */
    private boolean tell(Errand errand) {
        Outgoing due = errand.outgoing();
        try {
            long rows = ways.apply(errand.outlet().kind()).tell(errand);
            outbox.told(due, rows);
            if (due.what() == Outgoing.What.GIVEN) {
                outlets.told(errand.outlet().id());
            }
            written(errand, rows);
            return true;
        } catch (Undelivered failed) {
            return failed(errand, failed);
        } catch (DatasetProblem refused) {
            return failed(errand, Undelivered.never(refused.code(), refused.text()));
        } catch (RuntimeException unexpected) {
            return failed(errand, Undelivered.again("P731", "unexpected " + kind(unexpected)));
        }
    }

    private boolean failed(Errand errand, Undelivered why) {
        Outgoing due = errand.outgoing();
        boolean old = why.then() == Undelivered.Then.AGAIN
                && outbox.isOlderThan(due, Duration.ofHours(settings.giveUpHours()));
        if (why.then() == Undelivered.Then.GIVE_UP || old) {
            end(errand, why);
            return true;
        }
        Duration wait = why.then() == Undelivered.Then.WAIT
                ? Duration.ofSeconds(settings.firstWaitSecs())
                : Duration.ofMillis(waits.apply(due.tries() + 1));
        outbox.again(due, why, wait);
        return false;
    }

    private void end(Errand errand, Undelivered why) {
        if (NO_TROUBLE.contains(why.code())) {
            outbox.end(errand.outgoing(), "dropped", why.code(), why.text());
            return;
        }
        outbox.end(errand.outgoing(), "given-up", why.code(), why.text());
        LOG.warn(
                "P735 share {}, version {}: {} is given up: {} {}",
                errand.share().id(),
                errand.outgoing().version(),
                errand.outlet().kind(),
                why.code(),
                why.text());
    }

    /** How many rows went out is known at the end only; that they go was written before. */
    private void written(Errand errand, long rows) {
        if (errand.outlet().kind().hasRows() && errand.outgoing().what() == Outgoing.What.GIVEN) {
            trail.write(Deed.allowed(
                            Actor.system(),
                            Verb.SEND,
                            errand.resource() + "/complete",
                            errand.share().dataset().workspace())
                    .rows(rows)
                    .why(errand.share().terms().purpose()));
        }
    }

    private static String kind(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }
}

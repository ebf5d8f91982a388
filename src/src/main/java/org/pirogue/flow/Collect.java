package org.pirogue.flow;

import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.run.Chunk;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends the collecting half of a run. */
public class Collect {
    static final String RUN = "run";
    private static final String HELD_BACK = "P330";
    private static final Logger LOG = LoggerFactory.getLogger(Collect.class);

    private final RunBook runs;
    private final Flows flows;
    private final RunRequests requests;
    private final FlowStarter starter;
    private final Followers followers;
    private final Released released;
    private final SourceAccess access;
    private final Reconciliation reconciliation;
    private final String node;
    private final Pause pause;
    private final Collecting collecting;
    private final Beginning beginning;

    /** @param node name of this Pirogue among its replicas, the same after a restart */
    public Collect(
            RunBook runs,
            Flows flows,
            RunRequests requests,
            FlowStarter starter,
            Followers followers,
            Pause pause,
            Collecting collecting,
            Beginning beginning,
            Released released,
            SourceAccess access,
            Reconciliation reconciliation,
            String node) {
        this.runs = runs;
        this.flows = flows;
        this.requests = requests;
        this.starter = starter;
        this.followers = followers;
        this.released = released;
        this.access = access;
        this.reconciliation = reconciliation;
        this.node = node;
        this.pause = pause;
        this.collecting = collecting;
        this.beginning = beginning;
    }

    /**
     * The run to collect now, and remembered on the exchange; empty while a replica collects this flow, and while nothing
     * may be read from its connection.
     */
    public Optional<Run> open(String flow, Exchange exchange) {
        if (!flows.has(flow) || pause.holds(flow)) {
            return Optional.empty();
        }
        if (!collecting.enter(flow, exchange)) {
            // Another version of the flow is on its way in, and takes what is asked for.
            if (atItsSchedule(exchange)) {
                pause.ask(flow);
            }
            return Optional.empty();
        }
        Optional<Run> run = next(flow, exchange);
        while (run.isPresent() && !beginning.of(run.get(), exchange)) {
            run = runs.openRequested(flow, flows.get(flow).workspace(), node);
        }
        run.ifPresent(opened -> exchange.setVariable(RUN, opened));
        return run;
    }

    private Optional<Run> next(String flow, Exchange exchange) {
        Flow known = flows.get(flow);
        return atItsSchedule(exchange) && !followers.waits(known)
                ? runs.open(flow, known.workspace(), node)
                : runs.openRequested(flow, known.workspace(), node);
    }

    /** A run that was asked for is fired by {@link FlowStarter}, under a trigger of another group. */
    private static boolean atItsSchedule(Exchange exchange) {
        return FlowStarter.GROUP.equals(
                exchange.getMessage().getHeader("triggerGroup", FlowStarter.GROUP, String.class));
    }

    /** The chunks to collect now: all that are pending; of a backfill those of its oldest period. */
    public Iterator<Chunk> pending(Run run) {
        Iterator<Chunk> pending = runs.pendingChunks(run.run());
        return run.backfill() ? new OnePeriod(pending) : pending;
    }

    /** Called by the kamelet when every chunk is handed over, or all of one period of a backfill. */
    public void collected(Exchange exchange) {
        Run run = run(exchange);
        if (run != null && requests.giveWay(run.run())) {
            starter.fire(run.flow());
        } else if (run != null) {
            access.confirm(run);
            reconciliation.complete(run);
            Run now = runs.collected(run.run());
            LOG.info(
                    "run {} of {} collected: read {}, desired {}, in flight {}, state {}",
                    now.run(),
                    now.flow(),
                    now.tally().read(),
                    now.desired().desired(),
                    now.inFlight(),
                    now.state());
            if (now.held()) {
                LOG.warn(
                        "run {} of {} is held: {} waits for approval",
                        now.run(),
                        now.flow(),
                        now.hold().code());
            }
            released.send(flows.get(now.flow()));
            starter.goOn(run.flow());
        }
    }

    /** Called by the kamelet when reading or preparing failed: the run says why, and the cursor stays. */
    public void failed(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Failure failure = Failure.of(cause);
        Run run = run(exchange);
        if (run == null) {
            LOG.error("no run could be opened: {} {}", failure.code(), failure.text());
            return;
        }
        if (failure.code().equals(HELD_BACK)) {
            // The connection was closed meanwhile: the run goes on where it stands when it opens.
            runs.trouble(run.run(), failure.code(), failure.text());
            LOG.info("run {} of {} waits: {} {}", run.run(), run.flow(), failure.code(), failure.text());
            return;
        }
        Run now = runs.fail(run.run(), failure.code(), failure.text());
        if (now.problem() != null && now.problem().code().equals(FlowStarter.CANCELLED)) {
            LOG.info("run {} of {} was cancelled", run.run(), run.flow());
        } else {
            LOG.error("run {} of {} failed: {} {}", run.run(), run.flow(), failure.code(), failure.text());
        }
        starter.goOn(run.flow());
    }

    /**
     * Called by the kamelet when a chunk was handed over and the queue did not take its messages: they are copies of what
     * the ledger holds as pending, so the run goes on, and the sweep sends them.
     */
    public void unsent(Exchange exchange) {
        Failure failure = Failure.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        Run run = run(exchange);
        if (run != null) {
            runs.trouble(run.run(), failure.code(), failure.text());
            LOG.warn("run {} of {} goes on: {} {}", run.run(), run.flow(), failure.code(), failure.text());
        }
    }

    public static @Nullable Run run(Exchange exchange) {
        return exchange.getVariable(RUN, Run.class);
    }
}

package org.pirogue.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.Run;
import org.pirogue.ledger.RunBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends the collecting half of a run. */
public class Collect {
    static final String RUN = "run";
    private static final Logger LOG = LoggerFactory.getLogger(Collect.class);

    private final RunBook runs;
    private final Flows flows;
    private final Released released;
    private final String node;

    /** @param node name of this Pirogue among its replicas, the same after a restart */
    public Collect(RunBook runs, Flows flows, Released released, String node) {
        this.runs = runs;
        this.flows = flows;
        this.released = released;
        this.node = node;
    }

    /** The run to collect now, and remembered on the exchange; empty while a replica collects this flow. */
    Optional<Run> open(String flow, Exchange exchange) {
        Optional<Run> run = runs.open(flow, flows.get(flow).workspace(), node);
        run.ifPresent(opened -> exchange.setVariable(RUN, opened));
        return run;
    }

    /** Called by the kamelet when every chunk is handed over. */
    public void collected(Exchange exchange) {
        Run run = run(exchange);
        if (run != null) {
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
        runs.fail(run.run(), failure.code(), failure.text());
        LOG.error("run {} of {} failed: {} {}", run.run(), run.flow(), failure.code(), failure.text());
    }

    static @Nullable Run run(Exchange exchange) {
        return exchange.getVariable(RUN, Run.class);
    }
}

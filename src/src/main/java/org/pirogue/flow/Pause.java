package org.pirogue.flow;

import java.util.Optional;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.pressure.Closed;
import org.pirogue.pressure.Gates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a flow from reading a connection that is closed: the run that is due waits, and begins when the connection opens. */
public class Pause {
    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);

    private final Gates gates;
    private final Flows flows;
    private final RunBook runs;

    public Pause(Gates gates, Flows flows, RunBook runs) {
        this.gates = gates;
        this.flows = flows;
        this.runs = runs;
    }

    /** Whether the flow must wait; its run is then asked for, once. */
    boolean holds(String flow) {
        Flow known = flows.get(flow);
        Optional<Closed> closed =
                reading(known).flatMap(connection -> gates.of(connection).closed());
        if (closed.isEmpty()) {
            return false;
        }
        ask(flow);
        LOG.info("{} does not collect now: {}", flow, closed.get().text());
        return true;
    }

    /** Asks for a run of the flow, where none waits already. */
    void ask(String flow) {
        if (runs.unfinished().stream().noneMatch(run -> run.flow().equals(flow) && waits(run))) {
            runs.request(flow, flows.get(flow).workspace(), Envelope.Mode.SYNC, null, null, false);
        }
    }

    /** Whether the flow's source is closed now. */
    boolean isClosed(String flow) {
        return reading(flows.get(flow))
                .flatMap(connection -> gates.of(connection).closed())
                .isPresent();
    }

    static boolean waits(Run run) {
        return run.state() == Run.State.REQUESTED || run.state() == Run.State.COLLECTING;
    }

    static Optional<String> reading(Flow flow) {
        return Optional.ofNullable(flow.source().parameters().get("connection"));
    }
}

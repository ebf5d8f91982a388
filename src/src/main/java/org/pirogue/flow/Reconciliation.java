package org.pirogue.flow;

import java.util.List;
import java.util.Map;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Drift;
import org.pirogue.ledger.value.Drifts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Source, ledger and target held against each other over the whole window: what has drifted, and its repair. */
public class Reconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final Drifts drifts;
    private final RunBook runs;
    private final Flows flows;
    private final Outgoing outgoing;

    public Reconciliation(Drifts drifts, RunBook runs, Flows flows, Outgoing outgoing) {
        this.drifts = drifts;
        this.runs = runs;
        this.flows = flows;
        this.outgoing = outgoing;
    }

    /** Every chunk of a comparison is read: what of the ledger was in none of them? */
    void complete(Run run) {
        if (run.mode() == Envelope.Mode.COMPARE && run.from() == null && run.to() == null) {
            drifts.addOutOfScope(run);
        }
    }

    public List<Drift> list(long run, int limit, int offset) {
        return drifts.list(compared(run).run(), limit, offset);
    }

    public Map<Drift.Kind, Long> counts(long run) {
        return drifts.counts(compared(run).run());
    }

    /**
     * Delivers again what the run found missing at the target.
     *
     * @return how many cells
     */
    public int repair(long run, String who) {
        Run compared = compared(run);
        Drifts.Repaired repaired = drifts.repair(compared);
        LOG.info(
                "run {} of {}: {} missing cells are delivered again, asked for by {}",
                run,
                compared.flow(),
                repaired.cells(),
                who);
        outgoing.send(flows.get(compared.flow()), repaired.messages());
        return repaired.cells();
    }

    private Run compared(long run) {
        Run known = runs.find(run).orElseThrow(() -> new FlowException("P552", "there is no run " + run));
        if (known.mode() != Envelope.Mode.COMPARE || !known.state().ended()) {
            throw new FlowException("P553", "run " + run + " has compared nothing (yet)");
        }
        return known;
    }
}

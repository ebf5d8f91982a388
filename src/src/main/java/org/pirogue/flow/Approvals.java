package org.pirogue.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.SourceScopes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where persons decide about held runs: the ledger takes the decision, and what it lets go is sent. */
public class Approvals {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

    private final HeldRuns held;
    private final RunBook runs;
    private final SourceScopes scopes;
    private final Flows flows;
    private final Released released;

    public Approvals(HeldRuns held, RunBook runs, SourceScopes scopes, Flows flows, Released released) {
        this.held = held;
        this.runs = runs;
        this.scopes = scopes;
        this.flows = flows;
        this.released = released;
    }

    /** Runs that wait, oldest first. @param flow null for all */
    public List<Run> waiting(@Nullable String flow) {
        return held.list(flow);
    }

    /** Name of the run's flow. */
    public String flow(long run) {
        return known(run).flow();
    }

    /** What an approval would change. */
    public List<PlannedSlice> difference(long run, int limit, int offset) {
        return held.slices(known(run).run(), limit, offset);
    }

    /**
     * Of a run that failed since its source shows less than before: the next one takes that for enough.
     *
     * @throws FlowException P444 where the run does not wait, P445 without a reason
     */
    public Run approve(long run, Decision decision) {
        Run.Problem problem = known(asked(run, decision)).problem();
        if (problem != null && problem.code().equals(SourceAccess.SEES_LESS)) {
            scopes.forget(known(run).flow());
            LOG.info("run {}: that its source shows less is accepted by {}", run, decision.who());
            return held.accept(run, problem.code(), decision);
        }
        return decided(run, held.approve(asked(run, decision), decision), decision);
    }

    /** @throws FlowException P444 where the run does not wait, P445 without a reason */
    public Run refuse(long run, Decision decision) {
        return decided(run, held.refuse(asked(run, decision), decision), decision);
    }

    private long asked(long run, Decision decision) {
        known(run);
        if (decision.reason().isBlank()) {
            throw new FlowException("P445", "say why: whoever looks later must be able to understand it");
        }
        return run;
    }

    private Run decided(long run, List<Run> decided, Decision decision) {
        if (decided.isEmpty()) {
            throw new FlowException("P444", "run " + run + " does not wait for approval (any more)");
        }
        decided.forEach(each -> LOG.info(
                "run {} of {}: {} by {}", each.run(), each.flow(), each.hold().state(), decision.who()));
        // Of a flow that was removed it stays in the ledger until the flow comes back.
        decided.stream()
                .map(Run::flow)
                .filter(flows::has)
                .findFirst()
                .map(flows::get)
                .ifPresent(released::send);
        return known(run);
    }

    private Run known(long run) {
        return runs.find(run).orElseThrow(() -> new FlowException("P552", "there is no run " + run));
    }
}

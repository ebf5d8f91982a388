package org.pirogue.flow;

import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.Run;
import org.pirogue.ledger.RunBook;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a flow outside its schedule: asks the ledger for a run, and lets Quartz fire the flow's own source, which takes
 * the oldest run that was asked for. One flow collects one run at a time, on one of the replicas.
 */
public class FlowStarter {
    /** Group of the sources' Quartz keys, as the source kamelets name it. */
    static final String GROUP = "collect";

    private static final Logger LOG = LoggerFactory.getLogger(FlowStarter.class);

    private final Flows flows;
    private final RunBook runs;
    private final Scheduler quartz;

    public FlowStarter(Flows flows, RunBook runs, Scheduler quartz) {
        this.flows = flows;
        this.runs = runs;
        this.quartz = quartz;
    }

    /** @throws FlowException P551 for an unknown flow */
    public Run start(String flow, Envelope.Mode mode, @Nullable String from, @Nullable String to, boolean full) {
        Flow known = flows.get(flow);
        Run run = runs.request(known.name(), known.workspace(), mode, from, to, full);
        fire(known.name());
        return run;
    }

    /** After a restart: whatever was asked for, or was being collected, goes on at once. */
    public void resume() {
        runs.unfinished().stream()
                .filter(run -> run.state() == Run.State.REQUESTED || run.state() == Run.State.COLLECTING)
                .map(Run::flow)
                .distinct()
                .forEach(this::fire);
    }

    /** After a connection opened again: what waited to read from it. */
    public void resume(String connection) {
        runs.unfinished().stream()
                .filter(Pause::waits)
                .map(Run::flow)
                .distinct()
                .filter(flow ->
                        flows.all().stream().anyMatch(known -> known.name().equals(flow)))
                .filter(flow -> Pause.reading(flows.get(flow))
                        .filter(connection::equals)
                        .isPresent())
                .forEach(this::fire);
    }

    private void fire(String flow) {
        try {
            quartz.triggerJob(new JobKey(flow, GROUP));
        } catch (SchedulerException e) {
            // The run stands in the ledger, and the next scheduled time takes it.
            LOG.warn("flow {} cannot be started now, it waits for its schedule: {}", flow, e.getMessage());
        }
    }
}

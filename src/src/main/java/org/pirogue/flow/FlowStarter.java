package org.pirogue.flow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.prepare.period.Period;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a flow outside its schedule: asks the ledger for a run, and lets Quartz fire the flow's own source, which takes
 * the oldest run that was asked for. One flow collects one run at a time, on one of the replicas.
 */
public class FlowStarter {
    /** Group of the sources' Quartz keys, as the source kamelets name it. */
    static final String GROUP = "collect";

    /** Of a run that a person took back. */
    static final String CANCELLED = "P465";

    private static final Logger LOG = LoggerFactory.getLogger(FlowStarter.class);

    private final Flows flows;
    private final RunBook runs;
    private final RunRequests requests;
    private final Pairs pairs;
    private final Scheduler quartz;

    public FlowStarter(Flows flows, RunBook runs, RunRequests requests, Pairs pairs, Scheduler quartz) {
        this.flows = flows;
        this.runs = runs;
        this.requests = requests;
        this.pairs = pairs;
        this.quartz = quartz;
    }

    /** @throws FlowException P551 for an unknown flow, P467 for a window that ends before it begins */
    public Run start(String flow, Envelope.Mode mode, @Nullable String from, @Nullable String to, boolean full) {
        Flow known = flows.get(flow);
        mustBeAWindow(from, to);
        Run run = runs.request(known.name(), known.workspace(), mode, from, to, full);
        fire(known.name());
        return run;
    }

    /**
     * A full run that also deletes what is not the flow's own inside its claim, where nothing should stand.
     *
     * @throws FlowException P472 for one of two flows that go both ways: what stands there is what the other one carries
     */
    public Run startAdoptingDeletes(String flow, @Nullable String from, @Nullable String to) {
        Flow known = flows.get(flow);
        mustBeAWindow(from, to);
        pairs.mirrorOf(known.name()).ifPresent(mirror -> {
            throw new FlowException(
                    "P472",
                    "flow '" + known.name() + "' goes both ways with '" + mirror.flow()
                            + "': what it did not write is not deleted, '" + mirror.flow() + "' carries it");
        });
        Run run = runs.request(known.name(), known.workspace(), Envelope.Mode.SYNC, from, to, true);
        runs.adoptDeletes(run.run());
        fire(known.name());
        return run;
    }

    private static void mustBeAWindow(@Nullable String from, @Nullable String to) {
        if (from != null
                && to != null
                && Period.parse(to).lastDay().isBefore(Period.parse(from).firstDay())) {
            throw new FlowException("P467", "the window from " + from + " to " + to + " ends before it begins");
        }
    }

    /**
     * Takes a run back: the rest is not read, and what was handed over is delivered.
     *
     * @throws FlowException P552 for an unknown run, P466 for one that has read everything already
     */
    public Run cancel(long run) {
        Run known = known(run);
        if (!requests.cancel(
                run, CANCELLED, "cancelled: what was handed over before is delivered, the rest was not read")) {
            throw new FlowException(
                    "P466",
                    "run " + run + " is "
                            + known.state().name().toLowerCase(Locale.ROOT)
                            + ": it has nothing left to read, and what it handed over is delivered");
        }
        LOG.info("run {} of {} is cancelled", run, known.flow());
        goOn(known.flow());
        return known(run);
    }

    private Run known(long run) {
        return runs.find(run).orElseThrow(() -> new FlowException("P552", "there is no run " + run));
    }

    /** What was asked for while this flow was collecting begins at once. */
    void goOn(String flow) {
        if (requests.ready(flow)) {
            fire(flow);
        }
    }

    /** After a restart: whatever was asked for, or was being collected, goes on at once. */
    public void resume() {
        runs.unfinished().stream()
                .filter(run -> run.state() == Run.State.REQUESTED || run.state() == Run.State.COLLECTING)
                .map(Run::flow)
                .distinct()
                .filter(flows::has)
                .forEach(this::fire);
    }

    /**
     * After the flow's routes were changed: a time of its schedule that passed meanwhile is made up for, and what was asked
     * for begins.
     */
    public void catchUp(String flow, Instant since) {
        try {
            for (Trigger trigger : quartz.getTriggersOfJob(new JobKey(flow, GROUP))) {
                Date last = trigger.getPreviousFireTime();
                if (last != null
                        && !last.toInstant().isBefore(since.truncatedTo(ChronoUnit.SECONDS))
                        && !requests.ready(flow)) {
                    runs.request(flow, flows.get(flow).workspace(), Envelope.Mode.SYNC, null, null, false);
                }
            }
        } catch (SchedulerException e) {
            LOG.warn("the schedule of {} cannot be looked at: {}", flow, e.getMessage());
        }
        goOn(flow);
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

    /** Lets the flow's source look for a run that is asked for, or was interrupted. */
    void fire(String flow) {
        try {
            quartz.triggerJob(new JobKey(flow, GROUP));
        } catch (SchedulerException e) {
            // The run stands in the ledger, and the next scheduled time takes it.
            LOG.warn("flow {} cannot be started now, it waits for its schedule: {}", flow, e.getMessage());
        }
    }
}

package org.pirogue.flow;

import org.pirogue.batch.Envelope;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A time at which a flow is to be compared: asks for the run. */
public class ReconcileTime implements Job {
    private final FlowStarter starter;

    public ReconcileTime(FlowStarter starter) {
        this.starter = starter;
    }

    @Override
    public void execute(JobExecutionContext context) {
        starter.start(context.getJobDetail().getKey().getName(), Envelope.Mode.COMPARE, null, null, false);
    }
}

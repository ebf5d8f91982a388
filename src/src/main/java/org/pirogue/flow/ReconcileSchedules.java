package org.pirogue.flow;

import java.util.HashSet;
import java.util.Set;
import java.util.TimeZone;
import org.pirogue.workspace.FlowSettings;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

/** The clock of the comparisons: one Quartz trigger for each flow that has a {@code reconcile-schedule}. */
public class ReconcileSchedules {
    /** Group of the Quartz keys; the flow is the name. */
    static final String GROUP = "reconcile";

    private final FlowSettings settings;
    private final Scheduler scheduler;

    public ReconcileSchedules(FlowSettings settings, Scheduler scheduler) {
        this.settings = settings;
        this.scheduler = scheduler;
    }

    @EventListener
    void set(ApplicationStartedEvent started) throws SchedulerException {
        set();
    }

    /** Also to be called after the settings of flows have changed. */
    public void set() throws SchedulerException {
        Set<JobKey> wanted = new HashSet<>();
        for (var flow : settings.all().entrySet()) {
            String cron = flow.getValue().reconcileSchedule();
            if (cron != null) {
                wanted.add(new JobKey(flow.getKey(), GROUP));
                set(flow.getKey(), cron);
            }
        }
        for (JobKey known : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!wanted.contains(known)) {
                scheduler.deleteJob(known);
            }
        }
    }

    /** A trigger that is there already keeps what is due: a time that passed while Pirogue was stopped. */
    private void set(String flow, String cron) throws SchedulerException {
        TriggerKey key = new TriggerKey(flow, GROUP);
        if (scheduler.getTrigger(key) instanceof CronTrigger known
                && known.getCronExpression().equals(cron)) {
            return;
        }
        JobDetail job = JobBuilder.newJob(ReconcileTime.class)
                .withIdentity(flow, GROUP)
                .storeDurably()
                .build();
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(job)
                .withSchedule(CronScheduleBuilder.cronSchedule(cron).inTimeZone(TimeZone.getDefault()))
                .build();
        scheduler.scheduleJob(job, Set.of(trigger), true);
    }
}

package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

class ReconcileSchedulesTest {
    private static final TriggerKey KEY = new TriggerKey("carry", ReconcileSchedules.GROUP);

    private final Scheduler scheduler = scheduler();

    @AfterEach
    void stop() throws SchedulerException {
        scheduler.shutdown();
    }

    @Test
    void eachFlowHasItsTimeAndLosesItWithTheSetting() throws SchedulerException {
        set("0 0 3 ? * SUN");
        assertThat(cron()).isEqualTo("0 0 3 ? * SUN");
        set("0 0 4 ? * SUN");
        assertThat(cron()).isEqualTo("0 0 4 ? * SUN");
        set(null);
        assertThat(scheduler.checkExists(new JobKey("carry", ReconcileSchedules.GROUP)))
                .isFalse();
    }

    @Test
    void aTimeThatIsSetAlreadyIsLeftAsItIs() throws SchedulerException {
        set("0 0 3 ? * SUN");
        scheduler.pauseTrigger(KEY);
        set("0 0 3 ? * SUN");
        assertThat(scheduler.getTriggerState(KEY)).isEqualTo(org.quartz.Trigger.TriggerState.PAUSED);
    }

    private String cron() throws SchedulerException {
        return ((CronTrigger) scheduler.getTrigger(KEY)).getCronExpression();
    }

    private void set(@Nullable String schedule) throws SchedulerException {
        var flow = new WorkspaceSettings.Flow(
                "hmis",
                "0 0 * * * ?",
                List.of(),
                60,
                WorkspaceSettings.Else.RUN,
                WorkspaceSettings.Trigger.SCHEDULE,
                30,
                schedule,
                5,
                null);
        new ReconcileSchedules(new FlowSettings(Map.of("carry", flow)), scheduler).set();
    }

    private static Scheduler scheduler() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "reconcile-times");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        try {
            return new StdSchedulerFactory(properties).getScheduler();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }
}

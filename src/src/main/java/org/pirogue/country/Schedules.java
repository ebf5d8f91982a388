package org.pirogue.country;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.CamelJob;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The clock of the flows. The database remembers what is due over a stop; this forgets what no flow asks for any more. */
@Component
public final class Schedules {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final Scheduler scheduler;
    private final CamelContext camel;

    Schedules(Scheduler scheduler, CamelContext camel) {
        this.scheduler = scheduler;
        this.camel = camel;
    }

    /** Lets the clock run, once all routes stand. */
    @EventListener
    void open(ApplicationStartedEvent started) throws SchedulerException {
        forgetOrphans();
        scheduler.start();
    }

    /** Removes the ticks of flows that are gone. To be called after routes were removed or reloaded. */
    public void forgetOrphans() throws SchedulerException {
        var wanted = wanted();
        for (TriggerKey trigger : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
            if (!wanted.contains(trigger) && isOfAFlow(trigger)) {
                LOG.info("no flow asks for the schedule {} any more: it is forgotten", trigger.getName());
                scheduler.unscheduleJob(trigger);
            }
        }
    }

    private Set<TriggerKey> wanted() {
        return camel.getRoutes().stream()
                .map(Route::getEndpoint)
                .map(Schedules::unwrapped)
                .filter(QuartzEndpoint.class::isInstance)
                .map(endpoint -> ((QuartzEndpoint) endpoint).getTriggerKey())
                .collect(Collectors.toSet());
    }

    private static Endpoint unwrapped(Endpoint endpoint) {
        return endpoint instanceof DelegateEndpoint delegate ? delegate.getEndpoint() : endpoint;
    }

    private boolean isOfAFlow(TriggerKey key) throws SchedulerException {
        var trigger = scheduler.getTrigger(key);
        // Another replica may have removed it between the list and now.
        var detail = trigger == null ? null : scheduler.getJobDetail(trigger.getJobKey());
        return detail != null && CamelJob.class.isAssignableFrom(detail.getJobClass());
    }
}

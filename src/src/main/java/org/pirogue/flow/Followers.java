package org.pirogue.flow;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.table.SharedDatasets;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flows that follow others. At its schedule such a flow waits until they have ended; with {@code trigger:
 * on-new-version} it also runs as soon as one of them has changed something at its target and come to rest, or the share of another
 * workspace's dataset that it reads gives a new version. What there is to follow stands in the ledger: a kill, or another replica, changes nothing.
 */
public class Followers {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private final FlowSettings settings;
    private final Flows flows;
    private final RunRequests requests;
    private final FlowStarter starter;
    private final Pause pause;
    private final SharedDatasets shared;

    public Followers(
            FlowSettings settings,
            Flows flows,
            RunRequests requests,
            FlowStarter starter,
            Pause pause,
            SharedDatasets shared) {
        this.settings = settings;
        this.flows = flows;
        this.requests = requests;
        this.starter = starter;
        this.pause = pause;
        this.shared = shared;
    }

    /** Behind {@code shared.follow}: lets begin what has waited long enough, or has something new to read. */
    public void look() {
        requests.waiting().stream().filter(each -> flows.has(each.flow())).forEach(this::release);
        flows.all().forEach(this::follow);
        requests.ready().stream()
                .filter(flows::has)
                .filter(flow -> !pause.isClosed(flow))
                .forEach(starter::fire);
    }

    /**
     * At the schedule of a flow: whether it must wait for others. It is asked for then, and begins when they have ended.
     */
    boolean waits(Flow flow) {
        WorkspaceSettings.Flow setting = settings.of(flow.name()).orElse(null);
        if (setting == null) {
            return false;
        }
        List<String> unsettled = unsettled(flow.name(), setting.dependsOn());
        if (unsettled.isEmpty()) {
            // What waited since an earlier time is this run.
            requests.release(flow.name());
            return false;
        }
        requests.await(
                flow.name(),
                flow.workspace(),
                unsettled,
                Duration.ofMinutes(setting.dependsWaitMins()),
                setting.dependsElse() == WorkspaceSettings.Else.SKIP);
        LOG.info("{} is due and waits for {}", flow.name(), unsettled);
        return true;
    }

    private List<String> unsettled(String flow, List<String> upstream) {
        // Who is called as soon as something is new need not wait for a run that may bring nothing.
        boolean endedSince = !triggered(settings.of(flow).orElse(null));
        return upstream.stream()
                .filter(other -> !requests.settled(other, flow, endedSince))
                .toList();
    }

    private static boolean triggered(WorkspaceSettings.@Nullable Flow setting) {
        return setting != null && setting.trigger() == WorkspaceSettings.Trigger.ON_NEW_VERSION;
    }

    private void release(RunRequests.Waiting waiting) {
        List<String> unsettled = unsettled(waiting.flow(), waiting.waitsFor());
        if (unsettled.isEmpty()) {
            requests.release(waiting.run());
        } else if (waiting.late()) {
            late(waiting, unsettled);
        }
    }

    private void late(RunRequests.Waiting waiting, List<String> unsettled) {
        String text = String.join(", ", unsettled) + " has not ended in the time that this flow waits for it";
        if (waiting.skips() && requests.cancel(waiting.run(), "P463", "skipped: " + text)) {
            LOG.warn("P463 run {} of {} is skipped: {}", waiting.run(), waiting.flow(), text);
        } else if (!waiting.skips() && requests.releaseLate(waiting.run(), "P464", "it runs all the same: " + text)) {
            LOG.warn("P464 run {} of {} runs all the same: {}", waiting.run(), waiting.flow(), text);
        }
    }

    private void follow(Flow flow) {
        WorkspaceSettings.Flow setting = settings.of(flow.name()).orElse(null);
        if (!triggered(setting)) {
            return;
        }
        for (String upstream : setting.dependsOn()) {
            if (requests.settled(upstream, flow.name(), false)) {
                follow(flow, upstream, setting);
            }
        }
        // A share gives a version when it may, which need not be when its flow has made it.
        shared.of(flow).ifPresent(share -> follow(flow, SharedDatasets.upstream(share), setting));
    }

    private void follow(Flow flow, String upstream, WorkspaceSettings.Flow setting) {
        if (requests.afterChange(flow.name(), flow.workspace(), upstream, Duration.ofSeconds(setting.debounceSecs()))) {
            LOG.info("{} has a new version: a run of {} is asked for", upstream, flow.name());
        }
    }
}

package org.pirogue.console;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.Queues;
import org.pirogue.country.deploy.Deployer;
import org.pirogue.flow.ConnectionStates;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.home.HomeSettings;
import org.pirogue.ledger.Expired;
import org.pirogue.ledger.decision.Conflicts;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.value.Holds;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.springframework.stereotype.Component;

/** How everything stands, for one look. */
@Component
class ApiStatus {
    private static final int DAYS = 7;

    private final HomeSettings home;
    private final WorkspaceSettings settings;
    private final FlowSettings schedules;
    private final ConnectionStates connections;
    private final Flows flows;
    private final Queues queues;
    private final RunBook runs;
    private final Gates gates;
    private final Conflicts conflicts;
    private final Holds holds;
    private final Rejects rejects;
    private final Clock clock;
    private final Deployer deployer;
    private final LeftBehind left;
    private final VersionBook versions;
    private final Expired expired;

    ApiStatus(
            HomeSettings home,
            WorkspaceSettings settings,
            FlowSettings schedules,
            ConnectionStates connections,
            Flows flows,
            Queues queues,
            RunBook runs,
            Gates gates,
            Conflicts conflicts,
            Holds holds,
            Rejects rejects,
            Clock clock,
            Deployer deployer,
            LeftBehind left,
            VersionBook versions,
            Expired expired) {
        this.home = home;
        this.settings = settings;
        this.schedules = schedules;
        this.connections = connections;
        this.flows = flows;
        this.queues = queues;
        this.runs = runs;
        this.gates = gates;
        this.conflicts = conflicts;
        this.holds = holds;
        this.rejects = rejects;
        this.clock = clock;
        this.deployer = deployer;
        this.left = left;
        this.versions = versions;
        this.expired = expired;
    }

    record Shown(
            String country,
            String state,
            List<ShownConnection> connections,
            List<ShownFlow> flows,
            @Nullable ApiDeployment deployment,
            List<Expired.Removed> removed) {}

    record ShownConnection(
            String name,
            @Nullable String workspace,
            boolean reachable,
            @Nullable String code,
            @Nullable String message,
            ApiConnection use) {}

    record ShownQueue(String name, long depth) {}

    record ShownFlow(
            String flow,
            String workspace,
            @Nullable String schedule,
            ShownQueue queue,
            long deadLetters,
            long openRejects,
            long corrections,
            @Nullable ApiRun lastRun,
            long conflicts,
            Holds.@Nullable Held held) {}

    /** @param deployment whether that of the country is shown, too: it names flows of every workspace */
    Shown show(Predicate<String> workspaces, boolean deployment) {
        return new Shown(
                home.country(),
                "running",
                connections.all().entrySet().stream()
                        .map(this::connection)
                        .filter(each -> workspaces.test(String.valueOf(each.workspace())))
                        .toList(),
                shownFlows(workspaces),
                deployment ? ApiDeployment.of(deployer.report(), left.all()) : null,
                removed(workspaces));
    }

    /** What went because its time was over, in the last week. */
    private List<Expired.Removed> removed(Predicate<String> workspaces) {
        Set<String> seen = expired.flows().stream()
                .filter(known -> workspaces.test(known.workspace()))
                .map(Expired.Known::flow)
                .collect(Collectors.toSet());
        return expired.removed(DAYS).stream()
                .filter(each -> each.flow().isEmpty() || seen.contains(each.flow()))
                .toList();
    }

    private ShownConnection connection(Map.Entry<String, ConnectionStates.State> entry) {
        WorkspaceSettings.Connection setting = settings.connections().get(entry.getKey());
        Failure failure = entry.getValue().failure();
        return new ShownConnection(
                entry.getKey(),
                setting == null ? null : setting.workspace(),
                entry.getValue().reachable(),
                failure == null ? null : failure.code(),
                failure == null ? null : failure.text(),
                ApiConnection.of(entry.getKey(), setting, gates.of(entry.getKey())));
    }

    private List<ShownFlow> shownFlows(Predicate<String> workspaces) {
        Map<String, Long> openRejects = rejects.openByFlow();
        Map<String, Long> corrections = rejects.correctionsByFlow();
        Map<String, Long> openConflicts = conflicts.open();
        return flows.all().stream()
                .filter(flow -> workspaces.test(flow.workspace()))
                .map(flow -> flow(flow, openRejects, corrections, openConflicts))
                .toList();
    }

    private ShownFlow flow(
            Flow flow, Map<String, Long> openRejects, Map<String, Long> corrections, Map<String, Long> openConflicts) {
        Holds.Held held = holds.of(flow.name());
        return new ShownFlow(
                flow.name(),
                flow.workspace(),
                schedules.of(flow.name()).map(WorkspaceSettings.Flow::schedule).orElse(null),
                new ShownQueue(flow.queue(), queues.depth(flow.queue())),
                queues.deadLetters(flow.queue()),
                openRejects.getOrDefault(flow.name(), 0L),
                corrections.getOrDefault(flow.name(), 0L),
                runs.latest(flow.name())
                        .map(run -> ApiRun.of(run, null, versions.of(run.run()).orElse(null), clock.instant()))
                        .orElse(null),
                openConflicts.getOrDefault(flow.name(), 0L),
                held.slices() == 0 ? null : held);
    }
}

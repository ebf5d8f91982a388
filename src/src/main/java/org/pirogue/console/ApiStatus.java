package org.pirogue.console;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.Queues;
import org.pirogue.flow.ConnectionStates;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.home.HomeSettings;
import org.pirogue.ledger.RunBook;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.WorkspaceSettings;
import org.springframework.stereotype.Component;

/** How everything stands, for one look. */
@Component
class ApiStatus {
    private final HomeSettings home;
    private final WorkspaceSettings settings;
    private final ConnectionStates connections;
    private final Flows flows;
    private final Queues queues;
    private final RunBook runs;
    private final Gates gates;
    private final Clock clock;

    ApiStatus(
            HomeSettings home,
            WorkspaceSettings settings,
            ConnectionStates connections,
            Flows flows,
            Queues queues,
            RunBook runs,
            Gates gates,
            Clock clock) {
        this.home = home;
        this.settings = settings;
        this.connections = connections;
        this.flows = flows;
        this.queues = queues;
        this.runs = runs;
        this.gates = gates;
        this.clock = clock;
    }

    record Shown(String country, String state, List<ShownConnection> connections, List<ShownFlow> flows) {}

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
            @Nullable ApiRun lastRun) {}

    Shown show() {
        return new Shown(
                home.country(),
                "running",
                connections.all().entrySet().stream().map(this::connection).toList(),
                flows.all().stream().map(this::flow).toList());
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

    private ShownFlow flow(Flow flow) {
        WorkspaceSettings.Flow setting = settings.flows().get(flow.name());
        return new ShownFlow(
                flow.name(),
                flow.workspace(),
                setting == null ? null : setting.schedule(),
                new ShownQueue(flow.queue(), queues.depth(flow.queue())),
                queues.deadLetters(flow.queue()),
                runs.latest(flow.name())
                        .map(run -> ApiRun.of(run, null, clock.instant()))
                        .orElse(null));
    }
}

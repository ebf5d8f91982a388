package org.pirogue.workspace;

import java.util.Map;
import java.util.Optional;

/** What the configuration says of flows now: it may change while Pirogue runs, unlike connections and workspaces. */
public final class FlowSettings {
    private volatile Map<String, WorkspaceSettings.Flow> flows;

    public FlowSettings(Map<String, WorkspaceSettings.Flow> flows) {
        this.flows = Map.copyOf(flows);
    }

    public Optional<WorkspaceSettings.Flow> of(String flow) {
        return Optional.ofNullable(flows.get(flow));
    }

    public Map<String, WorkspaceSettings.Flow> all() {
        return flows;
    }

    public void change(Map<String, WorkspaceSettings.Flow> now) {
        flows = Map.copyOf(now);
    }
}

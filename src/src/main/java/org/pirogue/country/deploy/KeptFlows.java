package org.pirogue.country.deploy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.pirogue.country.CountryFiles;
import org.pirogue.flow.Archive;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.workspace.FlowSettings;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;

/** Flows of earlier versions, read again from where their files are kept. */
final class KeptFlows implements Archive {
    private final Snapshots snapshots;
    private final WorkspaceSettings started;
    private final FlowSettings settings;
    private final FlowFiles files;
    private final String country;
    private final Map<String, Flows> read = new ConcurrentHashMap<>();

    KeptFlows(Snapshots snapshots, WorkspaceSettings started, FlowSettings settings, FlowFiles files, String country) {
        this.snapshots = snapshots;
        this.started = started;
        this.settings = settings;
        this.files = files;
        this.country = country;
    }

    @Override
    public Optional<Flow> flow(String deployment, String name) {
        return snapshots
                .of(deployment)
                .map(home -> read.computeIfAbsent(deployment, digest -> CountryFiles.check(
                                home,
                                country,
                                new Workspaces(new WorkspaceSettings(
                                        started.workspaces(), started.connections(), settings.all())),
                                files)
                        .flows()))
                .filter(flows -> flows.has(name))
                .map(flows -> flows.get(name));
    }

    void forgetGone() {
        read.keySet().removeIf(digest -> snapshots.of(digest).isEmpty());
    }
}

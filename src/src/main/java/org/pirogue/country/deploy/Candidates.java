package org.pirogue.country.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.CountryFiles;
import org.pirogue.flow.FlowFiles;
import org.pirogue.prepare.Problem;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.springframework.boot.context.properties.bind.BindException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a version of the country's files, and holds it against every check of a start. */
final class Candidates {
    private final Snapshots snapshots;
    private final CountrySource source;
    private final WorkspaceSettings started;
    private final FlowFiles files;
    private final String country;

    /** @param started connections and workspaces as they are until the next start */
    Candidates(
            Snapshots snapshots, CountrySource source, WorkspaceSettings started, FlowFiles files, String country) {
        this.snapshots = snapshots;
        this.source = source;
        this.started = started;
        this.files = files;
        this.country = country;
    }

    /** @param candidate null where it has problems */
    record Checked(@Nullable Candidate candidate, List<Problem> problems) {}

    Checked check(Snapshot snapshot) {
        if (!snapshot.problems().isEmpty()) {
            return new Checked(null, snapshot.problems());
        }
        Path place = snapshots.keep(snapshot);
        try {
            Map<String, Object> config = CountrySource.read(place, country);
            return check(snapshot, place, config, source.flows(config));
        } catch (YAMLException | BindException e) {
            String name = e instanceof BindException bind ? String.valueOf(bind.getName()) : null;
            return new Checked(
                    null,
                    List.of(new Problem(
                            "P198",
                            "config/" + country + "/application-" + country + ".yaml",
                            name,
                            "not what this setting must be, or not readable as YAML",
                            "correct it")));
        }
    }

    private Checked check(
            Snapshot snapshot, Path place, Map<String, Object> config, Map<String, WorkspaceSettings.Flow> flows) {
        Workspaces workspaces =
                new Workspaces(new WorkspaceSettings(started.workspaces(), started.connections(), flows));
        CountryFiles.Checked checked = CountryFiles.check(place, country, workspaces, files);
        List<Problem> problems = new ArrayList<>(checked.problems());
        Deployment deployment = new Deployment(
                snapshot.digest(),
                place,
                country,
                snapshot.digests(),
                checked.flows().all(),
                workspaces.settings().flows());
        return new Checked(problems.isEmpty() ? new Candidate(deployment, config) : null, problems);
    }
}

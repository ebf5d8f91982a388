package org.pirogue.country.deploy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.CountryFiles;
import org.pirogue.country.DeployCheck;
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
    Candidates(Snapshots snapshots, CountrySource source, WorkspaceSettings started, FlowFiles files, String country) {
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
        try {
            return check(snapshot, snapshots.keep(snapshot));
        } catch (UncheckedIOException e) {
            return new Checked(null, List.of(unkept(e)));
        }
    }

    static Problem unkept(UncheckedIOException e) {
        String why = e.getCause().getClass().getSimpleName();
        return new Problem("P656", "data", "deployed", "the version cannot be kept: " + why, "make room on the disk");
    }

    private Checked check(Snapshot snapshot, Path place) {
        List<Problem> problems = new ArrayList<>(DeployCheck.config(place, country));
        Candidate candidate = null;
        try {
            Map<String, Object> config = CountrySource.read(place, country);
            candidate = candidate(snapshot, place, config, problems);
        } catch (YAMLException | BindException e) {
            // What the settings mean cannot be told; that they are wrong was, unless only a type is.
            if (problems.isEmpty()) {
                problems.add(DeployCheck.unreadable(place, country, e));
            }
        }
        return new Checked(problems.isEmpty() ? candidate : null, problems);
    }

    private Candidate candidate(Snapshot snapshot, Path place, Map<String, Object> config, List<Problem> problems) {
        Map<String, WorkspaceSettings.Flow> flows = source.flows(config);
        Workspaces workspaces =
                new Workspaces(new WorkspaceSettings(started.workspaces(), started.connections(), flows));
        CountryFiles.Checked checked = DeployCheck.files(place, country, workspaces, files);
        problems.addAll(checked.problems());
        Deployment deployment = new Deployment(
                snapshot.digest(),
                place,
                country,
                snapshot.digests(),
                checked.flows().all(),
                workspaces.settings().flows());
        return new Candidate(deployment, config);
    }
}

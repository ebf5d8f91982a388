package org.pirogue.country.deploy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.country.CountryFiles;
import org.pirogue.flow.FlowFiles;
import org.pirogue.home.HomeSettings;
import org.pirogue.home.StartupFailure;
import org.pirogue.prepare.Problem;
import org.pirogue.workspace.Workspaces;

/** What Pirogue found when it started: its first version, and what is wrong with it. */
public record Started(Deployment deployment, List<Problem> problems) {

    public static Started of(HomeSettings home, Snapshots snapshots, Workspaces workspaces, FlowFiles files) {
        Snapshot snapshot = new HomeFiles(home.homePath(), home.country()).read();
        Path place = kept(snapshot, snapshots);
        CountryFiles.Checked checked = CountryFiles.check(place, home.country(), workspaces, files);
        List<Problem> problems = new ArrayList<>(snapshot.problems());
        problems.addAll(checked.problems());
        Deployment deployment = new Deployment(
                snapshot.digest(),
                place,
                home.country(),
                snapshot.digests(),
                checked.flows().all(),
                workspaces.settings().flows());
        return new Started(deployment, problems);
    }

    private static Path kept(Snapshot snapshot, Snapshots snapshots) {
        try {
            return snapshots.keep(snapshot);
        } catch (UncheckedIOException e) {
            throw new StartupFailure(
                    org.pirogue.home.Problem.of("P103", "deployed", String.valueOf(e.getMessage())), e);
        }
    }
}

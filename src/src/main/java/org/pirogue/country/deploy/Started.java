package org.pirogue.country.deploy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.country.CountryFiles;
import org.pirogue.flow.FlowFiles;
import org.pirogue.home.HomeSettings;
import org.pirogue.prepare.Problem;
import org.pirogue.workspace.Workspaces;

/** What Pirogue found when it started: its first version, and what is wrong with it. */
public record Started(Deployment deployment, List<Problem> problems) {

    public static Started of(HomeSettings home, Snapshots snapshots, Workspaces workspaces, FlowFiles files) {
        Snapshot snapshot = new HomeFiles(home.homePath(), home.country()).read();
        List<Problem> problems = new ArrayList<>(snapshot.problems());
        Path place = kept(snapshot, snapshots, home.homePath(), problems);
        CountryFiles.Checked checked = CountryFiles.check(place, home.country(), workspaces, files);
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

    /** Where it cannot be kept, the home itself is checked: all that is wrong is said, and nothing starts. */
    private static Path kept(Snapshot snapshot, Snapshots snapshots, Path home, List<Problem> problems) {
        try {
            return snapshots.keep(snapshot);
        } catch (UncheckedIOException e) {
            problems.add(Candidates.unkept(e));
            return home;
        }
    }
}

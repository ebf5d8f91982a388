package org.pirogue.country;

import java.util.List;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.home.HomeSettings;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupProblems;
import org.pirogue.workspace.Workspaces;

/** The country's own files as one of the checks before the start. */
final class FilesCheck implements StartupCheck {
    private static final String BUNDLE = "messages.country";

    private final CountryFiles.Checked checked;

    FilesCheck(HomeSettings home, Workspaces workspaces, FlowFiles files) {
        this.checked = CountryFiles.check(home.homePath(), home.country(), workspaces, files);
    }

    Flows flows() {
        return checked.flows();
    }

    @Override
    public void check(StartupProblems problems) {
        checked.problems().forEach(found -> problems.add(problem(found)));
    }

    static Problem problem(org.pirogue.prepare.Problem found) {
        String value = found.value() == null ? "-" : found.value();
        return new Problem(found.code(), BUNDLE, List.of(found.place(), value, found.text(), found.hint()));
    }
}

package org.pirogue.country;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.flow.FlowFiles;
import org.pirogue.prepare.Problem;
import org.pirogue.workspace.Workspaces;
import org.springframework.boot.context.properties.bind.BindException;

/** What changed files are held against before they take effect: all that {@code lint} and a start look at. */
public final class DeployCheck {
    private DeployCheck() {}

    /** What the settings may say at all. */
    public static List<Problem> config(Path home, String country) {
        return CountryFiles.config(home, country);
    }

    /** Settings of which nothing can be told but that. */
    public static Problem unreadable(Path home, String country, RuntimeException problem) {
        String name = problem instanceof BindException bind ? String.valueOf(bind.getName()) : null;
        String place = new Findings(home).place(CountryFiles.configOf(home, country));
        return new Problem("P193", place, name, "not what this setting must be", "correct it");
    }

    /** Routes, kamelets and tables. A start leaves it to Camel to refuse what is not Camel's; here nothing may get that far. */
    public static CountryFiles.Checked files(Path home, String country, Workspaces workspaces, FlowFiles files) {
        CountryFiles.Checked checked = CountryFiles.check(home, country, workspaces, files);
        if (!checked.problems().isEmpty()) {
            return checked;
        }
        List<Problem> problems = new ArrayList<>(CamelCheck.problems(home, country));
        return new CountryFiles.Checked(checked.flows(), problems);
    }
}

package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.YAMLException;

/** The checks of the start, without a start: for a person who edits a country's files. */
public final class CountryLint {
    private CountryLint() {}

    /**
     * @param home folder that holds {@code routes/}, {@code config/} and {@code kamelets/}
     * @return every problem as one coded line in the given language; secrets are not looked for
     */
    public static List<String> problems(Path home, String country, Locale locale) {
        return found(home, country).stream().map(each -> each.text(locale)).toList();
    }

    static List<Problem> found(Path home, String country) {
        List<org.pirogue.prepare.Problem> found = new ArrayList<>(CountryFiles.config(home, country));
        try {
            Workspaces workspaces = new Workspaces(settings(home, country));
            found.addAll(CountryFiles.lint(home, country, workspaces, new FlowFiles(Clock.systemUTC())));
            if (found.isEmpty()) {
                // What our own rules refuse, Camel refuses too, in fifty other words.
                found.addAll(CamelCheck.problems(home, country));
            }
        } catch (BindException | YAMLException e) {
            // What the settings mean cannot be told; that they are wrong was, unless only a type is.
            if (found.isEmpty()) {
                found.add(unreadable(home, country, e));
            }
        }
        return found.stream().map(FilesCheck::problem).toList();
    }

    /** The flows of a country in which {@link #problems} found nothing. */
    public static Flows flows(Path home, String country) {
        Workspaces workspaces = new Workspaces(settings(home, country));
        return CountryFiles.check(home, country, workspaces, new FlowFiles(Clock.systemUTC()))
                .flows();
    }

    private static org.pirogue.prepare.Problem unreadable(Path home, String country, RuntimeException problem) {
        String place = new Findings(home).place(CountryFiles.configOf(home, country));
        String name = problem instanceof BindException bind ? String.valueOf(bind.getName()) : null;
        return new org.pirogue.prepare.Problem("P193", place, name, "not what this setting must be", "correct it");
    }

    private static WorkspaceSettings settings(Path home, String country) {
        Path file = CountryFiles.configOf(home, country);
        try {
            StandardEnvironment environment = new StandardEnvironment();
            MutablePropertySources sources = environment.getPropertySources();
            new YamlPropertySourceLoader()
                    .load(country, new FileSystemResource(file))
                    .forEach(sources::addLast);
            return Binder.get(environment)
                    .bind("pirogue", WorkspaceSettings.class)
                    .orElseGet(() -> new WorkspaceSettings(null, null, null));
        } catch (IOException e) {
            String place = new Findings(home).place(file);
            throw new StartupFailure(
                    FilesCheck.problem(new org.pirogue.prepare.Problem(
                            "P152", place, null, "cannot be read", "check its permissions")),
                    e);
        }
    }
}

package org.pirogue.country;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.pirogue.flow.FlowFiles;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.Workspaces;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** The checks of the start, without a start: for a person who edits a country's files. */
public final class CountryLint {
    private CountryLint() {}

    /**
     * @param home folder that holds {@code routes/}, {@code config/} and {@code kamelets/}
     * @return every problem as one coded line in the given language; secrets are not looked for
     */
    public static List<String> problems(Path home, String country, Locale locale) {
        Workspaces workspaces = new Workspaces(settings(home, country));
        return CountryFiles.lint(home, country, workspaces, new FlowFiles(Clock.systemUTC())).stream()
                .map(found -> FilesCheck.problem(found).text(locale))
                .toList();
    }

    private static WorkspaceSettings settings(Path home, String country) {
        Path file = home.resolve("config").resolve(country).resolve("application-" + country + ".yaml");
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
            throw new StartupFailure(Problem.of("P151", file, "", "cannot be read", ""), e);
        }
    }
}

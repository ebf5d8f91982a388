package org.pirogue.country;

import java.nio.file.Path;
import java.util.List;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at a country's settings before anything acts on them: they could otherwise name classes, log files or other
 * settings' places, and Spring would have followed before the first check.
 */
public final class ConfigFence implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String home = environment.getProperty("pirogue.home");
        String country = environment.getProperty("pirogue.country");
        if (home == null || country == null) {
            return;
        }
        List<Problem> problems = CountryFiles.config(
                        Path.of(home).toAbsolutePath().normalize(), country)
                .stream()
                .map(FilesCheck::problem)
                .toList();
        if (!problems.isEmpty()) {
            throw new StartupFailure(problems);
        }
    }
}

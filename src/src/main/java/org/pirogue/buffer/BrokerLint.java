package org.pirogue.buffer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pirogue.home.Problem;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What is wrong with the broker's settings can be said before a start: as far as they stand where the start will find them, too. What
 * is only said to {@code run} on its command line nobody knows before.
 */
public final class BrokerLint {
    private BrokerLint() {}

    /** Of this machine: its environment, the properties of this JVM, and the {@code application.yaml} that a start from here reads. */
    public static List<Problem> problems() {
        return problems(new StandardEnvironment());
    }

    /** @param machine its environment and properties; files are read beside them, those of a country are not: no broker stands there */
    static List<Problem> problems(ConfigurableEnvironment machine) {
        machine.getPropertySources().addFirst(new MapPropertySource("lint", Map.of("pirogue.country", "none")));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(machine);
            BrokerSettings settings =
                    Objects.requireNonNull(Binder.get(machine).bindOrCreate("pirogue.broker", BrokerSettings.class));
            return settings.wantsTopicsElsewhere() ? List.of(Problem.of("P721")) : List.of();
        } catch (BindException | IllegalStateException | YAMLException unreadable) {
            // A setting or a file that is none is the start's to name: it knows all places where one may stand.
            return List.of();
        }
    }
}

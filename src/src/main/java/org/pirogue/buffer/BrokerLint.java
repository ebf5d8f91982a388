package org.pirogue.buffer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pirogue.home.Problem;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is wrong with the broker's settings can be said before a start, as far as the environment holds them. */
public final class BrokerLint {
    private BrokerLint() {}

    /** @param environment of the machine that is to run: {@code PIROGUE_BROKER_URL} and the like */
    public static List<Problem> problems(Map<String, String> environment) {
        StandardEnvironment machine = new StandardEnvironment();
        MutablePropertySources sources = machine.getPropertySources();
        List.copyOf(sources.stream().toList()).forEach(each -> sources.remove(each.getName()));
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment)));
        try {
            BrokerSettings settings =
                    Objects.requireNonNull(Binder.get(machine).bindOrCreate("pirogue.broker", BrokerSettings.class));
            return settings.wantsTopicsElsewhere() ? List.of(Problem.of("P721")) : List.of();
        } catch (BindException unreadable) {
            // A setting that is none is the start's to name: it knows all places where one may stand.
            return List.of();
        }
    }
}

package org.pirogue.country.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pirogue.workspace.WorkspaceSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The country's settings among all others. What they say of flows may change while Pirogue runs; all else was read when it
 * started, and stays until it starts again.
 */
final class CountrySource {
    private static final String FLOWS = "pirogue.flows.";
    private static final int DEPTH = 3;

    private final ConfigurableEnvironment environment;
    private final String file;
    private final Map<String, Object> started;

    CountrySource(ConfigurableEnvironment environment, String country, Path home) {
        this.environment = environment;
        this.file = "application-" + country + ".yaml";
        this.started = read(home, country);
    }

    /** Every key of the file with its value. */
    static Map<String, Object> read(Path home, String country) {
        Path file = home.resolve("config").resolve(country).resolve("application-" + country + ".yaml");
        Map<String, Object> keys = new LinkedHashMap<>();
        FileSystemResource resource = new FileSystemResource(file);
        if (!resource.exists()) {
            return keys;
        }
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader().load(country, resource)) {
                for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                    keys.put(key, source.getProperty(key));
                }
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings, beside those of flows, that differ from what Pirogue started with: as far as a person must know them. */
    Set<String> waitForRestart(Map<String, Object> now) {
        Set<String> all = new TreeSet<>(started.keySet());
        all.addAll(now.keySet());
        return all.stream()
                .filter(key -> !key.startsWith(FLOWS))
                .filter(key -> !Objects.equals(text(started.get(key)), text(now.get(key))))
                .map(CountrySource::shortened)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    /** {@code pirogue.connections.hmis}, whatever of it has changed. */
    private static String shortened(String key) {
        String[] parts = key.split("\\.");
        return String.join(".", java.util.Arrays.asList(parts).subList(0, Math.min(DEPTH, parts.length)));
    }

    /** The settings of flows as they would be: what is given otherwise, on the command line for one, still wins. */
    Map<String, WorkspaceSettings.Flow> flows(Map<String, Object> now) {
        MutablePropertySources sources = new MutablePropertySources();
        boolean placed = false;
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!isCountry(source)) {
                sources.addLast(source);
            } else if (!placed) {
                sources.addLast(source(source.getName(), now));
                placed = true;
            }
        }
        return new Binder(ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources))
                .bind("pirogue.flows", Bindable.mapOf(String.class, WorkspaceSettings.Flow.class))
                .orElse(Map.of());
    }

    /** From now on these are what the file says of flows. */
    void apply(Map<String, Object> now) {
        MutablePropertySources sources = environment.getPropertySources();
        boolean placed = false;
        for (PropertySource<?> source : sources.stream().toList()) {
            if (isCountry(source) && !placed) {
                sources.replace(source.getName(), source(source.getName(), now));
                placed = true;
            } else if (isCountry(source)) {
                sources.remove(source.getName());
            }
        }
    }

    private MapPropertySource source(String name, Map<String, Object> now) {
        Map<String, Object> keys = new LinkedHashMap<>(started);
        keys.keySet().removeIf(key -> key.startsWith(FLOWS));
        now.forEach((key, value) -> {
            if (key.startsWith(FLOWS)) {
                keys.put(key, value);
            }
        });
        return new MapPropertySource(name, keys);
    }

    private boolean isCountry(PropertySource<?> source) {
        return source.getName().contains(file);
    }
}

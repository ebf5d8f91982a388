package org.pirogue.country.deploy;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.run.Versions;
import org.pirogue.workspace.WorkspaceSettings;

/**
 * One version of what a country runs.
 *
 * @param digest of all its files
 * @param home folder that holds this version, shaped like a home
 * @param country name of the country
 * @param files digest of each file by its path within the home
 * @param settings of the flows, as they are with this version
 */
public record Deployment(
        String digest,
        Path home,
        String country,
        Map<String, String> files,
        Collection<Flow> flows,
        Map<String, WorkspaceSettings.Flow> settings) {
    private static final String ROUTE = ".camel.yaml";
    private static final String KAMELET = ".kamelet.yaml";

    public Deployment {
        files = new TreeMap<>(files);
        flows = List.copyOf(flows);
        settings = Map.copyOf(settings);
    }

    Optional<Flow> flow(String name) {
        return flows.stream().filter(flow -> flow.name().equals(name)).findFirst();
    }

    public Path kamelets() {
        return home.resolve("kamelets");
    }

    /** Of each flow, by its name. */
    public Map<String, Versions> versions() {
        return flows.stream().collect(Collectors.toMap(Flow::name, this::versions));
    }

    private Versions versions(Flow flow) {
        String folder = folder(flow.name());
        String route = folder + flow.name() + ROUTE;
        Map<String, String> tables = new TreeMap<>();
        files.forEach((path, digest) -> {
            if (path.startsWith(folder) && !path.equals(route)) {
                tables.put(path.substring(folder.length()), digest);
            }
        });
        Map<String, String> kamelets = new TreeMap<>();
        for (List<Flow.Step> steps : List.of(flow.collect(), flow.deliver())) {
            steps.forEach(step -> kamelets.put(step.kamelet(), kamelet(step.kamelet())));
        }
        return new Versions(digest, files.getOrDefault(route, ""), kamelets, tables);
    }

    private String kamelet(String name) {
        return files.getOrDefault("kamelets/" + name + KAMELET, "");
    }

    private String folder(String flow) {
        return "routes/" + country + "/" + flow + "/";
    }

    /** The kamelets of this version, with their digests. */
    Map<String, String> kameletDigests() {
        return named("kamelets/", KAMELET);
    }

    /** The route files that belong to no flow, with their digests. */
    Map<String, String> sharedDigests() {
        return named("routes/shared/", ROUTE);
    }

    private Map<String, String> named(String folder, String suffix) {
        Map<String, String> found = new TreeMap<>();
        files.forEach((path, digest) -> {
            if (path.startsWith(folder) && path.endsWith(suffix)) {
                found.put(path.substring(folder.length(), path.length() - suffix.length()), digest);
            }
        });
        return found;
    }

    /** Where the routes of a flow stand. */
    Path routeFile(String flow) {
        return home.resolve(folder(flow) + flow + ROUTE);
    }

    Path sharedFile(String name) {
        return home.resolve("routes/shared").resolve(name + ROUTE);
    }

    /** All route files. */
    public List<Path> routeFiles() {
        return java.util.stream.Stream.concat(
                        flows.stream().map(flow -> routeFile(flow.name())),
                        sharedDigests().keySet().stream().map(this::sharedFile))
                .toList();
    }
}

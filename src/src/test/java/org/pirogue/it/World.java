package org.pirogue.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;
import org.pirogue.sandbox.values.Completeness;

/** Burundi's three servers as sandboxes, filled with the country's own sample, made smaller. */
final class World implements AutoCloseable {
    static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    static final Path COUNTRY = CHECKOUT.resolve("routes/burundi");

    private final Sample sample;
    private final Map<String, Sandbox> servers = new LinkedHashMap<>();
    private final Map<String, Sample.Access> access = new LinkedHashMap<>();

    private World(Sample sample) {
        this.sample = sample;
        sample.connections().forEach(name -> {
            Sandbox server = Sandbox.start(SandboxOptions.named(name));
            servers.put(name, server);
            access.put(name, sample.fill(name, server));
        });
    }

    /**
     * @param folder empty, for the smaller sample
     * @param cases of the line list
     * @param from first month with data; {@code to}: the last
     */
    static World of(Path folder, int cases, String from, String to) throws IOException {
        return of(folder, cases, from, to, false);
    }

    /** @param registered whether reports are registered as complete */
    static World of(Path folder, int cases, String from, String to, boolean registered) throws IOException {
        Path original = CHECKOUT.resolve("config/burundi/sandbox");
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        YAMLMapper yaml = new YAMLMapper();
        JsonNode scenario = yaml.readTree(original.resolve("scenario.yaml").toFile());
        ((ObjectNode) scenario.path("cases")).put("count", cases);
        ((ObjectNode) scenario.path("months")).put("from", from).put("to", to);
        if (!registered) {
            scenario.path("routine").forEach(routine -> ((ObjectNode) routine).remove("registered"));
        }
        yaml.writeValue(folder.resolve("scenario.yaml").toFile(), scenario);
        return new World(Sample.load(folder));
    }

    /** The country's files once more, to be changed. */
    static void copyHome(Path to) throws IOException {
        for (String part : List.of("routes", "kamelets", "config")) {
            Path from = CHECKOUT.resolve(part);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path copied = to.resolve(part).resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copied);
                    } else {
                        Files.copy(file, copied);
                    }
                }
            }
        }
    }

    Sandbox server(String connection) {
        Sandbox server = servers.get(connection);
        if (server == null) {
            throw new IllegalArgumentException(connection);
        }
        return server;
    }

    String token(String connection) {
        return access.get(connection).token();
    }

    /** What anybody with an account reads there. */
    /** Whatever was made to fail is well again. */
    void heal() {
        servers.values().forEach(server -> server.faults().clear());
    }

    Export export(String connection) {
        return new Export(server(connection).url(), token(connection));
    }

    /** The second day: a late edit, a case moved to another facility, an event deleted, cases added. */
    Sample.Changes change() {
        return sample.change(server("tracker").url(), access.get("tracker"));
    }

    /** Reports of the HMIS are completed late, and one no longer is: facility and month of each. */
    Set<String> registerLate() {
        return sample.register("hmis", server("hmis").url(), access.get("hmis"));
    }

    /** Every report of the HMIS that came is complete. */
    void registerAll() {
        var hmis = server("hmis");
        String dataSet = export("hmis").uid("dataSets", "MAL_MONTHLY");
        hmis.dataValues().all().stream()
                .filter(value -> !value.deleted() && value.period().length() == 6)
                .map(value ->
                        new Completeness.Key(dataSet, value.period(), value.orgUnit(), value.attributeOptionCombo()))
                .distinct()
                .filter(key -> hmis.completeness().find(key).isEmpty())
                .forEach(key ->
                        hmis.completeness().put(new Completeness.Registration(key, "2026-05-01", "somebody", true)));
    }

    /** Settings that point Pirogue's connections at these servers. */
    List<String> settings(Path folder) throws IOException {
        return settings(folder, Map.of());
    }

    /** @param urls other addresses, by the name of the connection */
    List<String> settings(Path folder, Map<String, String> urls) throws IOException {
        List<String> settings = new ArrayList<>();
        for (String name : servers.keySet()) {
            String url = urls.getOrDefault(name, server(name).url());
            settings.add("--pirogue.connections." + name + ".url=" + url);
            settings.add("--pirogue.connections." + name + ".token-file=" + secret(folder, name, token(name)));
        }
        return settings;
    }

    static Path secret(Path folder, String name, String token) throws IOException {
        return Files.writeString(folder.resolve(name + "-token"), token);
    }

    @Override
    public void close() {
        servers.values().forEach(Sandbox::close);
    }
}

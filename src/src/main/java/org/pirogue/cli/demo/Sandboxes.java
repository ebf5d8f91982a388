package org.pirogue.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Home;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/**
 * A stand-in DHIS2 for every connection to a server, in this process, and a folder for each of the others, filled from
 * {@code config/COUNTRY/sandbox/}.
 */
public final class Sandboxes implements SampleWorld {
    private final Sample sample;
    private final SampleFolder folder;
    private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
    private final Map<String, Sample.Access> access = new ConcurrentHashMap<>();

    private final SampleFiles files;

    private Sandboxes(SampleFolder folder, SampleFiles files) {
        this.sample = Sample.load(folder.folder());
        this.folder = folder;
        this.files = files;
    }

    /**
     * @param files the folder in which those of the country's connections lie
     * @throws Refusal P520 if the country has no sample, or a connection that the sample does not fill
     */
    public static Sandboxes start(
            Home home, CountryConfig country, Path files, @Nullable Integer cases, @Nullable Long seed) {
        Path folder = home.configOf(country.country()).resolveSibling("sandbox");
        if (!Files.isRegularFile(folder.resolve("scenario.yaml"))) {
            throw Refusal.failed("P520", country.country());
        }
        Sandboxes all =
                new Sandboxes(SampleFolder.of(folder, cases, seed), new SampleFiles(folder, files, country.folders()));
        try {
            all.files.comeOnTheFirstDay();
            country.connections().forEach(connection -> all.open(country.country(), connection));
            all.sandboxes.entrySet().parallelStream()
                    .forEach(each -> all.access.put(each.getKey(), all.sample.fill(each.getKey(), each.getValue())));
            return all;
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void open(String country, String connection) {
        if (!sample.connections().contains(connection)) {
            throw Refusal.failed("P520", country + "/" + connection);
        }
        sandboxes.put(connection, Sandbox.start(SandboxOptions.named(connection)));
    }

    @Override
    public Map<String, Server> servers() {
        Map<String, Server> servers = new LinkedHashMap<>();
        sandboxes.forEach((name, sandbox) ->
                servers.put(name, new Server(sandbox.url(), access.get(name).token())));
        return servers;
    }

    @Override
    public RunRequest request(String flow, RunRequest.Mode mode) {
        return sample.asked(flow)
                .map(asked -> new RunRequest(asked.from(), asked.to(), false, mode))
                .orElseGet(() -> RunRequest.of(mode));
    }

    @Override
    public void change() {
        sample.keepersOfCases()
                .forEach(keeper -> sample.change(sandboxes.get(keeper).url(), access.get(keeper)));
        sandboxes.forEach((name, sandbox) -> sample.reorganise(name, sandbox.url(), access.get(name)));
        sandboxes.forEach((name, sandbox) -> sample.report(name, sandbox.url(), access.get(name)));
        sandboxes.forEach((name, sandbox) -> sample.register(name, sandbox.url(), access.get(name)));
        sandboxes.forEach((name, sandbox) -> sample.type(name, sandbox.url(), access.get(name)));
        files.comeOnTheSecondDay();
    }

    @Override
    public Optional<Partner> partner() {
        return sample.partner()
                .map(partner -> new Partner(
                        partner.account(),
                        partner.dataset(),
                        partner.flow(),
                        partner.columns(),
                        partner.key(),
                        partner.purpose()));
    }

    @Override
    public void changeAgain() {
        files.comeOnTheThirdDay();
    }

    @Override
    public void close() {
        sandboxes.values().forEach(Sandbox::close);
        sandboxes.clear();
        folder.forget();
    }
}

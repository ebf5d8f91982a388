package org.pirogue.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.cli.demo.SampleWorld;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.ledger.TestDatabase;
import picocli.CommandLine;

/** Calls commands as the shell does, in a checkout of its own, and keeps what they write. */
final class CommandLineFixture {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    final Path checkout;
    final List<String> settings = new ArrayList<>();
    final List<String> worldEvents = new ArrayList<>();
    List<String> lintProblems = List.of();
    CountryCheck lint = (home, country) -> lintProblems;

    CommandLineFixture(Path checkout) {
        this.checkout = checkout;
    }

    CommandLineFixture withCountry(String country, String... flows) {
        StringBuilder yaml = new StringBuilder("pirogue:\n  country: " + country + "\n  connections:\n");
        yaml.append("    tracker: {workspace: hmis}\n    hmis: {workspace: hmis}\n  flows:\n");
        for (String flow : flows) {
            yaml.append("    ").append(flow).append(": {workspace: hmis, schedule: \"0 0 2 * * ?\"}\n");
        }
        Path folder = checkout.resolve("config").resolve(country);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("application-" + country + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Exit call(String... args) {
        List<String> words = List.of(args);
        return commands(words).run(words);
    }

    /** All commands, to look at. */
    CommandLine tree() {
        return commands(List.of()).tree();
    }

    private CommandTree commands(List<String> words) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Messages messages = Messages.in(Main.language(words, Map.of()));
        return new CommandTree(new Context(new Screen(outStream, errStream, false, messages), checkout), parts());
    }

    private Parts parts() {
        return new Parts(
                given -> {
                    settings.addAll(given);
                    return Exit.OK;
                },
                (home, country, files, cases, seed) -> new TwoServers(worldEvents),
                lint,
                (folder, programs) -> ScratchLedger.over(TestDatabase.source()),
                args -> {
                    settings.addAll(args);
                    return Exit.OK;
                },
                args -> Exit.OK,
                new ChildJvm(FakePirogueMain.class.getName()));
    }

    /** What the commands wrote so far is forgotten. */
    CommandLineFixture fresh() {
        out.reset();
        err.reset();
        return this;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private record TwoServers(List<String> events) implements SampleWorld {
        @Override
        public RunRequest request(String flow, RunRequest.Mode mode) {
            return RunRequest.of(mode);
        }

        @Override
        public Map<String, Server> servers() {
            Map<String, Server> servers = new LinkedHashMap<>();
            servers.put("tracker", new Server("http://127.0.0.1:1", "d2p_secret_of_tracker"));
            servers.put("hmis", new Server("http://127.0.0.1:2", "d2p_secret_of_hmis"));
            return servers;
        }

        @Override
        public void change() {
            events.add("changed");
        }

        @Override
        public Optional<Partner> partner() {
            return Optional.empty();
        }

        @Override
        public void changeAgain() {
            events.add("changed again");
        }

        @Override
        public void close() {
            events.add("closed");
        }
    }
}

package org.pirogue.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;

/** The data directory of a Pirogue: it says where the running one listens and holds the token for its REST interface. */
public record DataFolder(Path folder) {

    /** The port and the process of a running Pirogue. */
    public record Listening(int port, long pid) {
        public boolean lives() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    /**
     * The one that is meant: as named, or else the only one under {@code data/} of the checkout that lives.
     *
     * @throws Refusal P510 if there is none, P515 if there are several
     */
    public static DataFolder find(@Nullable Path named, Path checkout) {
        if (named != null) {
            return new DataFolder(named);
        }
        Path parent = checkout.resolve("data");
        List<DataFolder> living = living(parent);
        return switch (living.size()) {
            case 0 -> throw Refusal.unreachable("P510", parent.toString());
            case 1 -> living.get(0);
            default ->
                throw Refusal.usage(
                        "P515",
                        String.join(
                                ", ",
                                living.stream()
                                        .map(each -> each.folder.toString())
                                        .toList()));
        };
    }

    private static List<DataFolder> living(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.map(DataFolder::new)
                    .filter(each -> each.listening().filter(Listening::lives).isPresent())
                    .sorted((a, b) -> a.folder.compareTo(b.folder))
                    .toList();
        } catch (IOException e) {
            throw Refusal.unreachable("P510", parent.toString());
        }
    }

    /** Empty as long as Pirogue has not written it, whole or not yet. */
    public Optional<Listening> listening() {
        try {
            JsonNode node =
                    new ObjectMapper().readTree(folder.resolve("pirogue.port").toFile());
            int port = node.path("port").asInt();
            return port == 0
                    ? Optional.empty()
                    : Optional.of(new Listening(port, node.path("pid").asLong()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * One's own, where {@code PIROGUE_TOKEN} holds one; otherwise that of the data directory.
     *
     * @throws Refusal P512 if the token cannot be read
     */
    public String token() {
        String own = System.getenv("PIROGUE_TOKEN");
        if (own != null && !own.isBlank()) {
            return own.strip();
        }
        Path file = folder.resolve("secrets").resolve("api-token");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw Refusal.unreachable("P512", file.toString());
        }
    }

    public Path adminPasswordFile() {
        return folder.resolve("secrets").resolve("admin-password");
    }

    /** @throws Refusal P510 if no Pirogue runs here, P512 if the token cannot be read */
    public RunningPirogue pirogue() {
        Listening listening = listening().orElseThrow(() -> Refusal.unreachable("P510", folder.toString()));
        return new RunningPirogue(listening.port(), token());
    }
}

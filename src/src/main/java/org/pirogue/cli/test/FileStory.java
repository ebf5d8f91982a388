package org.pirogue.cli.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.file.FileTable;
import org.pirogue.workspace.WorkspaceSettings;

/** The folder of a test, with the files that people put there and those that Pirogue writes. */
final class FileStory {
    private static final String FOLDER = "received";
    private static final int MINUTE = 60;
    private static final int DAY = 24 * MINUTE * MINUTE;

    private final Path folder;
    private final Instant yesterday;

    FileStory(Bench bench) {
        this.yesterday = Instant.now(bench.bean(Clock.class)).minusSeconds(DAY);
        try {
            this.folder = Files.createDirectories(bench.files.resolve(FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, WorkspaceSettings.Connection> connection() {
        return Map.of(Bench.CONNECTION, WorkspaceSettings.Connection.folder("test", FOLDER));
    }

    /**
     * Puts files there, each a minute younger than those before it, and none of them still being written; a null takes one away.
     *
     * @return the newest first
     */
    List<FileTable.Source> receive(@Nullable Map<String, JsonNode> files) {
        List<FileTable.Source> sources = new ArrayList<>();
        try {
            for (Map.Entry<String, JsonNode> each :
                    Optional.ofNullable(files).orElse(Map.of()).entrySet()) {
                Path file = folder.resolve(each.getKey());
                if (each.getValue() == null || each.getValue().isNull()) {
                    Files.delete(file);
                    continue;
                }
                Files.write(file, bytes(each.getValue()));
                Files.setLastModifiedTime(file, FileTime.from(yesterday.plusSeconds((long) MINUTE * count())));
                sources.add(0, new FileTable.Source(file, each.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private long count() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private static byte[] bytes(JsonNode said) {
        return said.isTextual()
                ? said.textValue().getBytes(StandardCharsets.UTF_8)
                : said.path("text")
                        .asText()
                        .getBytes(Charset.forName(said.path("encoding").asText("UTF-8")));
    }

    /** Every file there, by name; a workbook only by its name. */
    List<Map<String, Object>> stands() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Map<String, Object>> lines = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(each -> !each.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("file", folder.relativize(file).toString());
                if (!file.toString().endsWith(".xlsx")) {
                    // Whatever it is in: only what is plain is looked at.
                    line.put(
                            "text",
                            Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
                }
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

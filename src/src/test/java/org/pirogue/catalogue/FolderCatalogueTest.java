package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderCatalogueTest extends CatalogueContract {
    @TempDir
    Path folder;

    @Override
    protected Catalogue open() {
        return new FolderCatalogue(folder, folder.toString());
    }

    @Test
    void theFolderIsPlainAndNothingIsLeftOver() throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        assertThatThrownBy(() -> open().publish(Samples.kamelet("1.0.0", "other")))
                .hasMessageStartingWith("P624");
        open().use(Samples.NAME, new Use("burundi", "burundi", "1.0.0", "amina", "2026-11-27T08:00:00Z"));
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder(
                            "README.md",
                            "report-checks-action/1.0.0/template.yaml",
                            "report-checks-action/1.0.0/README.md",
                            "report-checks-action/1.0.0/files/report-checks-action.kamelet.yaml",
                            "report-checks-action/1.0.0/files/test/report-checks-action.test.yaml",
                            "report-checks-action/users/burundi.burundi.yaml");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files/report-checks-action.kamelet.yaml",
                "files/test/report-checks-action.test.yaml",
                "template.yaml"
            })
    void whatWasChangedAfterwardsIsRefused(String changed) throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Path file = version().resolve(changed);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("amina", "eve")
                        .replace("tests: []", "tests: [{}]")
                        .replace("text", "other"));
        refused("P625");
    }

    @Test
    void whatIsMissingIsRefused() throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Files.delete(version().resolve("files/report-checks-action.kamelet.yaml"));
        refused("P625");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other-action.kamelet.yaml",
                "test/run.sh",
                "test/other-action.test.yaml",
                "application.yaml",
                "../evil.yaml"
            })
    void whatNoTemplateMayBringIsRefused(String path) throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Path file = version().resolve("files").resolve(path);
        Files.writeString(file, "x");
        if (path.startsWith("..")) {
            // It lies beside the files and is none of them: what counts is what template.yaml says.
            Path yaml = version().resolve("template.yaml");
            Files.writeString(yaml, Files.readString(yaml).replace("test/report-checks-action.test.yaml", path));
        }
        refused("P626");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithoutBeingRead() throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        try (var large = new java.io.RandomAccessFile(
                version().resolve("files/test/large.json").toFile(), "rw")) {
            large.setLength(8L << 30);
        }
        refused("P626");
        assertThatThrownBy(() -> Samples.kamelet("1.0.0", "x".repeat((1 << 20) + 1)))
                .hasMessageStartingWith("P626");
    }

    @Test
    void tooManyFilesAreRefused() {
        var files = new TreeMap<String, byte[]>(Map.of(Samples.NAME + ".kamelet.yaml", new byte[0]));
        for (int i = 0; i < 64; i++) {
            files.put("test/" + i + ".json", new byte[0]);
        }
        assertThatThrownBy(() -> Samples.kamelet("1.0.0", files)).hasMessageStartingWith("P626");
    }

    @Test
    void aLinkOutOfTheCatalogueIsNotFollowed() throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Path secret = Files.writeString(folder.resolve("secret"), "text");
        Path file = version().resolve("files/report-checks-action.kamelet.yaml");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        refused("P626");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a", "{}", "format: 2", "a: &a [*a]", "\t", "kind: none", "files: [~]"})
    void whatIsNoDescriptionIsRefused(String yaml) throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Files.writeString(version().resolve("template.yaml"), yaml, UTF_8);
        refused("P627");
    }

    @Test
    void oneTemplateCannotStandInForAnother() throws IOException {
        open().publish(Samples.kamelet("1.0.0", "text"));
        Files.move(version(), version().resolveSibling("9.0.0"));
        assertThatThrownBy(() -> open().parcel(Samples.NAME, TemplateId.version("9.0.0")))
                .hasMessageStartingWith("P625");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "v1.0.0", "01.0.0", "1.0.0+build", "1.0.0/../..", "", "latest", "1.0.0-"})
    void aVersionIsSemantic(String text) {
        assertThatThrownBy(() -> TemplateId.version(text)).hasMessageStartingWith("P621");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "A", "a--b", "-a", "", ".git", "a b"})
    void aNameIsPlain(String text) {
        assertThatThrownBy(() -> TemplateId.of(text)).hasMessageStartingWith("P622");
    }

    private Path version() {
        return folder.resolve(Samples.NAME).resolve("1.0.0");
    }

    private void refused(String code) {
        assertThatThrownBy(() -> open().parcel(Samples.NAME, TemplateId.version("1.0.0")))
                .isInstanceOf(CatalogueProblem.class)
                .hasMessageStartingWith(code);
    }
}

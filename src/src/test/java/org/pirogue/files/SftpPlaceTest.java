package org.pirogue.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.FileServer;

/** A folder of a real SFTP server: files come whole or not at all, and are written so. Each sign-in costs: most are of the full tier. */
class SftpPlaceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Map<String, String> kept = new TreeMap<>();

    @TempDir
    Path folder;

    private Path root;
    private Path spool;
    private SftpHost host;

    @BeforeEach
    void start() throws Exception {
        root = Files.createDirectories(folder.resolve("root"));
        spool = Files.createDirectories(folder.resolve("spool"));
        host = new SftpHost(folder.resolve("host"));
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        try (Stream<Path> left = Files.walk(folder.resolve("drafts"))) {
            assertThat(left.filter(Files::isRegularFile)).as("drafts").isEmpty();
        } catch (java.nio.file.NoSuchFileException none) {
            // Nothing was written.
        }
    }

    @Test
    void theSecretOfTheWorkspaceIsUsedAsItStandsNow() throws IOException {
        file("a.csv", "one");
        Map<String, String> settings = host.settings(root);
        settings.remove("password-file");
        settings.put("workspace", "surveillance");
        settings.put("password-secret", "districts");
        SftpPlace place = place(settings);
        assertThat(refused(place, "", "*.csv")).singleElement().asString().startsWith("P701 weekly");
        kept.put("surveillance/districts for connections/weekly", SftpHost.PASSWORD);
        assertThat(receive(place, "", "*.csv")).hasSize(1);
    }

    private SftpPlace place() {
        return place(host.settings(root));
    }

    private SftpPlace place(Map<String, String> settings) {
        return new SftpPlace(
                "weekly",
                new FileServer("weekly", SftpHost.connection(settings), SftpHost.secrets(kept)),
                new Spool(folder.resolve("drafts")),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(60)));
    }

    private List<Received> receive(FilePlace place, String sub, String pattern) {
        return place.receive(new FilePlace.Wanted(sub, pattern, Duration.ofSeconds(5), 3, 100_000), spool);
    }

    private List<String> refused(FilePlace place, String sub, String pattern) {
        Problems problems = catchThrowableOfType(Problems.class, () -> receive(place, sub, pattern));
        assertThat(problems).as("a refusal").isNotNull();
        assertThat(problems.getMessage()).doesNotContain(SftpHost.USER, "127.0.0.1", root.toString());
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void copiesWhatIsAskedForAndLeavesItThere() throws IOException {
        file("sub/cas_S01.csv", "one");
        file("sub/CAS S02 é*?.CSV", "two");
        file("sub/other.csv", "three");
        file("sub/.cas_S03.csv", "hidden");
        file("sub/cas_S03.csv.part", "half");
        file("sub/cas_dir.csv/x", "folder");
        List<Received> received = receive(place(), "sub", "cas*.csv");
        assertThat(received).extracting(Received::name).containsExactlyInAnyOrder("cas_S01.csv", "CAS S02 é*?.CSV");
        for (Received each : received) {
            assertThat(each.written()).isEqualTo(NOW.minusSeconds(60));
            assertThat(each.copy()).startsWith(spool).hasSameTextualContentAs(root.resolve("sub/" + each.name()));
        }
        assertThat(root.resolve("sub/cas_S01.csv")).exists();
    }

    @Test
    @Tag("full")
    void aNamedFileMustBeThereAndOneThatIsWrittenToIsWaitedFor() throws IOException {
        file("a.csv", "one");
        assertThat(receive(place(), "", "a.csv")).hasSize(1);
        assertThat(refused(place(), "", "a.csv, b.csv"))
                .singleElement()
                .asString()
                .startsWith("P694 weekly")
                .contains("no file is called 'b.csv'");
        Files.setLastModifiedTime(file("b.csv", "half"), FileTime.from(NOW.minusSeconds(2)));
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P683 weekly:b.csv");
        for (int i = 0; i < 4; i++) {
            file("n" + i + ".csv", "x");
        }
        assertThat(refused(place(), "", "n*.csv")).singleElement().asString().contains("more than 3 files");
        file("large.csv", "x".repeat(100_001));
        assertThat(refused(place(), "", "large.csv")).singleElement().asString().contains("larger than");
    }

    @Test
    @Tag("full")
    void doesNotLeaveItsPlace() throws IOException {
        Path secret = Files.createDirectories(folder.resolve("secret"));
        Files.setLastModifiedTime(
                Files.writeString(secret.resolve("a.csv"), "secret"), FileTime.from(NOW.minusSeconds(60)));
        Files.createSymbolicLink(root.resolve("link"), secret);
        Files.createSymbolicLink(root.resolve("b.csv"), secret.resolve("a.csv"));
        for (String sub : List.of("../secret", "link", "/", secret.toString(), "link/../../secret", "\0", "nowhere")) {
            assertThat(refused(place(), sub, "*.csv"))
                    .as(sub)
                    .singleElement()
                    .asString()
                    .startsWith("P694 weekly:");
        }
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P694");
        for (String name : List.of("../x.csv", "a/b.csv", ".hidden", "", "..")) {
            assertThat(catchThrowable(() -> place().write("", name, to -> Files.writeString(to, "x"))))
                    .as(name)
                    .isInstanceOf(Problems.class);
        }
        file("a.csv", "one");
        host.lying = true;
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P706 weekly");
    }

    @Test
    @Tag("full")
    void aLinkThatIsWrittenOverIsReplacedAndNotFollowed() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs.csv"), "theirs");
        Files.createSymbolicLink(root.resolve("t.csv"), theirs);
        Files.createSymbolicLink(root.resolve(".t.csv.part"), theirs);
        write("one");
        assertThat(theirs).hasContent("theirs");
        assertThat(root.resolve("t.csv")).isRegularFile().hasContent("one");
        assertThat(Files.isSymbolicLink(root.resolve("t.csv"))).isFalse();
    }

    @Test
    @Tag("full")
    void aFolderThatIsGoneIsNoEmptyFolder() throws IOException {
        file("a.csv", "one");
        place().look();
        Files.move(root, folder.resolve("elsewhere"));
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P694 weekly: no such folder");
        assertThat(catchThrowable(() -> place().look())).hasMessageContaining("P694");
    }

    @Test
    void aConnectionThatIsCutInTheMiddleGivesNothing() throws IOException {
        file("a.csv", "x".repeat(90_000));
        host.cutAfter = 32_000;
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P700 weekly");
        host.cutAfter = -1;
        assertThat(receive(place(), "", "*.csv")).hasSize(1);
        host.stop();
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P700 weekly");
    }

    /** What stands there cannot be read to its end: nobody's work is taken for changed, and nothing is written. */
    @Test
    @Tag("full")
    void aConnectionThatIsCutWhileWritingLeavesWhatWasThere() throws IOException {
        write("x".repeat(90_000));
        host.cutAfter = 32_000;
        assertThat(catchThrowable(() -> write("two"))).hasMessageContaining("P700");
        assertThat(root.resolve("t.csv")).hasContent("x".repeat(90_000));
        host.cutAfter = -1;
        assertThat(write("two")).isEqualTo(new SteadyFile.Written(true, null));
        assertThat(root).isDirectoryNotContaining("glob:**-kept-*").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @Tag("full")
    void onlyWhoKnowsTheSecretIsLetInAndAskedOnce() throws Exception {
        file("a.csv", "one");
        Files.writeString(folder.resolve("host/password"), "wrong");
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P701 weekly");
        assertThat(host.signIns).isEqualTo(1);
        Map<String, String> byKey = host.settings(root);
        byKey.remove("password-file");
        byKey.put("key-file", host.key().toString());
        assertThat(receive(place(byKey), "", "*.csv")).hasSize(1);
        Path other = Files.writeString(folder.resolve("other"), "no key at all");
        byKey.put("key-file", other.toString());
        assertThat(refused(place(byKey), "", "*.csv"))
                .singleElement()
                .asString()
                .startsWith("P701 weekly");
    }

    @Test
    void aHostThatIsNotKnownOrHasChangedGetsNoSecret() throws Exception {
        file("a.csv", "one");
        Files.writeString(folder.resolve("host/known_hosts"), "");
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P702 weekly");
        host.trust();
        host.newKey();
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P703 weekly");
        Files.delete(folder.resolve("host/known_hosts"));
        assertThat(refused(place(), "", "*.csv")).singleElement().asString().startsWith("P702 weekly");
        assertThat(host.signIns).isZero();
        host.trust();
        assertThat(receive(place(), "", "*.csv")).hasSize(1);
    }

    @Test
    void writesTheSameAgainWithoutTouchingTheFileAndKeepsWhatSomebodyElseWrote() throws IOException {
        Files.writeString(root.resolve("t.csv"), "there before us");
        SteadyFile.Written first = write("one");
        assertThat(root.resolve(first.kept())).hasContent("there before us");
        Files.setLastModifiedTime(root.resolve("t.csv"), FileTime.from(NOW));
        assertThat(write("one")).isEqualTo(new SteadyFile.Written(false, null));
        assertThat(Files.getLastModifiedTime(root.resolve("t.csv"))).isEqualTo(FileTime.from(NOW));
        assertThat(write("two")).isEqualTo(new SteadyFile.Written(true, null));
        Files.writeString(root.resolve("t.csv"), "corrected by hand");
        SteadyFile.Written third = write("three");
        assertThat(third.kept()).matches("t-kept-[0-9a-f]{8}\\.csv");
        assertThat(root.resolve(third.kept())).hasContent("corrected by hand");
        assertThat(root.resolve("t.csv")).hasContent("three");
        assertThat(root).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @Tag("full")
    void aServerThatCannotReplaceIsWrittenToAllTheSame() throws IOException {
        host.withoutExtensions();
        write("one");
        assertThat(write("two")).isEqualTo(new SteadyFile.Written(true, null));
        assertThat(root.resolve("t.csv")).hasContent("two");
        assertThat(root).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @Tag("full")
    void aFolderThatTakesNothingFailsTheWriting() throws IOException {
        Assumptions.assumeThat(System.getProperty("user.name")).isNotEqualTo("root");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(catchThrowable(() -> write("one"))).isInstanceOf(IOException.class);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @Tag("full")
    void aFolderInTheWayFailsTheWriting() throws IOException {
        file("t.csv/x", "a folder");
        assertThat(catchThrowable(() -> write("one"))).isInstanceOf(IOException.class);
        assertThat(root.resolve("t.csv/x")).exists();
    }

    @Test
    @Tag("full")
    void givesBackAndTakesBackWhatNobodyChanged() throws IOException {
        Path book = Files.writeString(folder.resolve("book"), "errors");
        place().giveBack("", List.of(new FilePlace.Returned("b.csv-errors.xlsx", null)));
        assertThat(root.resolve("returned")).doesNotExist();
        place().giveBack("", List.of(new FilePlace.Returned("a.csv-errors.xlsx", book)));
        assertThat(root.resolve("returned/a.csv-errors.xlsx")).hasContent("errors");
        place().giveBack("", List.of(new FilePlace.Returned("a.csv-errors.xlsx", null)));
        assertThat(root.resolve("returned")).isEmptyDirectory();
    }

    private SteadyFile.Written write(String text) throws IOException {
        return place().write("", "t.csv", to -> Files.writeString(to, text));
    }
}

package org.pirogue.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

class FolderPlaceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    Path folder;

    private Path root;
    private Path spool;
    private FolderPlace place;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectories(folder.resolve("root"));
        spool = Files.createDirectories(folder.resolve("spool"));
        place = new FolderPlace("weekly", root, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Path file(String name, String text, int ageSecs) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(ageSecs)));
    }

    private List<Received> receive(String sub, String pattern) {
        return place.receive(new FilePlace.Wanted(sub, pattern, Duration.ofSeconds(5), 3, 1000), spool);
    }

    private List<String> refused(String sub, String pattern) {
        Problems problems = catchThrowableOfType(Problems.class, () -> receive(sub, pattern));
        assertThat(problems).as("a refusal").isNotNull();
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void copiesWhatIsAskedForAndLeavesItThere() throws IOException {
        file("cas_S01.csv", "one", 60);
        file("CAS_S02.CSV", "two", 60);
        file("other.csv", "three", 60);
        file(".cas_S03.csv", "hidden", 60);
        file("cas_S03.csv.part", "half", 60);
        file("cas_dir.csv/x", "folder", 60);
        List<Received> received = receive("", "cas_*.csv");
        assertThat(received).extracting(Received::name).containsExactlyInAnyOrder("cas_S01.csv", "CAS_S02.CSV");
        for (Received each : received) {
            assertThat(each.copy()).hasSameTextualContentAs(root.resolve(each.name()));
        }
    }

    @Test
    void waitsForAFileThatIsBeingWritten() throws IOException {
        file("a.csv", "one", 60);
        file("b.csv", "half", 2);
        assertThat(refused("", "*.csv")).singleElement().asString().startsWith("P683 weekly:b.csv");
        file("b.csv", "whole", 6);
        assertThat(receive("", "*.csv")).hasSize(2);
        file("b.csv", "of a server whose clock is ahead", -3600);
        Spool.remove(spool);
        Files.createDirectories(spool);
        assertThat(receive("", "*.csv")).hasSize(2);
    }

    @Test
    void doesNotLeaveItsPlace() throws IOException {
        Path secret = Files.createDirectories(folder.resolve("secret"));
        Files.writeString(secret.resolve("a.csv"), "secret");
        Files.createSymbolicLink(root.resolve("link"), secret);
        Files.createSymbolicLink(root.resolve("b.csv"), secret.resolve("a.csv"));
        for (String sub : List.of("../secret", "link", "/", "link/../../secret", "\0", "nowhere")) {
            assertThat(refused(sub, "*.csv")).as(sub).singleElement().asString().startsWith("P694 weekly:");
        }
        assertThat(refused("", "*.csv")).singleElement().asString().contains("no file is called");
        for (String name : List.of("../x.csv", "a/b.csv", ".hidden", "", "..")) {
            assertThat(catchThrowableOfType(
                            Problems.class, () -> place.write("", name, to -> Files.writeString(to, "x"))))
                    .as(name)
                    .isNotNull();
        }
    }

    @Test
    void takesOnlySoMuch() throws IOException {
        for (int i = 0; i < 4; i++) {
            file("n" + i + ".csv", "x", 60);
        }
        assertThat(refused("", "n*.csv")).singleElement().asString().contains("more than 3 files");
        file("large.csv", "x".repeat(1001), 60);
        assertThat(refused("", "large.csv")).singleElement().asString().startsWith("P694");
    }

    @Test
    void writesTheSameAgainWithoutTouchingTheFile() throws IOException {
        assertThat(write("one")).isEqualTo(new SteadyFile.Written(true, null));
        Files.setLastModifiedTime(root.resolve("t.csv"), FileTime.from(NOW));
        assertThat(write("one")).isEqualTo(new SteadyFile.Written(false, null));
        assertThat(Files.getLastModifiedTime(root.resolve("t.csv"))).isEqualTo(FileTime.from(NOW));
        assertThat(write("two")).isEqualTo(new SteadyFile.Written(true, null));
        assertThat(root.resolve("t.csv")).hasContent("two");
        assertThat(root.resolve(".t.csv.part")).doesNotExist();
    }

    @Test
    void keepsWhatSomebodyElseWrote() throws IOException {
        Files.writeString(root.resolve("t.csv"), "there before us");
        SteadyFile.Written first = write("one");
        assertThat(root.resolve(first.kept())).hasContent("there before us");
        Files.writeString(root.resolve("t.csv"), "corrected by hand");
        SteadyFile.Written second = write("two");
        assertThat(second.kept()).matches("t-kept-[0-9a-f]{8}\\.csv");
        assertThat(root.resolve(second.kept())).hasContent("corrected by hand");
        assertThat(root.resolve("t.csv")).hasContent("two");
        assertThat(write("three").kept()).isNull();
    }

    @Test
    void aFailureLeavesTheFileAsItWas() throws IOException {
        write("one");
        assertThat(catchThrowableOfType(
                        IOException.class,
                        () -> place.write("", "t.csv", to -> {
                            Files.writeString(to, "hal");
                            throw new IOException("disk full");
                        })))
                .isNotNull();
        assertThat(root.resolve("t.csv")).hasContent("one");
        assertThat(root.resolve(".t.csv.part")).doesNotExist();
    }

    /** A kill between the two renames: what stands there is the former or the new one, and both are ours. */
    @Test
    void doesNotTakeItsOwnFileForSomebodyElsesAfterAKill() throws IOException {
        write("one");
        String one = SteadyFile.digest(root.resolve("t.csv"));
        Path two = Files.writeString(folder.resolve("two"), "two");
        Files.write(root.resolve(".t.csv.pirogue"), List.of(one, SteadyFile.digest(two)));
        assertThat(write("three").kept()).isNull();
        Files.write(root.resolve(".t.csv.pirogue"), List.of(one, SteadyFile.digest(two)));
        Files.writeString(root.resolve("t.csv"), "two");
        assertThat(write("three").kept()).isNull();
    }

    @Test
    void givesBackAndTakesBackWhatNobodyChanged() throws IOException {
        Path book = Files.writeString(folder.resolve("book"), "errors");
        back(book);
        assertThat(root.resolve("returned/a.csv-errors.xlsx")).hasContent("errors");
        back(null);
        assertThat(root.resolve("returned/a.csv-errors.xlsx")).doesNotExist();
        back(book);
        Files.writeString(root.resolve("returned/a.csv-errors.xlsx"), "half corrected");
        back(null);
        assertThat(root.resolve("returned/a.csv-errors.xlsx")).hasContent("half corrected");
    }

    private void back(Path book) throws IOException {
        place.giveBack("", List.of(new FilePlace.Returned("a.csv-errors.xlsx", book)));
    }

    private SteadyFile.Written write(String text) throws IOException {
        return place.write("", "t.csv", to -> Files.writeString(to, text));
    }
}

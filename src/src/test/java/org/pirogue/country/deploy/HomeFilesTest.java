package org.pirogue.country.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.prepare.Problem;

/** Which files make a version, when it is another one, and how versions are kept. */
class HomeFilesTest {
    @TempDir
    Path folder;

    private Path home;
    private HomeFiles files;

    @BeforeEach
    void country() throws IOException {
        home = folder.resolve("home");
        write("routes/mali/flow/flow.camel.yaml", "routes");
        write("routes/mali/flow/mapping.csv", "a,b");
        write("routes/mali/flow/README.md", "why");
        write("routes/mali/flow/flow.test.yaml", "tests");
        write("routes/shared/sweep.camel.yaml", "sweep");
        write("routes/niger/other/other.camel.yaml", "another country");
        write("kamelets/map-codes-action.kamelet.yaml", "kamelet");
        write("kamelets/test/map-codes-action.test.yaml", "tests");
        write("config/mali/application-mali.yaml", "pirogue:");
        write("config/mali/sandbox/hmis.json", "{}");
        files = new HomeFiles(home, "mali");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(home.resolve(path).getParent());
        Files.writeString(home.resolve(path), text);
    }

    @Test
    void aVersionIsWhatRunsAndNothingElse() {
        assertThat(files.read().files().keySet())
                .containsExactly(
                        "config/mali/application-mali.yaml",
                        "kamelets/map-codes-action.kamelet.yaml",
                        "routes/mali/flow/flow.camel.yaml",
                        "routes/mali/flow/mapping.csv",
                        "routes/shared/sweep.camel.yaml");
        assertThat(files.read().problems()).isEmpty();
    }

    @Test
    void itIsAnotherWhenAFileIsChangedAddedOrRemoved() throws IOException {
        String first = files.read().digest();
        write("routes/mali/flow/mapping.csv", "a,c");
        String changed = files.read().digest();
        write("routes/mali/flow/rules.csv", "x");
        String added = files.read().digest();
        Files.delete(home.resolve("routes/mali/flow/rules.csv"));

        assertThat(Set.of(first, changed, added)).hasSize(3);
        assertThat(files.read().digest()).isEqualTo(changed);
    }

    @Test
    void whatEditorsLeaveBehindAndWhatPeopleReadChangesNothing() throws IOException {
        String seen = files.fingerprint();
        String digest = files.read().digest();
        write("routes/mali/flow/.mapping.csv.swp", "x");
        write("routes/mali/flow/mapping.csv~", "x");
        write("routes/mali/flow/#mapping.csv#", "x");
        write("routes/mali/flow/README.md", "why not");
        write("routes/mali/.git/config", "x");

        assertThat(files.fingerprint()).isEqualTo(seen);
        assertThat(files.read().digest()).isEqualTo(digest);
    }

    @Test
    void aLinkIsFollowedInsideOfItsFolderAndRefusedOutOfIt() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "not for routes");
        Files.createSymbolicLink(home.resolve("routes/mali/flow/rules.csv"), secret);
        Files.createSymbolicLink(
                home.resolve("routes/mali/flow/same.csv"), home.resolve("routes/mali/flow/mapping.csv"));

        Snapshot snapshot = files.read();

        assertThat(snapshot.problems()).extracting(Problem::code).containsOnly("P188");
        assertThat(snapshot.files())
                .containsKey("routes/mali/flow/same.csv")
                .doesNotContainKey("routes/mali/flow/rules.csv");
    }

    @Test
    void aVersionIsKeptWholeAndOldOnesGo() throws IOException {
        Snapshots kept = new Snapshots(folder.resolve("deployed"));
        Snapshot first = files.read();
        Path place = kept.keep(first);
        assertThat(place.resolve("routes/mali/flow/mapping.csv")).hasContent("a,b");
        assertThat(kept.keep(first)).isEqualTo(place);
        for (int i = 0; i < 4; i++) {
            write("routes/mali/flow/mapping.csv", "a," + i);
            kept.keep(files.read());
        }

        kept.tidy(Set.of(first.digest()), 2);

        assertThat(kept.of(first.digest())).contains(place);
        assertThat(kept.of(files.read().digest())).isPresent();
        assertThat(kept.of("../secret")).isEmpty();
        try (var left = Files.list(folder.resolve("deployed"))) {
            assertThat(left).hasSize(3);
        }
        assertThat(kept.isGone(place.resolve("routes/mali/flow/mapping.csv"))).isFalse();
        assertThat(kept.isGone(folder.resolve("deployed/012345678901/routes"))).isTrue();
    }
}

package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.country.CountryLint;

final class InitCommandTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path folder;

    private CommandLineFixture pirogue;
    private Path home;

    @BeforeEach
    void freshCommandLine() {
        pirogue = new CommandLineFixture(CHECKOUT);
        home = folder.resolve("home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void writesACountryInWhichNothingIsWrong(String language) {
        assertThat(init("sahelia", "--lang", language)).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).isEqualTo("""
                config/sahelia/application-sahelia.yaml
                routes/sahelia/README.md
                .gitignore
                kamelets
                routes/shared
                """);
        assertThat(CountryLint.problems(home, "sahelia", Locale.ENGLISH)).isEmpty();
        assertThat(home.resolve("kamelets/map-codes-action.kamelet.yaml")).exists();
        assertThat(home.resolve("kamelets/test/map-codes-action.test.yaml")).exists();
    }

    @Test
    void theSecondCountryOfAHomeKeepsWhatIsThere() throws IOException {
        init("sahelia");
        Files.writeString(home.resolve(".gitignore"), "mine");
        Files.delete(home.resolve("routes/shared/follow.camel.yaml"));
        pirogue.fresh();
        assertThat(init("lacustria")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).doesNotContain("kamelets", ".gitignore", "shared");
        assertThat(home.resolve(".gitignore")).hasContent("mine");
        assertThat(home.resolve("routes/shared/follow.camel.yaml")).doesNotExist();
    }

    @Test
    void aCountryThatIsThereIsNotTouched() throws IOException {
        init("sahelia");
        Path config = home.resolve("config/sahelia/application-sahelia.yaml");
        Files.writeString(config, "mine");
        assertThat(init("sahelia")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P588 ", "config/sahelia is there already");
        assertThat(config).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sahelia", "../sahelia", "sahelia/x", "9", "shared", ""})
    void aNameThatCannotBeOneIsRefused(String name) {
        assertThat(init(name)).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P589 ");
        assertThat(home).doesNotExist();
    }

    private Exit init(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "init";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--home";
        all[words.length + 2] = home.toString();
        return pirogue.call(all);
    }
}

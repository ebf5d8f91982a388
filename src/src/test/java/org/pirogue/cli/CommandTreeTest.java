package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTreeTest {
    @TempDir
    Path checkout;

    private CommandLineFixture pirogue;

    @BeforeEach
    void freshCommandLine() {
        pirogue = new CommandLineFixture(checkout);
    }

    @Test
    void helpNamesEveryCommandAndTheExitCodes() {
        assertThat(pirogue.call("--help")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .contains("demo", "run", "sync", "plan", "status", "rejects", "lint", "sandbox", "bench", "docs")
                .contains("Exit codes:", "3", "no running Pirogue could be reached");
        assertThat(pirogue.err()).isEmpty();
    }

    @Test
    void helpSpeaksFrench() {
        assertThat(pirogue.call("--lang", "fr", "--help")).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .contains("Montrer un pays au travail", "Codes de sortie", "Commandes")
                .doesNotContain("Show ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "sync", "plan", "status", "rejects", "conflicts", "foreign", "lint", "docs"})
    void everyCommandExplainsItselfInBothLanguages(String command) {
        pirogue.call(command, "--help");
        CommandLineFixture french = new CommandLineFixture(checkout);
        french.call(command, "--help", "--lang=fr");
        assertThat(pirogue.out()).contains("Usage: pirogue " + command, "Show this help", "Language: en or fr");
        assertThat(french.out()).contains("Usage : pirogue " + command, "Afficher cette aide", "Langue : en ou fr");
        assertThat(pirogue.out().lines().count()).isGreaterThan(3);
    }

    @Test
    void aWrongWordIsUsage() {
        assertThat(pirogue.call("demo", "--onec")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P501 --onec is not known here. See: pirogue demo --help");
        assertThat(pirogue.out()).isEmpty();
    }

    @Test
    void aMissingWordIsUsage() {
        assertThat(pirogue.call("sync")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P501 flow is missing. See: pirogue sync --help");
    }

    @Test
    void aMissingOptionIsNamedAsItIsTyped() {
        assertThat(pirogue.call("shares", "add", "eoc/cases", "--to-partner", "who", "--columns", "id"))
                .isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P501 --purpose TEXT is missing. See: pirogue shares add --help");
    }

    @Test
    void aWrongValueIsUsageInFrenchToo() {
        assertThat(pirogue.call("rejects", "alpha", "--limit", "x", "--lang", "fr"))
                .isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P501 --limit ne peut pas être « x ». Voir : pirogue rejects --help");
    }

    @Test
    void noCommandIsUsage() {
        assertThat(pirogue.call()).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).contains("Usage: pirogue");
    }

    @Test
    void anUnknownCountryIsNamedWithThoseThatAre() {
        pirogue.withCountry("atlantis", "alpha");
        assertThat(pirogue.call("run", "atlantsi")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).contains("P502", "atlantsi", "There are: atlantis");
    }

    @Test
    void runHandsTheCountryItsFoldersAndItsSettingsOn() {
        pirogue.withCountry("atlantis", "alpha");
        assertThat(pirogue.call("run", "atlantis", "--port", "0", "--pirogue.connections.hmis.url=http://x"))
                .isEqualTo(Exit.OK);
        assertThat(pirogue.settings)
                .contains(
                        "--pirogue.country=atlantis",
                        "--pirogue.home=" + checkout,
                        "--pirogue.data=" + checkout.resolve("data/atlantis"),
                        "--server.port=0",
                        "--pirogue.connections.hmis.url=http://x");
    }

    @Test
    void runTakesACountrysOwnFolder(@TempDir Path own) {
        new CommandLineFixture(own).withCountry("atlantis", "alpha");
        assertThat(pirogue.call("run", "atlantis", "--home", own.toString())).isEqualTo(Exit.OK);
        assertThat(pirogue.settings)
                .contains("--pirogue.home=" + own, "--pirogue.data=" + checkout.resolve("data/atlantis"));
    }

    @Test
    void runRefusesAMisspeltOption() {
        pirogue.withCountry("atlantis", "alpha");
        assertThat(pirogue.call("run", "atlantis", "--prot=1")).isEqualTo(Exit.USAGE);
        assertThat(pirogue.err()).startsWith("P501 --prot ");
    }

    @Test
    void lintTellsEveryProblemAndFails() {
        pirogue.withCountry("atlantis", "alpha");
        pirogue.lintProblems = List.of("P207 org unit 'A' is unknown", "P208 flow 'b' has no route");
        assertThat(pirogue.call("lint")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.out()).contains("P207", "P208");
        assertThat(pirogue.err()).contains("2 problems in atlantis");
    }

    @Test
    void theSandboxGetsItsOwnArgumentsEvenHelp() {
        assertThat(pirogue.call("sandbox", "--port", "8080", "--help")).isEqualTo(Exit.OK);
        assertThat(pirogue.settings).containsExactly("--port", "8080", "--help");
    }

    @Test
    void theLanguageComesFromTheOptionThenFromTheEnvironment() {
        Map<String, String> french = Map.of("LANG", "fr_BI.UTF-8");
        assertThat(Main.language(List.of("status"), french)).isEqualTo("fr_BI.UTF-8");
        assertThat(Main.language(List.of("--lang", "en", "status"), french)).isEqualTo("en");
        assertThat(Main.language(List.of(), Map.of("LC_ALL", "en_GB", "LANG", "fr_FR")))
                .isEqualTo("en_GB");
        assertThat(Main.language(List.of(), Map.of())).isEqualTo("en");
    }
}

package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

/** Every route, kamelet and configuration that comes with Pirogue keeps its own rules; links and strange files do not. */
class ShippedFilesTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path home;

    static Stream<String> countries() throws IOException {
        try (Stream<Path> folders = Files.list(CHECKOUT.resolve("config"))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("countries")
    void isAccepted(String country) {
        assertThat(CountryLint.problems(CHECKOUT, country, Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        copy();
        Path secret = Files.writeString(home.resolve("secret.csv"), "x");
        Files.createSymbolicLink(home.resolve("routes/burundi/hmis-to-nmdr/other.csv"), secret);
        assertThat(problems()).anyMatch(found -> found.startsWith("P188 routes/burundi/hmis-to-nmdr/other.csv:1:"));
    }

    @Test
    void aLinkWithinTheFolderIsWhatKubernetesMakes() throws IOException {
        copy();
        Path flow = home.resolve("routes/burundi/hmis-to-nmdr");
        Files.createDirectory(flow.resolve("..data"));
        Files.move(flow.resolve("mapping.csv"), flow.resolve("..data/mapping.csv"));
        Files.createSymbolicLink(flow.resolve("mapping.csv"), Path.of("..data/mapping.csv"));
        assertThat(problems()).isEmpty();
    }

    @Test
    void settingsThatSpringWouldReadByItselfAreRefused() throws IOException {
        copy();
        Files.writeString(home.resolve("config/burundi/application.yaml"), "spring.main.sources: org.example.Steal\n");
        assertThat(problems()).anyMatch(found -> found.startsWith("P193 config/burundi/application.yaml:1:"));
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        copy();
        Files.writeString(home.resolve("kamelets/large-action.kamelet.yaml"), "#".repeat(300_000));
        assertThat(problems()).anyMatch(found -> found.startsWith("P181 kamelets/large-action.kamelet.yaml:1:"));
    }

    @Test
    void anotherWritingSystemIsRefused() throws IOException {
        copy();
        Path route = home.resolve("routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml");
        Files.writeString(route, "\uFEFF" + Files.readString(route), java.nio.charset.StandardCharsets.UTF_16LE);
        assertThat(problems()).anyMatch(found -> found.startsWith("P182 routes/burundi/hmis-to-nmdr"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        copy();
        Path route = home.resolve("routes/burundi/hmis-to-nmdr/hmis-to-nmdr.camel.yaml");
        Files.writeString(
                route,
                Files.readString(route)
                        .replace("kamelet:map-codes-action", "kamelet:map-code-action")
                        .replace("dataSet: MAL_MONTHLY", "dataSett: MAL_MONTHLY"));
        assertThat(problems())
                .anyMatch(found -> found.startsWith("P143") && found.contains("did you mean map-codes-action?"))
                .anyMatch(found -> found.startsWith("P144") && found.contains("did you mean dataSet?"))
                .anyMatch(found -> found.startsWith("P145") && found.contains("'dataSet'"));
    }

    @Test
    void aSettingIsToldWithItsLine() throws IOException {
        copy();
        Path config = home.resolve("config/burundi/application-burundi.yaml");
        List<String> lines = Files.readAllLines(config);
        int line = lines.indexOf("      depends-on: [tracker-to-hmis]");
        lines.set(line, "      depends-on: [trakcer-to-hmis]");
        Files.write(config, lines);
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("P460 config/burundi/application-burundi.yaml:" + (line + 1)
                        + " pirogue.flows.hmis-to-nmdr.depends-on: ");
    }

    @Test
    void whatIsWrongBesideAFlowOfTablesIsToldToo() throws IOException {
        copy();
        Path flow = home.resolve("routes/examples/weekly-files-to-hmis");
        Path rules = flow.resolve("values.csv");
        Files.writeString(rules, Files.readString(rules).replace("sum(cases),MAL", "most(cases),MAL"));
        Path route = flow.resolve("weekly-files-to-hmis.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("            streaming: true\n", ""));
        Path columns = home.resolve("routes/examples/weekly-files/columns.yaml");
        Files.writeString(columns, Files.readString(columns).replace("type: number", "type: amount"));
        Path join = home.resolve("routes/examples/cases-for-eoc/join.yaml");
        Files.writeString(join, Files.readString(join).replace("several:", "sevral:"));
        assertThat(CountryLint.problems(home, "examples", Locale.FRENCH))
                .anyMatch(found -> found.startsWith("P710 routes/examples/weekly-files-to-hmis/values.csv:2"))
                .anyMatch(found -> found.startsWith("P719 routes/examples/weekly-files-to-hmis/"))
                .anyMatch(found -> found.startsWith("P680 "))
                .anyMatch(found -> found.startsWith("P660 "));
    }

    @Test
    void aRuleThatItsTableCannotFollowIsTold() throws IOException {
        copy();
        Path rules = home.resolve("routes/examples/weekly-files-to-hmis/values.csv");
        Files.writeString(rules, Files.readString(rules).replace("sum(cases),CHO", "sum(case),CHO"));
        assertThat(CountryLint.problems(home, "examples", Locale.ENGLISH))
                .singleElement()
                .asString()
                .startsWith("P711 routes/examples/weekly-files-to-hmis/values.csv: 'case': ");
    }

    private List<String> problems() {
        return CountryLint.problems(home, "burundi", Locale.ENGLISH);
    }

    private void copy() throws IOException {
        for (String part : List.of("kamelets", "routes", "config")) {
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(part), home.resolve(part));
        }
    }
}

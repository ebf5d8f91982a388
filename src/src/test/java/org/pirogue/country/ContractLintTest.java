package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A change of a flow that would break what its dataset promises, before it runs: the shipped example, spoilt. */
class ContractLintTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final String FOLDER = "routes/examples/weekly-dataset";
    private static final String FLOW = FOLDER + "/weekly-dataset.camel.yaml";
    private static final String CONTRACT = FOLDER + "/contract.json";

    @TempDir
    Path home;

    @BeforeEach
    void home() throws IOException {
        for (String folder : List.of("routes/shared", FOLDER)) {
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(folder), home.resolve(folder));
        }
        Files.createDirectory(home.resolve("kamelets"));
        for (String kamelet : List.of("table-file-source", "anonymise-action", "changed-rows-action", "dataset-sink")) {
            String file = "kamelets/" + kamelet + ".kamelet.yaml";
            Files.copy(CHECKOUT.resolve(file), home.resolve(file));
        }
        Path config = home.resolve("config/examples/application-examples.yaml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, """
                pirogue:
                  country: examples
                  workspaces:
                    surveillance: {title: "Weekly surveillance"}
                  connections:
                    district-files: {type: folder, workspace: surveillance, path: received/districts}
                    datasets: {type: datasets, workspace: surveillance}
                  flows:
                    weekly-dataset: {workspace: surveillance, schedule: "0 5 * * * ?"}
                """);
    }

    private void replace(String file, String text, String other) throws IOException {
        String before = Files.readString(home.resolve(file));
        assertThat(before).contains(text);
        Files.writeString(home.resolve(file), before.replace(text, other));
    }

    private List<String> problems() {
        return CountryLint.problems(home, "examples", Locale.ENGLISH);
    }

    @Test
    @Tag("full")
    void moreColumnsAreNoBreach() throws IOException {
        assertThat(problems()).isEmpty();
        replace(FOLDER + "/columns.yaml", "headers: [Cas]}", "headers: [Cas]}\n  - {name: deaths, type: integer}");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aColumnThatIsNoMoreIsNamedWhereItIsPromised() throws IOException {
        replace(FOLDER + "/columns.yaml", "name: cases,", "name: suspected,");
        assertThat(problems()).singleElement().asString().contains("P738", CONTRACT + ":17", "'cases'");
        Files.delete(home.resolve("routes/shared/tell.camel.yaml"));
        assertThat(problems()).anyMatch(problem -> problem.contains("P760"));
    }

    @Test
    void anotherTypeAndAnotherKeyAreToldAtOnce() throws IOException {
        replace(FOLDER + "/columns.yaml", "type: integer", "type: number");
        replace(FLOW, "key: \"district,week,disease\"", "key: \"district,week\"");
        assertThat(problems())
                .anyMatch(problem ->
                        problem.contains("P738") && problem.contains("promised as integer and would be number"))
                .anyMatch(problem -> problem.contains("P738") && problem.contains("would be [district, week]"));
    }

    @Test
    void whatAStepTakesAwayIsSeen() throws IOException {
        Files.writeString(home.resolve(FOLDER + "/anonymise.yaml"), """
                recipient: who
                others: drop
                anonymity: none
                columns:
                  - {column: district, do: keep}
                  - {column: week, do: keep}
                  - {column: disease, do: keep}
                """);
        replace(
                FLOW,
                "        - to:\n            uri: kamelet:changed-rows-action",
                "        - to:\n            uri: kamelet:anonymise-action\n            parameters: { rules: anonymise.yaml }\n"
                        + "        - to:\n            uri: kamelet:changed-rows-action");
        assertThat(problems()).anyMatch(problem -> problem.contains("P738") && problem.contains("'cases'"));
    }

    @Test
    @Tag("full")
    void aContractThatCannotBeReadIsNamed() throws IOException {
        replace(CONTRACT, "\"integer\"", "\"whole\"");
        replace(CONTRACT, "[ \"district\", \"week\", \"disease\" ]", "[ \"district\", \"year\" ]");
        assertThat(problems())
                .anyMatch(problem -> problem.contains("P660") && problem.contains("whole"))
                .anyMatch(problem -> problem.contains("P660") && problem.contains("year"));
    }
}

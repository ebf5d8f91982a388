package org.pirogue.country;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What lint says of connections to files, and of flows that read and write them: the shipped examples, spoilt. */
class FileLintTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final String FLOW = "routes/examples/weekly-files/weekly-files.camel.yaml";
    private static final String CONFIG = "config/examples/application-examples.yaml";
    private static final String HTTP =
            "type: http\n      workspace: surveillance\n      url: https://portal.example.org/weekly";
    private static final String SFTP = String.join(
            "\n      ",
            "type: sftp",
            "workspace: surveillance",
            "host: files.example.org",
            "username: pirogue",
            "password-env: PIROGUE_FILES_PASSWORD",
            "known-hosts-file: /etc/pirogue/known_hosts",
            "path: /weekly");

    @TempDir
    Path home;

    @BeforeEach
    void home() throws IOException {
        for (String folder : List.of("kamelets", "routes/shared", "routes/examples/weekly-files")) {
            FileSystemUtils.copyRecursively(CHECKOUT.resolve(folder), home.resolve(folder));
        }
        Files.createDirectories(home.resolve(CONFIG).getParent());
        Files.writeString(home.resolve(CONFIG), """
                pirogue:
                  country: examples
                  workspaces:
                    surveillance: {title: "Weekly surveillance"}
                  connections:
                    repository:
                      workspace: surveillance
                      url: https://repository.example.org
                      token-env: PIROGUE_REPOSITORY_TOKEN
                    district-files:
                      type: folder
                      workspace: surveillance
                      path: received/districts
                    eoc-files:
                      type: folder
                      workspace: surveillance
                      path: for-the-eoc
                  flows:
                    weekly-files: {workspace: surveillance, schedule: "0 5 * * * ?"}
                """);
    }

    @Test
    void filesMayLieOnServers() throws IOException {
        received(SFTP);
        forTheEoc(SFTP);
        assertThat(problems()).isEmpty();
        replace(FLOW, "pattern: \"*_S*\"", "pattern: \"gitega.csv, ngozi.xlsx\"");
        replace(CONFIG, "    district-files:\n      " + SFTP, "    district-files:\n      " + HTTP);
        assertThat(problems()).isEmpty();
    }

    @Test
    void aWebServerHasNoListAndTakesNothing() throws IOException {
        received(HTTP);
        forTheEoc(HTTP);
        assertThat(problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains(FLOW))
                .anyMatch(problem -> problem.startsWith("P679") && problem.contains("*_S*"))
                .anyMatch(problem -> problem.startsWith("P678") && problem.contains("type folder or sftp"));
        assertThat(CountryLint.problems(home, "examples", Locale.FRENCH)).anyMatch(text -> text.contains("étoile"));
    }

    @Test
    void otherStepsNeedOtherConnections() throws IOException {
        replace(FLOW, "connection: district-files", "connection: repository");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("P576")
                .contains("needs a connection of type folder or http or sftp", "one of [district-files, eoc-files]");
    }

    @Test
    void aTableIsNotCompared() throws IOException {
        replace(CONFIG, "weekly-files: {", "weekly-files: {reconcile-schedule: \"0 0 4 * * ?\", ");
        assertThat(problems()).singleElement().asString().startsWith("P619").contains(FLOW);
    }

    @Test
    void aSecretOfTheWorkspaceIsEnough() throws IOException {
        Path hosts = Files.writeString(home.resolve("known_hosts"), "");
        received("type: sftp\n      workspace: surveillance\n      host: files.example\n      username: me"
                + "\n      password-secret: districts\n      known-hosts-file: " + hosts);
        assertThat(problems()).isEmpty();
        replace(CONFIG, "password-secret: districts", "token-secret: districts");
        assertThat(problems())
                .anyMatch(problem -> problem.startsWith("P677") && problem.contains("': key-file"))
                .anyMatch(problem -> problem.startsWith("P677") && problem.contains("': token-secret"));
    }

    @Test
    void aFolderOutsideIsSaid() throws IOException {
        replace(CONFIG, "path: received/districts", "path: /etc");
        assertThat(problems()).singleElement().asString().startsWith("P694");
        assertThat(CountryLint.problems(home, "examples", Locale.FRENCH)).hasSize(1);
    }

    @Test
    void everythingWrongWithItsSettingsIsToldAtOnce() throws IOException {
        received("type: sftp\n      workspace: surveillance\n      port: 70000\n      url: https://example.org"
                + "\n      token-scheme: Token\n      host: \"sftp://x\"");
        forTheEoc("type: http\n      workspace: surveillance\n      url: https://example.org/?x=1"
                + "\n      host: a\n      username: me\n      path: weekly");
        for (String setting :
                List.of("host", "port", "url", "username", "key-file", "known-hosts-file", "token-scheme")) {
            assertThat(problems())
                    .as(setting)
                    .anyMatch(problem ->
                            problem.startsWith("P677") && problem.contains("connection 'district-files': " + setting));
        }
        List<String> problems = problems();
        for (String wrong : List.of(
                "P677 district-files': host",
                "P677 district-files': port",
                "P677 district-files': url",
                "P677 district-files': username",
                "P677 district-files': key-file",
                "P677 district-files': known-hosts-file",
                "P677 district-files': token-scheme",
                "P677 eoc-files': host",
                "P677 eoc-files': url",
                "P677 eoc-files': username",
                "P694 eoc-files': path",
                "P193 ",
                "P678 ")) {
            assertThat(problems)
                    .as(wrong)
                    .anyMatch(problem ->
                            problem.startsWith(wrong.substring(0, 4)) && problem.contains(wrong.substring(5)));
        }
        assertThat(problems).hasSize(13);
        assertThat(CountryLint.problems(home, "examples", Locale.FRENCH))
                .anyMatch(text -> text.contains("ne vont pas ensemble"));
    }

    private void received(String settings) throws IOException {
        replace(CONFIG, "type: folder\n      workspace: surveillance\n      path: received/districts", settings);
    }

    private void forTheEoc(String settings) throws IOException {
        replace(CONFIG, "type: folder\n      workspace: surveillance\n      path: for-the-eoc", settings);
    }

    private List<String> problems() {
        return CountryLint.problems(home, "examples", Locale.ENGLISH);
    }

    private void replace(String file, String text, String other) throws IOException {
        Path path = home.resolve(file);
        String before = Files.readString(path);
        assertThat(before).contains(text);
        Files.writeString(path, before.replace(text, other));
    }
}

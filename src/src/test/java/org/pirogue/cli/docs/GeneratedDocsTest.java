package org.pirogue.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.Home;

final class GeneratedDocsTest {
    @TempDir
    Path home;

    @BeforeEach
    void aHomeWithOneKameletAndOneFlow() throws IOException {
        write("kamelets/drain-things-sink.kamelet.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Kamelet
                metadata: {name: drain-things-sink}
                spec:
                  definition:
                    title: Drain things
                    description: Writes things | once. And says so.
                    required: [connection]
                    properties:
                      connection: {title: Connection, description: Where to, type: string, example: hmis}
                      limit: {title: Limit, type: integer, default: 1000}
                """);
        write("config/atlantis/application-atlantis.yaml", """
                pirogue:
                  flows:
                    alpha: {workspace: hmis, schedule: "0 0 2 * * ?"}
                """);
        write("routes/atlantis/alpha/alpha.camel.yaml", """
                - route:
                    id: alpha.collect
                    description: Collects what changed
                    from:
                      uri: kamelet:read-things-source
                      parameters: {connection: tracker}
                      steps:
                        - to: {uri: "kamelet:map-codes-action", parameters: {mapping: mapping.csv}}
                        - to: jms:queue:hmis.alpha
                """);
        write("routes/atlantis/alpha/mapping.csv", "a,b\n");
    }

    @Test
    void writesWhatTheDefinitionsSay() throws IOException {
        docs().refresh();
        assertThat(Files.readString(home.resolve("kamelets/README.md")))
                .contains(
                        "| [drain-things-sink](#drain-things-sink) | sink | Writes things \\| once. |",
                        "Writes things | once. And says so.",
                        "| `connection` **required** | Connection: Where to | string |  | `hmis` |",
                        "| `limit` | Limit | integer | `1000` |  |");
        assertThat(Files.readString(home.resolve("routes/atlantis/alpha/README.md")))
                .contains(
                        "# alpha\n\nCountry atlantis, workspace hmis, schedule `0 0 2 * * ?`.",
                        "## alpha.collect\nCollects what changed",
                        "| 1 | `kamelet:read-things-source` | connection `tracker` |",
                        "| 2 | `kamelet:map-codes-action` | mapping `mapping.csv` |",
                        "| 3 | `jms:queue:hmis.alpha` |  |",
                        "Data beside the routes: [mapping.csv](mapping.csv).");
        assertThat(docs().stale()).isEmpty();
    }

    @Test
    void noticesAChangedDefinition() throws IOException {
        docs().refresh();
        Path kamelet = home.resolve("kamelets/drain-things-sink.kamelet.yaml");
        Files.writeString(kamelet, Files.readString(kamelet).replace("Where to", "Where things go"));
        assertThat(docs().stale()).containsExactly(Path.of("kamelets/README.md"));
    }

    @Test
    void leavesWhatPeopleWrote() throws IOException {
        write("routes/atlantis/alpha/README.md", "## Why\nBecause.\n");
        docs().refresh();
        docs().refresh();
        assertThat(Files.readString(home.resolve("routes/atlantis/alpha/README.md")))
                .endsWith("<!-- end of the generated part -->\n\n## Why\nBecause.\n")
                .containsOnlyOnce("# alpha\n");
    }

    /** Refresh with: ./pirogue docs */
    @Test
    void theReadmesOfThisCheckoutSayWhatTheirDefinitionsSay() {
        Path checkout = Path.of("..").toAbsolutePath().normalize();
        assertThat(checkout.resolve("pirogue")).exists();
        assertThat(new GeneratedDocs(new Home(checkout)).stale())
                .as("stale READMEs, refresh them by ./pirogue docs")
                .isEmpty();
    }

    private GeneratedDocs docs() {
        return new GeneratedDocs(new Home(home));
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}

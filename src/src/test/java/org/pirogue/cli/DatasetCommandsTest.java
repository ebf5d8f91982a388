package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.console.DatasetServer;
import org.pirogue.workspace.dataset.Publishes;

/** {@code datasets} and {@code shares} against the REST interface itself. */
final class DatasetCommandsTest {
    @TempDir
    Path checkout;

    private final Publishes lab = new Publishes();
    private DatasetServer server;
    private CommandLineFixture pirogue;

    @BeforeEach
    void aRunningPirogue() throws Exception {
        lab.publish(Publishes.rows(3, "1"));
        lab.publish(Publishes.rows(2, "2"));
        server = new DatasetServer(lab);
        Path data = Files.createDirectories(checkout.resolve("data/atlantis/secrets"))
                .getParent();
        Files.writeString(data.resolve("secrets/api-token"), "any");
        Files.writeString(
                data.resolve("pirogue.port"),
                "{\"port\":" + URI.create(server.url()).getPort() + ",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
        pirogue = new CommandLineFixture(checkout);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDatasetIsListedShownAndWritten() throws Exception {
        assertThat(pirogue.call("datasets")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern(lab.name + " +draft +lab +Cases +2");
        assertThat(pirogue.call("datasets", "show", lab.name.toString())).isEqualTo(Exit.OK);
        assertThat(pirogue.out())
                .contains("2 rows; 0 added, 2 changed, 1 gone")
                .containsPattern("cases +integer +0 +1 +2 +2 +2");
        assertThat(pirogue.call("datasets", "versions", lab.name.toString())).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern("1 +\\S+ \\S+ +flow-\\S+ +yes +\\d+ +3 +3 +0 +0");
        Path file = checkout.resolve("rows.jsonl");
        assertThat(pirogue.call("datasets", "get", lab.name.toString(), file.toString(), "--version", "1"))
                .isEqualTo(Exit.OK);
        assertThat(file).content().contains("\"cases\":1").hasLineCount(3);
        assertThat(pirogue.call("datasets", "show", "lab/nothing")).isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P748");
    }

    @Test
    void aShareIsGivenReadBySqlAndTakenBack() throws Exception {
        String name = lab.name.toString();
        assertThat(pirogue.call(
                        "shares", "add", name, "--to-partner", "who", "--columns", "id", "--purpose", "reports"))
                .isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P753");
        pirogue.call("datasets", "publish", name);
        pirogue.call("shares", "add", name, "--to-partner", "who", "--columns", "id,cases", "--purpose", "reports");
        String id = pirogue.err().replaceAll("(?s).*Share (\\d+):.*", "$1");
        assertThat(pirogue.call("shares", "--lang", "fr")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern(id + " +" + name + " +who +répond +2 +- +non +- +reports");
        assertThat(pirogue.call("shares", "sql", id)).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("jdbc:postgresql://127.0.0.1:", "pirogue_share_" + id, "share_" + id + ".");
        isAFileForSuperset(id);
        assertThat(pirogue.call("shares", "renew", id, "--columns", "id")).isEqualTo(Exit.OK);
        assertThat(pirogue.call("shares", "get", id, checkout.resolve("s.csv").toString()))
                .isEqualTo(Exit.OK);
        assertThat(checkout.resolve("s.csv")).content().startsWith("id\r\nr0\r\n");
        assertThat(pirogue.call("shares", "withdraw", id)).isEqualTo(Exit.OK);
        assertThat(pirogue.call("shares", "get", id, checkout.resolve("s.csv").toString()))
                .isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P752");
    }

    /** Superset refuses a field that its import schemas do not have: these are those of its versions since 2.0. */
    private void isAFileForSuperset(String id) throws Exception {
        Path file = checkout.resolve("share.zip");
        assertThat(pirogue.call("shares", "sql", id, "--superset", file.toString()))
                .isEqualTo(Exit.OK);
        String password = pirogue.out().replaceAll("(?s).*\\n[^\\n]*password[^\\n]*?(\\S+)\\n.*", "$1");
        Map<String, JsonNode> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).doesNotContain(password);
                parts.put(entry.getName(), new YAMLMapper().readTree(text));
            }
        }
        String table = lab.name.name().replace('-', '_');
        assertThat(parts)
                .containsOnlyKeys(
                        "pirogue/metadata.yaml",
                        "pirogue/databases/pirogue_share_" + id + ".yaml",
                        "pirogue/datasets/pirogue_share_" + id + "/" + table + ".yaml");
        JsonNode database = parts.get("pirogue/databases/pirogue_share_" + id + ".yaml");
        JsonNode dataset = parts.get("pirogue/datasets/pirogue_share_" + id + "/" + table + ".yaml");
        assertThat(parts.get("pirogue/metadata.yaml").path("type").asText()).isEqualTo("SqlaTable");
        assertThat(names(database))
                .isSubsetOf(
                        "database_name",
                        "sqlalchemy_uri",
                        "expose_in_sqllab",
                        "allow_run_async",
                        "allow_ctas",
                        "allow_cvas",
                        "allow_csv_upload",
                        "extra",
                        "uuid",
                        "version");
        assertThat(database.path("sqlalchemy_uri").asText())
                .matches("postgresql://pirogue_share_" + id + ":XXXXXXXXXX@127\\.0\\.0\\.1:\\d+/\\w+");
        assertThat(names(dataset))
                .isSubsetOf(
                        "table_name",
                        "schema",
                        "description",
                        "uuid",
                        "database_uuid",
                        "version",
                        "columns",
                        "metrics");
        assertThat(dataset.path("schema").asText()).isEqualTo("share_" + id);
        assertThat(dataset.path("database_uuid")).isEqualTo(database.path("uuid"));
        assertThat(dataset.path("columns").findValuesAsText("column_name")).containsExactly("id", "cases");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void anOutletIsAddedShownAndRemovedAndTheContractPrinted() throws Exception {
        String name = lab.name.toString();
        pirogue.call("datasets", "publish", name);
        assertThat(pirogue.call(
                        "shares",
                        "add",
                        name,
                        "--to-partner",
                        "who",
                        "--columns",
                        "id",
                        "--purpose",
                        "reports",
                        "--webhook",
                        "http://10.0.0.1/"))
                .isEqualTo(Exit.FAILED);
        assertThat(pirogue.err()).contains("P730").contains("https").contains("secret");
        assertThat(pirogue.call(
                        "shares",
                        "add",
                        name,
                        "--to-partner",
                        "who",
                        "--columns",
                        "id,cases",
                        "--purpose",
                        "reports",
                        "--topic",
                        "--kafka",
                        "partners/cases"))
                .isEqualTo(Exit.OK);
        String id = pirogue.err().replaceAll("(?s).*Share (\\d+):.*", "$1");
        assertThat(pirogue.call("shares")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern(id + " +" + name + " +who .* topic, kafka +reports");
        assertThat(pirogue.call("shares", "outlets", id)).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).containsPattern("kafka +partners/cases +due +1 +- +-");
        String outlet = pirogue.out().replaceAll("(?s).*\n(\\d+) +kafka .*", "$1");
        assertThat(pirogue.call("shares", "outlets", id, "--remove", outlet)).isEqualTo(Exit.OK);
        assertThat(pirogue.out().substring(pirogue.out().lastIndexOf("told at")))
                .doesNotContain("kafka");
        assertThat(pirogue.call("shares", "tell", id)).isEqualTo(Exit.OK);
        assertThat(pirogue.call("shares", "contract", id)).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("\"$id\" : \"urn:pirogue:burundi:share:" + id + ":contract:1\"");
        assertThat(pirogue.call("shares", "contract", id, "--asyncapi")).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("\"asyncapi\" : \"3.0.0\"").contains("\"address\" : \"topic." + id + "\"");
        assertThat(pirogue.call("datasets", "contract", name)).isEqualTo(Exit.OK);
        assertThat(pirogue.out()).contains("\"key\" : [ \"id\" ]").contains("\"type\" : \"integer\"");
    }
}

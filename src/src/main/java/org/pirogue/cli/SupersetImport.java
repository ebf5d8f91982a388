package org.pirogue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pirogue.cli.rest.ShareCalls;

/**
 * The view of a share as a file that Apache Superset imports as a dataset: {@code metadata.yaml}, the database, the table. Only fields
 * that its import schemas have in each version since 2.0: an unknown one is refused there. It asks for the password by itself.
 */
final class SupersetImport {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String FOLDER = "pirogue/";
    private static final String VERSION = "1.0.0";
    /** What Superset puts in the place of a password: where it stands, it asks for it. */
    private static final String ASK = "XXXXXXXXXX";

    private final ShareCalls.SignIn signIn;
    private final JsonNode contract;

    /** @param contract JSON Schema of what the share gives */
    SupersetImport(ShareCalls.SignIn signIn, JsonNode contract) {
        this.signIn = signIn;
        this.contract = contract;
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "metadata.yaml", metadata());
            put(zip, "databases/" + signIn.user() + ".yaml", database());
            put(zip, "datasets/" + signIn.user() + "/" + table() + ".yaml", dataset());
        }
    }

    private static void put(ZipOutputStream zip, String name, ObjectNode content) throws IOException {
        zip.putNextEntry(new ZipEntry(FOLDER + name));
        zip.write(YAML.writeValueAsBytes(content));
        zip.closeEntry();
    }

    private static ObjectNode metadata() {
        return YAML.createObjectNode()
                .put("version", VERSION)
                .put("type", "SqlaTable")
                .put("timestamp", "2026-01-01T00:00:00+00:00");
    }

    private ObjectNode database() {
        ObjectNode database = YAML.createObjectNode()
                .put("database_name", signIn.user())
                .put(
                        "sqlalchemy_uri",
                        signIn.url()
                                .replaceFirst("^jdbc:postgresql://", "postgresql://" + signIn.user() + ":" + ASK + "@"))
                .put("expose_in_sqllab", true)
                .put("allow_run_async", false)
                .put("allow_ctas", false)
                .put("allow_cvas", false)
                .put("allow_csv_upload", false)
                .put("uuid", uuid("database"))
                .put("version", VERSION);
        // The role may have five connections at once.
        database.putObject("extra")
                .putObject("engine_params")
                .put("pool_size", 2)
                .put("max_overflow", 2);
        return database;
    }

    private ObjectNode dataset() {
        ObjectNode dataset = YAML.createObjectNode()
                .put("table_name", table())
                .put("schema", signIn.view().replaceFirst("\\..*$", ""))
                .put("description", contract.path("title").asText(""))
                .put("uuid", uuid("dataset"))
                .put("database_uuid", uuid("database"))
                .put("version", VERSION);
        ArrayNode columns = dataset.putArray("columns");
        contract.at("/$defs/row/properties").properties().forEach(column -> {
            boolean day = column.getValue().path("format").asText().equals("date");
            columns.addObject()
                    .put("column_name", column.getKey())
                    .put("type", day ? "DATE" : null)
                    .put("is_dttm", day)
                    .put("groupby", true)
                    .put("filterable", true)
                    .put("description", column.getValue().path("description").asText(""));
        });
        dataset.putArray("metrics").addObject().put("metric_name", "count").put("expression", "COUNT(*)");
        return dataset;
    }

    private String table() {
        return signIn.view().replaceFirst("^.*\\.", "");
    }

    /** The same each time for the same share: an import that comes again writes over the one before. */
    private String uuid(String what) {
        return UUID.nameUUIDFromBytes(
                        (signIn.url() + "/" + signIn.user() + "/" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

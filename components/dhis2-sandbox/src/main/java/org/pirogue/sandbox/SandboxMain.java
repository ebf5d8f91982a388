package org.pirogue.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.instance.VersionMode;
import org.pirogue.sandbox.values.DataValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts one sandbox from the command line, until it is stopped. */
@Command(
        name = "dhis2-sandbox",
        description = "A stand-in DHIS2 for demonstrations, tests and training. Not a DHIS2.",
        mixinStandardHelpOptions = true)
public final class SandboxMain implements Callable<Integer> {
    @Option(names = "--name", defaultValue = "sandbox", description = "Name; decides the ids that the server makes.")
    private String name = "sandbox";

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "0", description = "Port; 0 for any free one.")
    private int port;

    @Option(names = "--version-mode", defaultValue = "2.43", description = "2.43 or 2.42.")
    private String mode = "2.43";

    @Option(names = "--admin-password-env", description = "Environment variable that holds admin's password.")
    private @Nullable String passwordVariable;

    @Option(names = "--metadata", description = "Metadata export (JSON, also .gz) to start with.")
    private Path @Nullable [] metadata;

    @Option(names = "--data", description = "Data value set (JSON, also .gz) to start with.")
    private Path @Nullable [] data;

    @Option(names = "--no-truth", description = "Do not keep a log of writes (for big loads).")
    private boolean noTruth;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs until the process is stopped. @return exit code: 0, or 2 for a wrong argument */
    public static int run(String... arguments) {
        return new CommandLine(new SandboxMain()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        SandboxOptions options =
                SandboxOptions.named(name).withHost(host).withPort(port).withMode(VersionMode.of(mode));
        if (passwordVariable != null && System.getenv(passwordVariable) != null) {
            options = options.withAdminPassword(System.getenv(passwordVariable));
        }
        Sandbox sandbox = Sandbox.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        sandbox.truth().on(!noTruth);
        load(sandbox);
        banner(sandbox, passwordVariable == null);
        new CountDownLatch(1).await();
        return 0;
    }

    private void load(Sandbox sandbox) throws IOException {
        if (metadata != null) {
            for (Path file : metadata) {
                try (InputStream in = open(file)) {
                    sandbox.loadMetadata(Call.JSON.readTree(in));
                }
            }
        }
        if (data != null) {
            for (Path file : data) {
                loadValues(sandbox, file);
            }
        }
    }

    private static void loadValues(Sandbox sandbox, Path file) throws IOException {
        try (InputStream in = open(file);
                JsonParser parser = new JsonFactory(Call.JSON).createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.START_OBJECT
                        && parser.getParsingContext().getParent().inArray()) {
                    put(sandbox, Call.JSON.readTree(parser));
                }
            }
        }
    }

    private static void put(Sandbox sandbox, JsonNode value) {
        sandbox.dataValues()
                .put(new DataValue(
                        value.path("dataElement").asText(),
                        value.path("period").asText(),
                        value.path("orgUnit").asText(),
                        value.path("categoryOptionCombo").asText(""),
                        value.path("attributeOptionCombo").asText(""),
                        value.path("value").asText(),
                        value.path("storedBy").asText("admin"),
                        time(value, "created"),
                        time(value, "lastUpdated"),
                        value.path("deleted").asBoolean(false)));
    }

    private static Instant time(JsonNode value, String name) {
        return Times.parse(value.path(name).asText("")).orElseGet(Instant::now);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static void banner(Sandbox sandbox, boolean showPassword) {
        System.out.println(
                "DHIS2 SANDBOX - a stand-in that answers as DHIS2 2.43.1 was recorded to. It is NOT a DHIS2:");
        System.out.println("no analytics, no user interface, nothing is kept when it stops. Invented data only.");
        System.out.println("  " + sandbox.instance().name() + "  " + sandbox.url() + "  mode "
                + sandbox.instance().mode().label());
        if (showPassword) {
            System.out.println("  user admin, password " + sandbox.adminPassword() + " (made for this run)");
        }
    }
}

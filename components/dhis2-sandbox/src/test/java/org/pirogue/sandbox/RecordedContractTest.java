package org.pirogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays recorded calls of DHIS2 2.43.1 and compares the answers. The README lists what is not replayed, and why. */
class RecordedContractTest {
    /** Recordings that are not replayed, by the reason. */
    static final Map<String, Set<String>> NOT_COVERED = Map.of(
            "XML",
            Set.of("dvs-get-xml-200", "dvs-post-xml-200"),
            "lists of metadata as CSV",
            Set.of("orgunits-csv-200"),
            "scheduler, configuration and data store",
            Set.of(
                    "config-dataOutputPeriodTypes-get-200",
                    "config-dataOutputPeriodTypes-get-after-200",
                    "config-dataOutputPeriodTypes-set-204"),
            "analytics",
            Set.of("task-summary-analytics-200"),
            "dependency export",
            Set.of("dataset-metadata-dependency-export-200"));

    /** What presumes the recordings before it: {@code RecordedTrackerTest} replays it, in the order of its making. */
    static final String IN_ORDER = "(tracker|sync-tracker|sync-event|legacy)-.*";

    /** Answers that name the machine or hold what only a whole DHIS2 has: their shape is compared. */
    private static final Set<String> SHAPE_ONLY =
            Set.of("me-200", "system-info-200", "unsupported-version-prefix-200", "metadata-export-200");

    /** Which few of many values are shown is left open by DHIS2: shape and number are compared. */
    private static final Set<String> ANY_OF_MANY = Set.of(
            "dvs-get-daterange-children-limit-200",
            "dvs-get-limit-offset-200",
            "dvs-get-lastupdated-with-dates-200",
            "dvs-get-lastupdated-iso-with-dates-200");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger REPLAYED = new AtomicInteger();
    private static final AtomicInteger EQUAL = new AtomicInteger();
    private static Fixture fixture;
    private static Sandbox shared;

    @BeforeAll
    static void load() throws IOException {
        fixture = new Fixture();
        shared = fixture.source(false);
    }

    @AfterAll
    static void count() {
        shared.close();
        System.out.println("recordings replayed " + REPLAYED + ", equal " + EQUAL);
        assertThat(EQUAL.get()).isEqualTo(REPLAYED.get());
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() throws IOException {
        Set<String> left = new java.util.TreeSet<>();
        NOT_COVERED.values().forEach(left::addAll);
        List<Recording> replayed = Recording.all().stream()
                .filter(recording ->
                        !left.contains(recording.name()) && !recording.name().matches(IN_ORDER))
                .toList();
        assertThat(replayed).hasSize(152);
        return replayed.stream().map(recording -> dynamicTest(recording.name(), () -> replay(recording)));
    }

    private static void replay(Recording recording) throws Exception {
        REPLAYED.incrementAndGet();
        boolean alone = !recording.method().equals("GET")
                || recording.name().startsWith("task")
                || recording.name().startsWith("dvs-")
                || recording.name().startsWith("analytics-")
                || recording.name().startsWith("complete");
        boolean target =
                recording.name().startsWith("sync-") || recording.name().startsWith("target-");
        Sandbox sandbox = target ? fixture.target() : alone ? fixture.source(needsValues(recording)) : shared;
        try {
            String path = new Preparation(sandbox).before(recording);
            HttpResponse<String> response = send(sandbox, recording, path);
            Optional<String> difference = difference(recording, response);
            assertThat(difference).isEmpty();
            EQUAL.incrementAndGet();
        } finally {
            if (sandbox != shared) {
                sandbox.close();
            }
        }
    }

    private static boolean needsValues(Recording recording) {
        return recording.name().startsWith("dvs-get")
                || recording.name().startsWith("dvs-single")
                || recording.name().startsWith("analytics-");
    }

    private static Optional<String> difference(Recording recording, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != recording.status()) {
            return Optional.of("status " + response.statusCode() + ": " + response.body());
        }
        if (!recording.isJson()) {
            return text(recording, response);
        }
        JsonNode answered = Recording.JSON.readTree(Normal.of(recording, response.body()));
        JsonNode recorded =
                Recording.JSON.readTree(Normal.of(recording, recording.body().toString()));
        if (ANY_OF_MANY.contains(recording.name())) {
            int shown = answered.path("dataValues").size();
            int expected = recorded.path("dataValues").size();
            return shown == expected
                    ? Difference.shape(recorded, answered)
                    : Optional.of(shown + " values, recorded " + expected);
        }
        return SHAPE_ONLY.contains(recording.name())
                ? Difference.shape(recorded, answered)
                : Difference.strict(recorded, answered);
    }

    /** Pages of Tomcat: the message. Other texts: the text. */
    private static Optional<String> text(Recording recording, HttpResponse<String> response) {
        JsonNode body = recording.body();
        String recorded = body instanceof TextNode text ? text.asText() : body instanceof MissingNode ? "" : "";
        if (recorded.startsWith("<!doctype")) {
            String from = "<b>Message</b>";
            String message =
                    recorded.substring(recorded.indexOf(from), recorded.indexOf("</p>", recorded.indexOf(from)));
            return response.body().contains(message)
                    ? Optional.empty()
                    : Optional.of("recorded " + message + ", answered " + response.body());
        }
        return Difference.strict(
                TextNode.valueOf(sortedLines(recorded)), TextNode.valueOf(sortedLines(response.body())));
    }

    private static String sortedLines(String text) {
        return text.lines().sorted().reduce("", (a, b) -> a + "\n" + b);
    }

    static HttpResponse<String> send(Sandbox sandbox, Recording recording, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                sandbox.url() + path.replace("[", "%5B").replace("]", "%5D").replace(">", "%3E")));
        for (String header : List.of("Accept", "Content-Type", "X-Requested-With", "Content-Encoding")) {
            String value = recording.requestHeader(header);
            if (!value.isEmpty()) {
                request.header(header, value);
            }
        }
        String authorization = authorization(sandbox, recording);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        request.method(recording.method(), HttpRequest.BodyPublishers.ofByteArray(body(recording)));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String authorization(Sandbox sandbox, Recording recording) {
        String recorded = recording.requestHeader("Authorization");
        boolean wrong =
                recording.name().contains("bad-password") || recording.name().endsWith("-401");
        if (recorded.startsWith("ApiToken d2p_")) {
            return "ApiToken " + sandbox.createToken("admin");
        }
        if (recorded.contains("integration")) {
            return basic("integration", Fixture.INTEGRATION_PASSWORD);
        }
        return recorded.contains("admin") ? basic("admin", wrong ? "wrong" : Fixture.ADMIN_PASSWORD) : recorded;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] body(Recording recording) throws IOException {
        JsonNode body = recording.request().path("body");
        if (body.isNull() || body.isMissingNode()) {
            return new byte[0];
        }
        if (recording.requestHeader("Content-Encoding").equals("gzip")) {
            // The recorded body is not legible; the payload of another recording is sent in its place.
            return zipped(body(Recording.named("dvs-post-1-ok-200")));
        }
        String text = body.isTextual() ? body.asText() : body.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}

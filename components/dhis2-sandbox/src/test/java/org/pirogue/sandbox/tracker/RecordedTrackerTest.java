package org.pirogue.sandbox.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays the tracker's recordings in the order in which they were made. */
class RecordedTrackerTest {
    /** Times, made ids and whatever else differs from run to run; that they are there is compared. */
    private static final Set<String> CHANGING =
            Set.of("createdAt", "updatedAt", "completedAt", "time", "id", "createdAtClient", "updatedAtClient");

    private static final List<String> LISTS = List.of("trackedEntities", "enrollments", "events");

    private static final Pattern PAGE_MESSAGE = Pattern.compile("<b>Message</b> (.*?)</p>");

    private static final List<String> SOURCE = List.of(
            "tracker-post-sync-created-200",
            "tracker-post-same-again-create-and-update-200",
            "tracker-post-same-again-create-409",
            "tracker-post-update-missing-409",
            "tracker-validate-only-200",
            "tracker-reportmode-full-200",
            "tracker-unique-attribute-clash-409",
            "tracker-event-create-200",
            "tracker-event-duplicate-create-409",
            "tracker-event-duplicate-in-payload-500",
            "tracker-event-bad-option-409",
            "tracker-event-bad-orgunit-409",
            "tracker-event-missing-compulsory-409",
            "tracker-event-bad-dataelement-409",
            "tracker-event-bad-enrollment-409",
            "tracker-event-bad-stage-409",
            "tracker-event-no-occurredAt-409",
            "tracker-event-bad-date-400",
            "tracker-event-bad-uid-format-400",
            "tracker-event-future-200",
            "tracker-te-bad-date-attribute-409",
            "tracker-mixed-atomic-all-409",
            "tracker-te-missing-mandatory-409",
            "tracker-mixed-atomic-object-200",
            "tracker-bad-param-400",
            "tracker-empty-200",
            "tracker-invalid-json-400",
            "tracker-unknown-field-200",
            "tracker-401",
            "tracker-code-idscheme-200",
            "tracker-ou-outside-capture-scope-409",
            "tracker-post-async-200",
            "tracker-job-early-200",
            "tracker-job-done-200",
            "tracker-job-report-200",
            "tracker-job-report-404",
            "tracker-job-report-full-200",
            "tracker-task-system-200",
            "tracker-job-unknown-200",
            "tracker-post-async-bad-200",
            "tracker-job-done-bad-200",
            "tracker-job-report-bad-200",
            "tracker-events-beyond-last-200",
            "tracker-events-page1-200",
            "tracker-events-paging-false-200",
            "tracker-events-totalpages-200",
            "tracker-events-updatedAfter-200",
            "tracker-events-filter-dv-200",
            "tracker-events-idscheme-code-422",
            "tracker-events-skipPaging-old-200",
            "tracker-events-updatedWithin-200",
            "tracker-event-get-200",
            "tracker-events-bad-orgunit-400",
            "tracker-events-bad-program-400",
            "tracker-events-bad-program-uid-400",
            "tracker-events-no-program-400",
            "tracker-events-ouMode-old-200",
            "tracker-event-404",
            "tracker-event-uid-400",
            "tracker-events-csv-200",
            "tracker-te-page-200",
            "tracker-enrollments-page-200",
            "tracker-te-404",
            "tracker-te-filter-unique-200",
            "tracker-te-full-200",
            "tracker-te-no-scope-400",
            "tracker-enrollment-get-200",
            "tracker-delete-200",
            "tracker-delete-again-409",
            "tracker-event-get-deleted-404",
            "tracker-event-recreate-deleted-409",
            "tracker-events-includeDeleted-200",
            "legacy-events-404",
            "legacy-tei-404",
            "tracker-forbidden-user-200",
            "tracker-post-accept-xml-406",
            "tracker-post-wrong-content-type-415");

    private static final List<String> TARGET = List.of(
            "sync-tracker-post-export-verbatim-to-target-200",
            "sync-tracker-get-from-target-200",
            "sync-event-without-its-enrollment-on-target-409");

    private static TrackerServer source;
    private static TrackerServer target;
    private final Map<String, String> made = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        source = new TrackerServer().withPersons();
        target = new TrackerServer();
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        return Stream.concat(
                SOURCE.stream().map(name -> DynamicTest.dynamicTest(name, () -> replay(name, source))),
                TARGET.stream().map(name -> DynamicTest.dynamicTest(name, () -> replay(name, target))));
    }

    @Test
    void replaysEveryTrackerRecordingThatIsHere() throws IOException {
        Set<String> here = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/recorded"))) {
            files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> name.matches("(tracker|sync-tracker|sync-event|legacy)-.*"))
                    .forEach(here::add);
        }
        assertThat(Stream.concat(SOURCE.stream(), TARGET.stream())).containsExactlyInAnyOrderElementsOf(here);
    }

    private void replay(String name, TrackerServer server) throws IOException {
        JsonNode recording = TrackerServer.resource("/recorded/" + name + ".json");
        JsonNode expected = recording.path("response");
        HttpResponse<String> actual = server.send(request(recording.path("request"), name, server));
        assertThat(actual.statusCode())
                .as(actual.body())
                .isEqualTo(expected.path("status").asInt());
        boolean json = expected.path("headers").path("Content-Type").asText().contains("json");
        if (!json) {
            assertThat(text(actual.body())).isEqualTo(text(expected.path("body").asText()));
            return;
        }
        JsonNode body = TrackerServer.JSON.readTree(actual.body());
        if (name.startsWith("tracker-post-async")) {
            waitFor(name, expected.path("body"), body, server);
        }
        assertThat(normal(body).toPrettyString())
                .isEqualTo(normal(expected.path("body")).toPrettyString());
    }

    private HttpRequest request(JsonNode recorded, String name, TrackerServer server) throws IOException {
        String path = recorded.path("path").asText();
        for (Map.Entry<String, String> id : made.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        HttpRequest.Builder request = server.request(path);
        JsonNode headers = recorded.path("headers");
        boolean integration = headers.path("Authorization").asText().contains("integration");
        String password = name.equals("tracker-401") ? "wrong" : "district";
        request.setHeader(
                "Authorization",
                integration
                        ? TrackerServer.basic("integration", "Integr@tion1")
                        : TrackerServer.basic("admin", password));
        for (String header : List.of("Accept", "Content-Type")) {
            if (headers.has(header)) {
                request.setHeader(header, headers.path(header).asText());
            }
        }
        JsonNode body = recorded.path("body");
        if (recorded.path("method").asText().equals("GET")) {
            return request.GET().build();
        }
        String text = body.isTextual() ? body.asText() : TrackerServer.JSON.writeValueAsString(body);
        return request.POST(HttpRequest.BodyPublishers.ofString(text)).build();
    }

    private void waitFor(String name, JsonNode expected, JsonNode actual, TrackerServer server) {
        String id = actual.path("response").path("id").asText();
        made.put(expected.path("response").path("id").asText(), id);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (server.instance.notifier().summary(TrackerJobs.TYPE, id).isEmpty()
                || !server.instance
                        .notifier()
                        .messages(TrackerJobs.TYPE, id)
                        .get(0)
                        .completed()) {
            assertThat(System.nanoTime()).as(name).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Of a page only the message counts; of CSV the lines, in any order, without times. */
    private static String text(String body) {
        Matcher message = PAGE_MESSAGE.matcher(body);
        if (message.find()) {
            return message.group(1);
        }
        String timeless = body.replaceAll("2026-11-22T12:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>");
        return String.join("\n", new TreeSet<>(List.of(timeless.split("\n"))));
    }

    private JsonNode normal(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            new TreeSet<>(namesOf(object)).forEach(name -> copy.set(name, normal(name, object.get(name), object)));
            if (object.has("pager") || object.size() == 1) {
                LISTS.stream().filter(object::has).forEach(list -> copy.set(list, ordered(object.get(list))));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(normal(item)));
            if (!keepsOrder(array)) {
                items.sort((a, b) -> a.toString().compareTo(b.toString()));
            }
            return JsonNodeFactory.instance.arrayNode().addAll(items);
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(normal(node.asText())) : node;
    }

    private ArrayNode ordered(JsonNode list) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        list.forEach(item -> copy.add(normal(item)));
        return copy;
    }

    private static List<String> namesOf(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Progress messages and the listed records have an order; sets inside them have none. */
    private static boolean keepsOrder(ArrayNode array) {
        return array.path(0).has("category");
    }

    private JsonNode normal(String name, JsonNode value, ObjectNode owner) {
        boolean madeId = name.equals("uid") && owner.has("category");
        if ((CHANGING.contains(name) || madeId) && value.isTextual()) {
            return JsonNodeFactory.instance.textNode("<" + name + ">");
        }
        if (name.equals("args")) {
            return arguments((ArrayNode) value);
        }
        return normal(value);
    }

    /** Java objects that DHIS2 prints into arguments are compared by being there. */
    private ArrayNode arguments(ArrayNode args) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        args.forEach(arg -> copy.add(isPlain(arg.asText()) ? arg.asText() : "<object>"));
        List<JsonNode> plain = new ArrayList<>();
        copy.forEach(plain::add);
        return copy;
    }

    private static boolean isPlain(String arg) {
        return arg.startsWith("MetadataIdentifier(") || !arg.matches("(?s).*(\\(|\\{|@).*") && !arg.matches(IDS);
    }

    /** Where DHIS2 prints an object, this server gives its id. */
    private static final String IDS = "t2C2qbFdLUY|JLlJN842h4w|BllXQ1OB9DQ";

    private String normal(String text) {
        String known = text.replaceAll("http://127\\.0\\.0\\.1:\\d+", "<base>")
                .replaceAll("\\{\"class\":.*?}", "<object>")
                .replaceAll("\\(\\d{4}\\)", "(<number>)");
        for (Map.Entry<String, String> id : made.entrySet()) {
            known = known.replace(id.getValue(), id.getKey());
        }
        return known;
    }
}

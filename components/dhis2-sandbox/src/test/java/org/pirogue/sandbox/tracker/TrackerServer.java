package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.pirogue.sandbox.api.SystemEndpoints;
import org.pirogue.sandbox.fault.Faults;
import org.pirogue.sandbox.http.Front;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Uids;
import org.pirogue.sandbox.instance.VersionMode;

/** A server with the recorded metadata, users and clock, and only the system's and the tracker's addresses. */
final class TrackerServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant RECORDED = Instant.parse("2026-11-22T12:07:07Z");

    final TrackerStore store = new TrackerStore();
    final Instance instance;
    private final Front front;
    private final HttpClient client = HttpClient.newHttpClient();

    TrackerServer() throws IOException {
        Clock recorded = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), RECORDED));
        instance = new Instance("tracker", VersionMode.V2_43, recorded, new Uids(1));
        load(resource("/fixture/metadata.json"));
        load(resource("/fixture/07-users.json"));
        instance.users().add("M5zQapPyTZI", "admin", "district", Set.of("ALL"), List.of("wrvVOE2iAM9"));
        front = Front.open(
                "127.0.0.1",
                0,
                instance.users(),
                new Faults(),
                List.of(new TrackerEndpoints(instance, store), new SystemEndpoints(instance)));
    }

    /** The 1,800 persons of the export that were there when the recordings began, the later deleted one among them. */
    TrackerServer withPersons() throws IOException {
        try (InputStream zipped = TrackerServer.class.getResourceAsStream("/fixture/tracked-entities.json.gz")) {
            ObjectNode export = (ObjectNode) JSON.readTree(new GZIPInputStream(zipped));
            ArrayNode persons = (ArrayNode) export.get("trackedEntities");
            ArrayNode early = JSON.createArrayNode();
            for (JsonNode person : persons) {
                if (person.path("createdAt").asText().compareTo("2026-11-22T12:07") < 0) {
                    early.add(alive(person));
                }
            }
            export.set("trackedEntities", early);
            TrackerExport.load(new ByteArrayInputStream(JSON.writeValueAsBytes(export)), store);
        }
        return this;
    }

    private static JsonNode alive(JsonNode node) {
        node.findParents("deleted").forEach(parent -> ((ObjectNode) parent).put("deleted", false));
        return node;
    }

    static JsonNode resource(String path) throws IOException {
        try (InputStream in = TrackerServer.class.getResourceAsStream(path)) {
            return JSON.readTree(in);
        }
    }

    private void load(JsonNode metadata) {
        metadata.fields().forEachRemaining(type -> {
            if (type.getValue() instanceof ArrayNode objects) {
                objects.forEach(object -> {
                    if (type.getKey().equals("users")) {
                        instance.users().add((ObjectNode) object);
                    } else {
                        instance.metadata().put(type.getKey(), (ObjectNode) object);
                    }
                });
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + front.address().getPort();
    }

    static String admin() {
        return basic("admin", "district");
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode get(String path) throws IOException {
        return JSON.readTree(send(request(path).GET().build()).body());
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpRequest.Builder request(String path) {
        String escaped = path.replace("[", "%5B").replace("]", "%5D");
        return HttpRequest.newBuilder(URI.create(url() + escaped)).header("Authorization", admin());
    }

    @Override
    public void close() {
        front.close();
        instance.close();
    }
}

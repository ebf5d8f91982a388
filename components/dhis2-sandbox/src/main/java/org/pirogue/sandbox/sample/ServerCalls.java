package org.pirogue.sandbox.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Writes to a server as any client does, so that the server sets the times. */
final class ServerCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String url;
    private final String token;

    ServerCalls(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** @throws IllegalStateException with the server's message where it refuses anything */
    void write(String strategy, String type, ArrayNode records) {
        if (records.isEmpty()) {
            return;
        }
        ObjectNode body = JSON.createObjectNode();
        body.set(type, records);
        JsonNode report = post("tracker?async=false&importStrategy=" + strategy, body);
        if (report.path("stats").path("ignored").asInt() > 0) {
            throw new IllegalStateException(
                    "the tracker refused %s of %s: %s".formatted(strategy, type, report.path("validationReport")));
        }
    }

    /** @throws IllegalStateException where the answer's status is another than 200 */
    JsonNode post(String path, ObjectNode body) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
        try {
            return JSON.readTree(send(request.build(), 200));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + url + " answered: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException where the answer's status is another than 200 */
    JsonNode get(String path) {
        try {
            return JSON.readTree(send(request(path).GET().build(), 200));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + url + " answered: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException where the answer's status is another than 204 */
    void delete(String path) {
        send(request(path).DELETE().build(), 204);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/" + path))
                .header("Authorization", "ApiToken " + token)
                .timeout(Duration.ofSeconds(60));
    }

    private String send(HttpRequest request, int expected) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new IllegalStateException("%s %s: %d %s"
                        .formatted(request.method(), request.uri().getPath(), response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + url + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing to " + url, e);
        }
    }
}

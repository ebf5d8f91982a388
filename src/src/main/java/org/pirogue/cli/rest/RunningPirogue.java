package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.Refusal;

/**
 * The REST interface of a Pirogue on this machine. Every question may end in a {@link Refusal}: P511 unreachable, P513
 * token refused, P514 an answer that is not understood, or the code that Pirogue itself answers with.
 */
public final class RunningPirogue {
    /** Slices of a plan that one request asks for. */
    private static final int PAGE = 5_000;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final String token;

    RunningPirogue(int port, String token) {
        this.base = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    /** The error body of the REST interface. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(
            @Nullable String code,
            @Nullable String text,
            @Nullable String place,
            @Nullable String hint) {
        String sentence() {
            return Stream.of(text, place, hint)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining(" · "));
        }
    }

    public URI address() {
        return base;
    }

    public boolean isHealthy() {
        try {
            return http.send(request("/health").build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public JsonNode statusAsIs() {
        return get("/api/status", new TypeReference<>() {});
    }

    public Status status() {
        return get("/api/status", new TypeReference<>() {});
    }

    /** Runs that wait for approval, oldest first. */
    public List<Run> held(@Nullable String flow) {
        return get("/api/runs?state=held" + (flow == null ? "" : "&flow=" + encoded(flow)), new TypeReference<>() {});
    }

    /** Everything that an approval would change, page by page. */
    public void heldSlices(String id, Consumer<PlannedSlice> each) {
        slices(id, "held", each);
    }

    /** @param what {@code approve} or {@code refuse} */
    public Run decide(String id, String what, String by, String reason) {
        return post("/api/runs/" + encoded(id) + "/" + what, Map.of("by", by, "reason", reason));
    }

    public Run start(String flow, RunRequest wish) {
        return post("/api/flows/" + encoded(flow) + "/runs", wish);
    }

    public Run run(String id) {
        return get("/api/runs/" + encoded(id), new TypeReference<>() {});
    }

    /** The newest first. */
    public List<Run> runs(String flow, int limit) {
        return get("/api/flows/" + encoded(flow) + "/runs?limit=" + limit, new TypeReference<>() {});
    }

    public List<Reject> rejects(String id, int limit) {
        return get("/api/runs/" + encoded(id) + "/rejects?limit=" + limit, new TypeReference<>() {});
    }

    /** Takes a run back. */
    public Run cancel(String id) {
        HttpRequest request = request("/api/runs/" + encoded(id) + "/cancel")
                .POST(BodyPublishers.noBody())
                .build();
        return ask(request, new TypeReference<>() {});
    }

    /** All of it, page by page: a plan may be longer than memory. */
    public void plan(String id, Consumer<PlannedSlice> each) {
        slices(id, "plan", each);
    }

    private void slices(String id, String what, Consumer<PlannedSlice> each) {
        int seen = 0;
        List<PlannedSlice> page;
        do {
            page = get(
                    "/api/runs/" + encoded(id) + "/" + what + "?limit=" + PAGE + "&offset=" + seen,
                    new TypeReference<>() {});
            page.forEach(each);
            seen += page.size();
        } while (page.size() == PAGE);
    }

    public List<Connection> connections() {
        return get("/api/connections", new TypeReference<>() {});
    }

    /** @param by who wants it */
    public Connection suspend(String connection, String reason, String by) {
        return post(
                "/api/connections/" + encoded(connection) + "/suspend",
                Map.of("reason", reason, "by", by),
                new TypeReference<>() {});
    }

    public Connection resume(String connection) {
        return post("/api/connections/" + encoded(connection) + "/resume", Map.of(), new TypeReference<>() {});
    }

    private <T> T post(String path, Map<String, String> body, TypeReference<T> type) {
        try {
            return ask(
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                            .build(),
                    type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public Comparison comparison(String id) {
        return get("/api/runs/" + encoded(id) + "/comparison", new TypeReference<>() {});
    }

    private Run post(String path, Object body) {
        HttpRequest.Builder request = request(path);
        try {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return ask(request.build(), new TypeReference<>() {});
    }

    private <T> T get(String path, TypeReference<T> type) {
        return ask(request(path).build(), type);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_WITHIN)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private <T> T ask(HttpRequest request, TypeReference<T> type) {
        HttpResponse<String> answer = send(request);
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw Refusal.unreachable("P513", base.toString());
        }
        try {
            if (status / 100 == 2) {
                return json.readValue(answer.body(), type);
            }
            Told told = json.readValue(answer.body(), Told.class);
            if (told.code() != null) {
                throw Refusal.told(told.code(), told.sentence());
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Falls to the refusal below: what answers on that port does not speak as Pirogue does.
        }
        throw Refusal.unreachable("P514", base.toString(), request.uri().getPath(), String.valueOf(status));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw Refusal.unreachable("P511", base.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unreachable("P511", base.toString());
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

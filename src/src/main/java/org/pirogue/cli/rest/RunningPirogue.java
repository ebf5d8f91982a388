package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** The same Pirogue, asked by somebody else. */
    public RunningPirogue as(String other) {
        return new RunningPirogue(base.getPort(), other);
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
        return post(
                "/api/runs/" + encoded(id) + "/" + what, Map.of("by", by, "reason", reason), new TypeReference<>() {});
    }

    public Run start(String flow, RunRequest wish) {
        return post("/api/flows/" + encoded(flow) + "/runs", wish, new TypeReference<>() {});
    }

    /** @param flow null for all; {@code state}: open, settled, gone or all */
    public List<Conflict> conflicts(@Nullable String flow, String state, int limit) {
        String of = flow == null ? "" : "&flow=" + encoded(flow);
        return get("/api/conflicts?state=" + state + "&limit=" + limit + of, new TypeReference<>() {});
    }

    /** @return those that were open, and are settled now */
    public List<Conflict> settle(List<Long> ids, String keep, String reason) {
        return post("/api/conflicts", Map.of("ids", ids, "keep", keep, "reason", reason), new TypeReference<>() {});
    }

    public List<ForeignValue> foreign(String flow, int limit) {
        return get("/api/flows/" + encoded(flow) + "/foreign?limit=" + limit, new TypeReference<>() {});
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

    /** The country's files take effect, if nothing is wrong with them. @param check look only */
    public Deployment deploy(boolean check) {
        return post("/api/deploy", Map.of("check", check), new TypeReference<>() {});
    }

    /** What of the flows' tables does not fit what their servers have now. */
    public List<Misfit> misfits() {
        return get("/api/metadata/misfits", new TypeReference<>() {});
    }

    public Comparison comparison(String id) {
        return get("/api/runs/" + encoded(id) + "/comparison", new TypeReference<>() {});
    }

    /** Writes an answer to a file as it comes. */
    void download(String path, String accept, Path file) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(30))
                .header("Accept", accept)
                .header("Authorization", "Bearer " + token)
                .build();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() / 100 != 2) {
                throw refused(request, answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
        }
    }

    /** The first of what a comparison found. */
    public List<DriftedCell> drift(String id, int limit) {
        return get("/api/runs/" + encoded(id) + "/drift?limit=" + limit, new TypeReference<>() {});
    }

    /** Number of cells by kind. */
    public Map<String, Long> driftCounts(String id) {
        return get("/api/runs/" + encoded(id) + "/drift/counts", new TypeReference<>() {});
    }

    /** All of what a comparison found, as CSV in UTF-8. */
    public byte[] driftSheet(String id) {
        HttpResponse<String> answer = send(request("/api/runs/" + encoded(id) + "/drift.csv")
                .setHeader("Accept", "text/csv")
                .build());
        if (answer.statusCode() != 200) {
            throw Refusal.unreachable(
                    "P514", base.toString(), answer.request().uri().getPath(), String.valueOf(answer.statusCode()));
        }
        return answer.body().getBytes(StandardCharsets.UTF_8);
    }

    /** Delivers again what a comparison found missing at the target. @return how many cells */
    public long repair(String id) {
        Map<String, Long> repaired = ask(
                request("/api/runs/" + encoded(id) + "/repair")
                        .POST(BodyPublishers.noBody())
                        .build(),
                new TypeReference<>() {});
        return repaired.getOrDefault("cells", 0L);
    }

    <T> T post(String path, Object body, TypeReference<T> type) {
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

    <T> T delete(String path, TypeReference<T> type) {
        return ask(request(path).DELETE().build(), type);
    }

    <T> T get(String path, TypeReference<T> type) {
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
        if (status / 100 == 2) {
            try {
                return json.readValue(answer.body(), type);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw strange(request, status);
            }
        }
        throw refused(request, status, answer.body());
    }

    private Refusal refused(HttpRequest request, int status, String body) {
        if (status == 401) {
            return Refusal.unreachable("P513", base.toString());
        }
        try {
            Told told = json.readValue(body, Told.class);
            if (told.code() != null) {
                return Refusal.told(told.code(), told.sentence());
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Falls to the refusal below: what answers on that port does not speak as Pirogue does.
        }
        return status == 403 ? Refusal.unreachable("P513", base.toString()) : strange(request, status);
    }

    private Refusal strange(HttpRequest request, int status) {
        return Refusal.unreachable("P514", base.toString(), request.uri().getPath(), String.valueOf(status));
    }

    private HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw Refusal.unreachable("P511", base.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unreachable("P511", base.toString());
        }
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

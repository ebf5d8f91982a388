package org.pirogue.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.fault.FaultKind;

class FaultTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.named("faults"));

    @BeforeEach
    void load() throws IOException {
        JsonNode unit = Recording.JSON.readTree(
                "{\"organisationUnits\":[{\"id\":\"OU000000001\",\"name\":\"A\"},{\"id\":\"OU000000002\",\"name\":\"B\"}]}");
        sandbox.loadMetadata(unit);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Authorization", "ApiToken " + sandbox.createToken("admin"))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersTheSecondCallWithTheStatusOfTheScript() throws Exception {
        sandbox.faults()
                .add(Fault.status("organisationUnits", 429, "slow down", "Retry-After", "7")
                        .skipping(1)
                        .times(1));

        assertThat(get("/api/organisationUnits").statusCode()).isEqualTo(200);
        HttpResponse<String> hit = get("/api/organisationUnits");
        assertThat(hit.statusCode()).isEqualTo(429);
        assertThat(hit.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(get("/api/organisationUnits").statusCode()).isEqualTo(200);
        assertThat(sandbox.faults().hits()).isEqualTo(1);
    }

    @Test
    void takesAScriptOverHttp() throws Exception {
        HttpRequest script = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/faults"))
                .POST(HttpRequest.BodyPublishers.ofString("[{\"kind\":\"EMPTY\",\"path\":\"/api/me\",\"times\":1}]"))
                .build();
        assertThat(http.send(script, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);

        HttpResponse<String> empty = get("/api/me");
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void carriesARequestOutAndCutsTheConnection() {
        sandbox.faults()
                .add(Fault.of(FaultKind.DROP_AFTER, "/api/organisationUnits").on("POST"));
        HttpRequest post = request("/api/organisationUnits")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"OU000000003\",\"name\":\"C\",\"shortName\":\"C\",\"openingDate\":\"2020-01-01\"}"))
                .build();

        assertThatThrownBy(() -> http.send(post, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(sandbox.metadata().has("organisationUnits", "OU000000003")).isTrue();
        assertThat(sandbox.truth().all()).hasSize(1);
    }

    @Test
    void cutsBeforeARequestIsCarriedOut() {
        sandbox.faults()
                .add(Fault.of(FaultKind.DROP_BEFORE, "/api/organisationUnits").on("DELETE"));
        HttpRequest delete =
                request("/api/organisationUnits/OU000000001").DELETE().build();

        assertThatThrownBy(() -> http.send(delete, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(sandbox.metadata().has("organisationUnits", "OU000000001")).isTrue();
    }

    @Test
    void truncatesAnAnswer() {
        sandbox.faults().add(Fault.truncate("/api/organisationUnits", 10));

        assertThatThrownBy(() -> get("/api/organisationUnits")).isInstanceOf(IOException.class);
    }

    @Test
    void closesItsHalfWhileTheClientMayStillSpeak() throws Exception {
        sandbox.faults()
                .add(Fault.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("kind", "half-close")
                        .put("path", "/api/organisationUnits")
                        .put("atByte", 10)));
        URI at = URI.create(sandbox.url());
        try (Socket client = new Socket(at.getHost(), at.getPort())) {
            String ask = "GET /api/organisationUnits HTTP/1.1\r\nHost: x\r\nAuthorization: ApiToken "
                    + sandbox.createToken("admin") + "\r\n\r\n";
            client.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"").doesNotContain("OU000000002");
            for (int more = 0; more < 20; more++) {
                client.getOutputStream().write("more".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void hangs() {
        sandbox.faults().add(Fault.of(FaultKind.HANG, "/api/me"));
        HttpRequest hung = request("/api/me").timeout(Duration.ofMillis(300)).build();

        assertThatThrownBy(() -> http.send(hung, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void dripsTheWholeAnswer() throws Exception {
        String whole = get("/api/organisationUnits").body();
        sandbox.faults().add(Fault.drip("/api/organisationUnits", 300));

        assertThat(get("/api/organisationUnits").body()).isEqualTo(whole);
    }

    @Test
    void sendsToTheLoginPage() throws Exception {
        sandbox.faults().add(Fault.of(FaultKind.LOGIN, "/api/me"));

        assertThat(get("/api/me").statusCode()).isEqualTo(302);
    }
}

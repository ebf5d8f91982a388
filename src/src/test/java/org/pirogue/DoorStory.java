package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at all, by a token and by a password, and what nobody can make it do. */
abstract class DoorStory {
    private final StartedPirogue pirogue = RuntimeIT.pirogue();

    @ParameterizedTest(name = "{0} answers {1} to nobody, {2} to the pirogue.token(), {3} to the administrator")
    @CsvSource({
        "/health, 200, 200, 200",
        "/info, 401, 200, 200",
        "/prometheus, 401, 200, 200",
        "/api/nothing, 401, 404, 404",
        "/hawtio/, 401, 403, 200",
        "/hawtio/index.html, 401, 403, 200",
        "/hawtio/jolokia, 401, 403, 200",
        "/jolokia, 401, 403, 200",
        "/env, 401, 403, 404",
        "/anything, 401, 403, 404",
        "/, 401, 302, 302",
        "/home, 401, 200, 200"
    })
    void letsIn(String path, int nobody, int withToken, int administrator) throws Exception {
        assertThat(pirogue.get(path, null).statusCode()).isEqualTo(nobody);
        assertThat(pirogue.get(path, pirogue.token()).statusCode()).isEqualTo(withToken);
        assertThat(pirogue.get(path, pirogue.admin()).statusCode()).isEqualTo(administrator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer x", "Basic YWRtaW46YWRtaW4=", "Basic dXNlcjo=", "Basic YWRtaW46"})
    void refusesGuesses(String authorization) throws Exception {
        assertThat(pirogue.get("/prometheus", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsNobodyMoreThanThatItIsUp() throws Exception {
        assertThat(pirogue.get("/health", null).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(pirogue.get("/health", pirogue.admin()).body()).contains("diskFreeMb", "PostgreSQL", "camelHealth");
    }

    @Test
    void takesACommandOnlyFromAPageOfItsOwn() throws Exception {
        var command = "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"Uptime\"}";
        assertThat(pirogue.post("/hawtio/jolokia", command, pirogue.admin(), null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(pirogue.post("/api/nothing", "{}", pirogue.admin(), null).statusCode())
                .isEqualTo(403);
        assertThat(pirogue.post("/api/nothing", "{}", pirogue.token(), null).statusCode())
                .isEqualTo(404);
        assertThat(pirogue.get("/jolokia/exec/java.lang:type=Memory/gc", pirogue.admin())
                        .statusCode())
                .isEqualTo(403);
        assertThat(pirogue.get("/hawtio/jolokia?p=/exec/java.lang:type=Memory/gc", pirogue.admin())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void saysWhereItListensAndKeepsItsSecretsToItself() throws Exception {
        assertThat(Files.readString(pirogue.data().resolve("pirogue.port")))
                .isEqualToIgnoringNewLines("{\"port\":" + pirogue.port() + ",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
        assertThat(List.of(pirogue.data().resolve("secrets").toFile().list()))
                .containsExactlyInAnyOrder(
                        "admin-password",
                        "api-token",
                        "audit-key",
                        "node-name",
                        "postgres-admin-password",
                        "postgres-password");
    }
}

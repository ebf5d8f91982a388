package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataImportTest {

    /** Objects in the order of the payload: A(ccepted), R(efused), B(lamed), U(nknown). */
    @ParameterizedTest
    @CsvSource({
        "metadata-update-200,A",
        "metadata-duplicate-code-409,R",
        "metadata-bad-reference-409,R",
        "metadata-missing-required-409,R",
        "metadata-create-only-existing-409,R",
        "metadata-integration-409,R",
        "metadata-dryrun-200,OUTCOME_UNKNOWN",
        "metadata-async-200,OUTCOME_UNKNOWN",
        "me-bad-password-401,SIGN_IN"
    })
    void readsRecordedReports(String name, String expected) {
        Recording recording = Recording.of(name);
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            MetadataVerdict verdict = client.importMetadata(MetadataImport.of("organisationUnits", sent(recording)));
            assertThat(letters(verdict)).isEqualTo(expected);
        } catch (Dhis2Exception e) {
            assertThat(e.kind().name()).isEqualTo(expected);
        }
    }

    private static List<ObjectNode> sent(Recording recording) {
        List<ObjectNode> units = new ArrayList<>();
        JsonNode body = recording.sent();
        if (body != null) {
            body.path("organisationUnits").forEach(unit -> units.add((ObjectNode) unit));
        }
        return units.isEmpty() ? List.of(unit("abcdefghij1")) : units;
    }

    private static ObjectNode unit(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static String letters(MetadataVerdict verdict) {
        return verdict.outcomes().values().stream()
                .map(outcome -> outcome.state().name().substring(0, 1))
                .collect(Collectors.joining());
    }

    @Test
    void keepsTheCodeAndTheWordsOfARefusal() {
        Recording recording = Recording.of("metadata-duplicate-code-409");
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            Outcome outcome = client.importMetadata(MetadataImport.of("organisationUnits", sent(recording)))
                    .outcomes()
                    .values()
                    .iterator()
                    .next();
            assertThat(outcome.refusal().code()).isEqualTo("E5003");
            assertThat(outcome.refusal().text()).contains("already exists on object");
        }
    }

    @Test
    void takesCulpritsOutAndSendsTheInnocentAgain() {
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    boolean bad = request.body().contains("badbadbadb1");
                    answer(out, bad ? 409 : 200, bad ? refused("badbadbadb1") : accepted(request.body()));
                });
                Dhis2BulkClient client = server.client()) {
            MetadataVerdict verdict = new MetadataWriter(
                            client,
                            MetadataImport.of(
                                    "organisationUnits",
                                    List.of(unit("goodgoodgo1"), unit("badbadbadb1"), unit("goodgoodgo2"))))
                    .write();
            assertThat(letters(verdict)).isEqualTo("ARA");
            assertThat(server.requests).hasSize(2);
        }
    }

    @Test
    void triesHalvesWhereNoCulpritIsNamed() {
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    boolean bad = request.body().contains("badbadbadb1");
                    answer(out, bad ? 409 : 200, bad ? refused("") : accepted(request.body()));
                });
                Dhis2BulkClient client = server.client()) {
            MetadataVerdict verdict = new MetadataWriter(
                            client,
                            MetadataImport.of(
                                    "organisationUnits",
                                    List.of(unit("goodgoodgo1"), unit("goodgoodgo2"), unit("badbadbadb1"))))
                    .write();
            assertThat(letters(verdict)).isEqualTo("AAR");
        }
    }

    @Test
    void whatWasSentAndNotAnsweredIsUnknown() {
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    boolean bad = request.body().contains("badbadbadb1");
                    if (bad) {
                        answer(out, 409, refused("badbadbadb1"));
                    } else {
                        socket.close();
                    }
                });
                Dhis2BulkClient client = server.client()) {
            MetadataVerdict verdict = new MetadataWriter(
                            client,
                            MetadataImport.of("organisationUnits", List.of(unit("badbadbadb1"), unit("goodgoodgo1"))))
                    .write();
            assertThat(letters(verdict)).isEqualTo("RU");
            assertThat(verdict.stopped()).isNotNull();
        }
    }

    @Test
    void nothingDecidedIsThrown() {
        try (SmallServer server = new SmallServer((request, out, socket) -> answer(out, 503, "{}"));
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception thrown = catchThrowableOfType(Dhis2Exception.class, () -> new MetadataWriter(
                            client, MetadataImport.of("organisationUnits", List.of(unit("goodgoodgo1"))))
                    .write());
            assertThat(thrown.kind()).isEqualTo(Dhis2Exception.Kind.SERVER_ERROR);
        }
    }

    @Test
    void wantsAnIdOfItsOwnForEachObject() {
        assertThatThrownBy(() -> MetadataImport.of("organisationUnits", List.of(unit("a"), unit("a"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String refused(String uid) {
        String named = uid.isEmpty()
                ? ""
                : "{\"uid\":\"%s\",\"errorReports\":[{\"errorCode\":\"E4000\",\"message\":\"no\"}]}".formatted(uid);
        return "{\"status\":\"WARNING\",\"response\":{\"status\":\"ERROR\",\"typeReports\":[{\"objectReports\":[%s]}]}}"
                .formatted(named);
    }

    private static String accepted(String sent) {
        String named =
                Json.tree(sent.getBytes(StandardCharsets.UTF_8))
                        .path("organisationUnits")
                        .findValuesAsText("id")
                        .stream()
                        .map("{\"uid\":\"%s\",\"errorReports\":[]}"::formatted)
                        .collect(Collectors.joining(","));
        return "{\"status\":\"OK\",\"response\":{\"status\":\"OK\",\"typeReports\":[{\"objectReports\":[%s]}]}}"
                .formatted(named);
    }

    private static void answer(java.io.OutputStream out, int status, String body) throws java.io.IOException {
        SmallServer.reply(out, status, "Content-Type: application/json", body);
    }
}

package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

class RegistrationsTest {
    private static final DataValueQuery QUERY = DataValueQuery.of("RzjXAkWoelI")
            .orgUnits(List.of("Vc5Gqlx2pQS"))
            .periods(List.of("202510"))
            .build();

    @Test
    void readsWhatWasRecorded() {
        try (SmallServer server = Recording.of("complete-get-200").server();
                Dhis2BulkClient client = server.client()) {
            assertThat(client.exportRegistrations(QUERY))
                    .containsExactly(new Registration(
                            "RzjXAkWoelI", "202510", "Vc5Gqlx2pQS", "HllvX50cXC0", true, "2026-11-22", "admin"));
        }
    }

    @Test
    void takesTheRecordedVerdicts() {
        assertThat(judged("complete-post-200")).containsExactly(Outcome.ACCEPTED);
        assertThat(judged("complete-post-bad-409")).singleElement().satisfies(outcome -> {
            assertThat(outcome.state()).isEqualTo(Outcome.State.REFUSED);
            assertThat(outcome.refusal().text()).isEqualTo("Data set not found or not accessible");
        });
    }

    private static List<Outcome> judged(String name) {
        Recording recording = Recording.of(name);
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            return client.importRegistrations(sent(recording)).outcomes();
        }
    }

    private static List<Registration> sent(Recording recording) {
        List<Registration> sent = new ArrayList<>();
        for (JsonNode each : recording.sent().path("completeDataSetRegistrations")) {
            sent.add(Registration.of(
                    each.path("dataSet").asText(),
                    each.path("period").asText(),
                    each.path("organisationUnit").asText(),
                    null,
                    null,
                    each.path("completed").asBoolean(true)));
        }
        return sent;
    }

    @Test
    void anAnswerThatIsNoListIsNeverAnEmptyOne() {
        assertThat(kindOfRead(200, "{\"status\":\"OK\",\"message\":\"done\"}")).isEqualTo(Kind.UNEXPECTED_ANSWER);
        assertThat(kindOfRead(200, "")).isEqualTo(Kind.EMPTY_ANSWER);
        assertThat(kindOfRead(200, "{\"completeDataSetRegistrations\":[{\"period\":\"202510\"}]}"))
                .isEqualTo(Kind.UNEXPECTED_ANSWER);
    }

    private static Kind kindOfRead(int status, String body) {
        try (SmallServer server = server(status, body);
                Dhis2BulkClient client = server.client()) {
            return catchThrowableOfType(Dhis2Exception.class, () -> client.exportRegistrations(QUERY))
                    .kind();
        }
    }

    @Test
    void aSuccessThatCountsSomethingElseIsNoVerdict() {
        assertThat(kindOfWrite(200, summary(0, 0))).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(kindOfWrite(200, "")).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(kindOfWrite(200, "{\"status\":\"OK\"}")).isEqualTo(Kind.OUTCOME_UNKNOWN);
        assertThat(kindOfWrite(409, "")).isEqualTo(Kind.OUTCOME_UNKNOWN);
    }

    private static Kind kindOfWrite(int status, String body) {
        try (SmallServer server = server(status, body);
                Dhis2BulkClient client = server.client()) {
            return catchThrowableOfType(Dhis2Exception.class, () -> client.importRegistrations(registrations("A")))
                    .kind();
        }
    }

    @Test
    void sendsHalvesUntilTheCulpritStandsAlone() {
        AtomicInteger calls = new AtomicInteger();
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    calls.incrementAndGet();
                    String body = request.body();
                    int sent = body.split("organisationUnit", -1).length - 1;
                    boolean bad = body.contains("\"BAD\"");
                    SmallServer.reply(
                            out,
                            bad ? 409 : 200,
                            "Content-Type: application/json",
                            summary(bad ? sent - 1 : sent, bad ? 1 : 0));
                });
                Dhis2BulkClient client = server.client()) {
            Verdict verdict = new RegistrationWriter(client, registrations("A", "B", "BAD", "D")).write();
            assertThat(verdict.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(
                            Outcome.State.ACCEPTED,
                            Outcome.State.ACCEPTED,
                            Outcome.State.REFUSED,
                            Outcome.State.ACCEPTED);
            assertThat(calls).hasValue(5);
        }
    }

    private static List<Registration> registrations(String... units) {
        return java.util.Arrays.stream(units)
                .map(unit -> Registration.of("RzjXAkWoelI", "202510", unit, null, "2026-02-07", true))
                .toList();
    }

    private static String summary(int updated, int ignored) {
        String conflicts = ignored == 0 ? "" : "{\"object\":\"BAD\",\"value\":\"Organisation unit not found\"}";
        return "{\"httpStatusCode\":200,\"status\":\"OK\",\"message\":\"x\",\"response\":{\"status\":\"SUCCESS\","
                + "\"importCount\":{\"imported\":0,\"updated\":" + updated + ",\"ignored\":" + ignored
                + ",\"deleted\":0},\"conflicts\":[" + conflicts + "]}}";
    }

    private static SmallServer server(int status, String body) {
        return new SmallServer(
                (request, out, socket) -> SmallServer.reply(out, status, "Content-Type: application/json", body));
    }
}

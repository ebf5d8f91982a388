package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;
import org.pirogue.camel.dhis2.bulk.Outcome.State;

class TrackerImportTest {

    /** Objects in the order of the payload: A(ccepted), R(efused), B(lamed), U(nknown). */
    @ParameterizedTest
    @CsvSource({
        "tracker-post-sync-created-200,AAA",
        "tracker-post-same-again-create-and-update-200,AAA",
        "tracker-post-same-again-create-409,RRR",
        "tracker-post-update-missing-409,RRR",
        "tracker-mixed-atomic-object-200,AAARBB",
        "tracker-mixed-atomic-all-409,BBBRBB",
        "tracker-delete-200,A",
        "tracker-delete-again-409,R",
        "tracker-event-create-200,A",
        "tracker-event-bad-orgunit-409,R",
        "tracker-event-bad-dataelement-409,R",
        "tracker-te-bad-date-attribute-409,RBB",
        "tracker-unique-attribute-clash-409,RBB",
        "tracker-validate-only-200,AAA",
        "sync-tracker-post-export-verbatim-to-target-200,AAAAAAAAAAAAAAA",
        "tracker-401,SIGN_IN",
        "tracker-bad-param-400,REFUSED",
        "tracker-event-bad-date-400,REFUSED",
        "tracker-event-duplicate-in-payload-500,SERVER_ERROR",
        "tracker-post-async-200,OUTCOME_UNKNOWN",
        "tracker-post-accept-xml-406,REFUSED"
    })
    void readsRecordedReports(String name, String expected) {
        Recording recording = Recording.of(name);
        assertThat(judged(recording)).isEqualTo(expected);
    }

    @Test
    void keepsCodesOfAllReasonsAndTheCountsAsTold() {
        Recording recording = Recording.of("tracker-mixed-atomic-object-200");
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            TrackerVerdict verdict = client.importTracker((ObjectNode) recording.sent(), Map.of());
            assertThat(verdict.stats()).isEqualTo(new TrackerVerdict.Stats(3, 0, 0, 2, 5));
            assertThat(verdict.objects())
                    .filteredOn(object -> object.state() == State.REFUSED)
                    .singleElement()
                    .satisfies(object -> {
                        assertThat(object.uid()).isEqualTo("cj8VtBqRvVC");
                        assertThat(object.type()).isEqualTo(TrackerVerdict.Type.TRACKED_ENTITY);
                        assertThat(object.refusals()).extracting(Refusal::code).containsExactly("E1049");
                    });
            assertThat(server.requests.get(0).target())
                    .isEqualTo("/api/tracker?importStrategy=CREATE_AND_UPDATE&atomicMode=OBJECT&async=false");
        }
    }

    @Test
    void takesNoTruncatedReportForASuccess() {
        Recording recording = Recording.of("tracker-post-sync-created-200");
        byte[] report = recording.answer().getBytes(StandardCharsets.UTF_8);
        int[] cut = {0};
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: " + cut[0]);
                    out.write(Arrays.copyOf(report, cut[0]));
                });
                Dhis2BulkClient client = server.client()) {
            for (cut[0] = 0; cut[0] < report.length; cut[0] += 7) {
                Dhis2Exception fault = catchThrowableOfType(
                        Dhis2Exception.class, () -> client.importTracker((ObjectNode) recording.sent(), Map.of()));
                assertThat(fault.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
            }
        }
    }

    @Test
    void doesNotTakeAReportOfOtherObjectsForASuccess() {
        Recording created = Recording.of("tracker-post-sync-created-200");
        try (SmallServer server = Recording.of("tracker-empty-200").server();
                Dhis2BulkClient client = server.client()) {
            assertThatThrownBy(() -> client.importTracker((ObjectNode) created.sent(), Map.of()))
                    .isInstanceOfSatisfying(
                            Dhis2Exception.class, e -> assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN));
        }
    }

    @Test
    void refusesAnObjectWithoutAUidBeforeSendingAnything() {
        ObjectNode payload = Json.MAPPER.createObjectNode();
        payload.putArray("events").addObject().put("program", "p");
        try (SmallServer server = SmallServer.json(200, "{}");
                Dhis2BulkClient client = server.client()) {
            assertThatThrownBy(() -> client.importTracker(payload, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("EVENT");
            assertThat(server.requests).isEmpty();
        }
    }

    private static String judged(Recording recording) {
        boolean validate =
                recording.call().path("request").path("path").asText().contains("VALIDATE");
        ObjectNode payload = recording.sent() instanceof ObjectNode sent ? sent : Json.MAPPER.createObjectNode();
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            String[] states = {""};
            Dhis2Exception fault =
                    catchThrowableOfType(
                            Dhis2Exception.class,
                            () -> states[0] = client
                                    .importTracker(payload, validate ? Map.of("importMode", "VALIDATE") : Map.of())
                                    .objects()
                                    .stream()
                                    .map(object -> object.state().name().substring(0, 1))
                                    .collect(Collectors.joining()));
            return fault == null ? states[0] : fault.kind().name();
        }
    }
}

package org.pirogue.sandbox.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackerServerTest {
    private static final String HERE = "Vc5Gqlx2pQS";
    private static final String THERE = "K5hOtN2UJef";
    private static final String OUTSIDE = "nCFBQZLR2Hs";
    private static final String SYNC = "/api/tracker?async=false&importStrategy=CREATE_AND_UPDATE";
    private static final long LONG_AGO = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();

    private TrackerServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TrackerServer();
        server.store.load(person("PersonAAAA1", "EnrollAAAA1", "EventAAAAA1", HERE, "N1"));
        server.store.load(person("PersonAAAA2", "EnrollAAAA2", "EventAAAAA2", THERE, "N2"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TrackedEntity person(String uid, String enrollment, String event, String unit, String number) {
        Stamp stamp = Stamp.of(LONG_AGO, LONG_AGO, "admin");
        List<Value> values = List.of(Value.of("qHB8Sna2dPv", "POS", LONG_AGO));
        return TrackedEntity.of(
                uid,
                "aahntlLVaoh",
                unit,
                stamp,
                List.of(Value.of("BllXQ1OB9DQ", number, LONG_AGO), Value.of("aWFxg6XJ5ls", "Nobody", LONG_AGO)),
                List.of(Enrollment.active(
                        enrollment,
                        "t2C2qbFdLUY",
                        unit,
                        LONG_AGO,
                        stamp,
                        List.of(Event.completed(event, "Qz84av7ojIj", unit, LONG_AGO, stamp, values)))));
    }

    private static String event(String uid, String enrollment, String unit, String result) {
        return """
                {"events": [{"event": "%s", "program": "t2C2qbFdLUY", "programStage": "Qz84av7ojIj", "orgUnit": "%s",
                "enrollment": "%s", "occurredAt": "2026-03-01", "status": "COMPLETED",
                "dataValues": [{"dataElement": "qHB8Sna2dPv", "value": "%s"}]}]}""".formatted(uid, unit, enrollment, result);
    }

    private JsonNode list(String path) throws IOException {
        JsonNode read = server.get("/api/tracker/" + path);
        JsonNode list = read.path(path.substring(0, path.indexOf('?')));
        assertThat(list.isArray()).as(read.toString()).isTrue();
        return list;
    }

    private static List<String> uids(JsonNode list, String field) {
        return list.findValuesAsText(field);
    }

    @Test
    void anEditedEventBringsItsPersonBackToThoseUpdatedSince() throws IOException {
        String since = "trackedEntities?program=t2C2qbFdLUY&orgUnitMode=ACCESSIBLE&updatedAfter=2026-11-22T12:07:00";
        assertThat(list(since)).isEmpty();
        assertThat(server.post(SYNC, event("EventAAAAA1", "EnrollAAAA1", HERE, "NEG"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(uids(list(since + "&fields=trackedEntity"), "trackedEntity")).containsExactly("PersonAAAA1");
        Event changed = server.store.event("EventAAAAA1").orElseThrow();
        assertThat(changed.stamp().createdAt()).isEqualTo(LONG_AGO);
        assertThat(changed.dataValues().get(0).value()).isEqualTo("NEG");
        assertThat(changed.dataValues().get(0).createdAt()).isEqualTo(LONG_AGO);
        assertThat(changed.dataValues().get(0).updatedAt()).isGreaterThan(LONG_AGO);
    }

    @Test
    void aMovedEventLeavesItsOldFacility() throws IOException {
        server.post(SYNC, event("EventAAAAA1", "EnrollAAAA1", THERE, "POS"));
        String at = "events?program=t2C2qbFdLUY&fields=event&orgUnit=";
        assertThat(list(at + HERE)).isEmpty();
        assertThat(uids(list(at + THERE), "event")).containsExactlyInAnyOrder("EventAAAAA1", "EventAAAAA2");
    }

    @Test
    void aDeletedEventShowsOnlyToWhoAsksForDeletions() throws IOException {
        server.post("/api/tracker?async=false&importStrategy=DELETE", "{\"events\": [{\"event\": \"EventAAAAA1\"}]}");
        String of =
                "trackedEntities?trackedEntities=PersonAAAA1&program=t2C2qbFdLUY&fields=enrollments[events[event,deleted]]";
        assertThat(list(of).get(0).path("enrollments").get(0).path("events")).isEmpty();
        JsonNode gone = list(of + "&includeDeleted=true")
                .get(0)
                .path("enrollments")
                .get(0)
                .path("events");
        assertThat(gone.get(0).path("deleted").asBoolean()).isTrue();
        assertThat(server.store.entity("PersonAAAA1").orElseThrow().stamp().updatedAt())
                .isGreaterThan(LONG_AGO);
    }

    @Test
    void aDeletedPersonTakesEnrollmentsAndEventsAlong() throws IOException {
        HttpResponse<String> answer = server.post(
                "/api/tracker?async=false&importStrategy=DELETE",
                "{\"trackedEntities\": [{\"trackedEntity\": \"PersonAAAA1\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(list("events?program=t2C2qbFdLUY&orgUnit=" + HERE)).isEmpty();
        JsonNode gone = list("events?program=t2C2qbFdLUY&includeDeleted=true&fields=event&orgUnit=" + HERE);
        assertThat(uids(gone, "event")).containsExactly("EventAAAAA1");
        assertThat(server.send(server.request("/api/tracker/trackedEntities/PersonAAAA1")
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsExportedWholeCanBePostedToAnotherServer() throws IOException {
        JsonNode export = server.get(
                "/api/tracker/trackedEntities?program=t2C2qbFdLUY&orgUnitMode=ACCESSIBLE&fields=*&paging=false");
        try (TrackerServer other = new TrackerServer()) {
            HttpResponse<String> answer = other.post(SYNC, export.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode copy = other.get(
                    "/api/tracker/trackedEntities?program=t2C2qbFdLUY&orgUnitMode=ACCESSIBLE&fields=*&paging=false");
            assertThat(withoutTimes(copy)).isEqualTo(withoutTimes(export));
        }
    }

    private static JsonNode withoutTimes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(List.of("createdAt", "updatedAt"));
        }
        node.forEach(TrackerServerTest::withoutTimes);
        if (node instanceof ArrayNode array && array.path(0).has("trackedEntityType")) {
            return array;
        }
        return node;
    }

    @Test
    void acceptsAGzippedPayload() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(event("EventAAAAA9", "EnrollAAAA1", HERE, "POS").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = server.send(server.request(SYNC)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(zipped.toByteArray()))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(server.store.event("EventAAAAA9")).isPresent();
    }

    @Test
    void readsOnlyWhereTheUserMayLook() {
        String integration = TrackerServer.basic("integration", "Integr@tion1");
        HttpResponse<String> refused =
                server.send(server.request("/api/tracker/events?program=t2C2qbFdLUY&orgUnit=" + OUTSIDE)
                        .setHeader("Authorization", integration)
                        .build());
        assertThat(refused.statusCode()).isEqualTo(403);
    }

    @Test
    void writesEveryChangeToTheGroundTruth() {
        server.post(SYNC, event("EventAAAAA9", "EnrollAAAA1", HERE, "POS"));
        server.post("/api/tracker?async=false&importStrategy=DELETE", "{\"events\": [{\"event\": \"EventAAAAA9\"}]}");
        assertThat(server.instance.truth().all())
                .extracting(write -> write.kind() + " " + write.key() + " " + write.deleted())
                .containsExactly("event EventAAAAA9 false", "event EventAAAAA9 true");
    }

    @Test
    void refusesAnEventThatLosesItsCompletion() throws IOException {
        String scheduled = event("EventAAAAA1", "EnrollAAAA1", HERE, "POS").replace("COMPLETED", "SCHEDULE");
        JsonNode report =
                TrackerServer.JSON.readTree(server.post(SYNC, scheduled).body());
        assertThat(uids(report, "errorCode")).contains("E1315", "E1316", "E1050");
    }

    @Test
    void refusesAnEventWhereItsProgramIsNotOffered() throws IOException {
        ObjectNode program = server.instance
                .metadata()
                .byId("programs", "t2C2qbFdLUY")
                .orElseThrow()
                .deepCopy();
        program.putArray("organisationUnits").addObject().put("id", HERE);
        server.instance.metadata().put("programs", program);
        JsonNode report =
                TrackerServer.JSON.readTree(server.post(SYNC, event("EventAAAAA2", "EnrollAAAA2", THERE, "NEG"))
                        .body());
        assertThat(uids(report, "errorCode")).containsExactly("E1029");
    }

    @Test
    void takesCodesWhereTheSchemeSaysSo() throws IOException {
        String code = server.instance.orgUnits().byId(THERE).orElseThrow().code();
        String coded = event("EventAAAAA9", "EnrollAAAA1", code, "POS");
        assertThat(server.post(SYNC, coded).statusCode()).isEqualTo(409);
        assertThat(server.post(SYNC + "&orgUnitIdScheme=CODE", coded).statusCode())
                .isEqualTo(200);
        assertThat(server.store.event("EventAAAAA9").orElseThrow().orgUnit()).isEqualTo(THERE);
        JsonNode read = list("events?program=t2C2qbFdLUY&events=EventAAAAA9&orgUnitIdScheme=CODE&fields=orgUnit");
        assertThat(uids(read, "orgUnit")).containsExactly(code);
    }

    @Test
    void selectsByDateStatusValueAndOrder() throws IOException {
        server.post(SYNC, event("EventAAAAA9", "EnrollAAAA1", HERE, "NEG"));
        String events = "events?program=t2C2qbFdLUY&orgUnitMode=ACCESSIBLE&fields=event";
        assertThat(uids(list(events + "&occurredAfter=2026-03-01&occurredBefore=2026-03-01"), "event"))
                .containsExactly("EventAAAAA9");
        assertThat(uids(list(events + "&filter=qHB8Sna2dPv:in:POS;MAYBE&order=orgUnit:asc,event:desc"), "event"))
                .containsExactlyInAnyOrder("EventAAAAA1", "EventAAAAA2");
        assertThat(list(events + "&status=ACTIVE")).isEmpty();
        assertThat(uids(list(events + "&order=occurredAt:desc,event:asc"), "event"))
                .containsExactly("EventAAAAA9", "EventAAAAA1", "EventAAAAA2");
        assertThat(uids(
                        list("enrollments?program=t2C2qbFdLUY&orgUnits=" + THERE + "&enrolledAfter=2026-01-01"),
                        "enrollment"))
                .containsExactly("EnrollAAAA2");
    }

    @Test
    void leavesNothingBehindWhenADuplicateBreaksAnImport() {
        String twice = """
                {"trackedEntities": [%1$s, %1$s]}""".formatted(
                        "{\"trackedEntity\": \"PersonAAAA7\", \"trackedEntityType\": \"aahntlLVaoh\", \"orgUnit\": \""
                                + HERE + "\"}");
        assertThat(server.post(SYNC, twice).statusCode()).isEqualTo(500);
        assertThat(server.store.entity("PersonAAAA7")).isEmpty();
        assertThat(server.instance.truth().all()).isEmpty();
    }
}

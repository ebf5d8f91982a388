package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    @ParameterizedTest
    @CsvSource({
        "2.40.7, V2_40, true",
        "2.41.0-SNAPSHOT, V2_41, true",
        "2.42.3, V2_42, true",
        "2.43.1, V2_43, true",
        "2.43, V2_43, true",
        "43.2.0, V2_43, true",
        "2.44-rc1, V2_43, false",
        "44.0.0, V2_43, false",
        "2.39.4, V2_40, false",
        "2.4, V2_40, false",
        "master, V2_43, false",
        "'', V2_43, false"
    })
    void takesTheNearestRowOfAVersionThatItDoesNotKnow(String version, Differences row, boolean known) {
        assertThat(Differences.nearest(version)).isEqualTo(row);
        assertThat(Differences.of(version).isPresent()).isEqualTo(known);
    }

    /** 2.41 has a pager that names no next page: the first page must not be taken for the last. */
    @ParameterizedTest(name = "{0}, {1} records, {2} calls")
    @CsvSource({
        "2.40.5, 7, 3",
        "2.40.5, 6, 3",
        "2.41.3, 7, 3",
        "2.41.3, 6, 3",
        "2.42.1, 6, 2",
        "2.43.1, 7, 3",
        "2.43.1, 6, 2"
    })
    void readsAllPagesOfEachVersion(String version, int records, int calls) {
        try (SmallServer server = new SmallServer((request, out, socket) -> SmallServer.reply(
                        out, 200, "Content-Type: application/json", page(version, request, records)));
                Dhis2BulkClient client =
                        new Dhis2BulkClient(server.connection().version(null).build())) {
            TrackedEntityQuery query =
                    TrackedEntityQuery.of("p").below("ou").pageSize(3).build();
            List<String> read = new ArrayList<>();
            try (TrackedEntities entities = client.exportTrackedEntities(query)) {
                entities.forEachRemaining(
                        entity -> read.add(entity.path("trackedEntity").asText()));
            }
            assertThat(read).hasSize(records).doesNotHaveDuplicates();
            assertThat(server.requests).hasSize(calls + 1);
            assertThat(server.requests.get(1).target())
                    .contains(
                            version.startsWith("2.40")
                                    ? "orgUnit=ou&ouMode=DESCENDANTS"
                                    : "orgUnits=ou&orgUnitMode=DESCENDANTS");
        }
    }

    private static String page(String version, SmallServer.Request request, int records) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        if (request.target().startsWith("/api/system/info")) {
            return answer.put("version", version).toString();
        }
        int page = Integer.parseInt(request.target().replaceAll(".*[&?]page=(\\d+).*", "$1"));
        boolean old = version.startsWith("2.40");
        ArrayNode list = answer.putArray(old ? "instances" : "trackedEntities");
        for (int i = 3 * (page - 1); i < Math.min(3 * page, records); i++) {
            list.addObject().put("trackedEntity", "te" + i);
        }
        ObjectNode pager = old ? answer : answer.putObject("pager");
        pager.put("page", page).put("pageSize", 3);
        if (!old && !version.startsWith("2.41") && 3 * page < records) {
            pager.put("nextPage", "http://elsewhere/");
        }
        return answer.toString();
    }

    @Test
    void asksForTheVersionOnce() {
        try (SmallServer server = new SmallServer((request, out, socket) ->
                        SmallServer.reply(out, 200, "Content-Type: application/json", page("2.41.0", request, 1)));
                Dhis2BulkClient client =
                        new Dhis2BulkClient(server.connection().version(null).build())) {
            TrackedEntityQuery query = TrackedEntityQuery.of("p").build();
            client.exportTrackedEntities(query).close();
            client.exportTrackedEntities(query).close();
            assertThat(server.requests)
                    .filteredOn(request -> request.target().contains("system/info"))
                    .hasSize(1);
        }
    }
}

package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

class TrackedEntityExportTest {

    private static final TrackedEntityQuery QUERY = TrackedEntityQuery.of("t2C2qbFdLUY")
            .below("wrvVOE2iAM9")
            .updatedAfter("2026-11-01T00:00:00")
            .includeDeleted(true)
            .pageSize(3)
            .build();

    @Test
    void followsPagesByNumberAndNeverTheAddressOfTheServer() {
        try (SmallServer server = pages(7, true);
                Dhis2BulkClient client = server.client()) {
            assertThat(uids(client)).containsExactly("te0", "te1", "te2", "te3", "te4", "te5", "te6");
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests.get(2).target())
                    .startsWith(
                            "/api/tracker/trackedEntities?program=t2C2qbFdLUY&orgUnits=wrvVOE2iAM9&orgUnitMode=DESCENDANTS"
                                    + "&updatedAfter=2026-11-01T00:00:00&includeDeleted=true&fields=")
                    .endsWith("&pageSize=3&page=3");
        }
    }

    @Test
    void holdsOnePageOnly() {
        try (SmallServer server = pages(7, true);
                Dhis2BulkClient client = server.client();
                TrackedEntities entities = client.exportTrackedEntities(QUERY)) {
            assertThat(server.requests).hasSize(1);
            entities.next();
            entities.next();
            entities.next();
            assertThat(server.requests).hasSize(1);
            entities.next();
            assertThat(server.requests).hasSize(2);
            assertThat(entities.count()).isEqualTo(4);
        }
    }

    @Test
    void endsAtAShortPageWhereThereIsNoPager() {
        try (SmallServer server = pages(7, false);
                Dhis2BulkClient client = server.client()) {
            assertThat(uids(client)).hasSize(7);
        }
    }

    @Test
    void readsARecordedPage() {
        try (SmallServer server = Recording.of("tracker-te-filter-unique-200").server();
                Dhis2BulkClient client = server.client()) {
            assertThat(uids(client)).containsExactly("dc1ZJk4byLE");
        }
    }

    @Test
    void leavesOutWhatSlidOverFromThePageBefore() {
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    boolean first = request.target().endsWith("&page=1");
                    SmallServer.reply(
                            out, 200, "X: y", first ? page(List.of(0, 1, 2), true) : page(List.of(2, 3), false));
                });
                Dhis2BulkClient client = server.client()) {
            assertThat(uids(client)).containsExactly("te0", "te1", "te2", "te3");
        }
    }

    @Test
    void doesNotReadAServerForEverThatIgnoresThePageNumber() {
        try (SmallServer server = SmallServer.json(200, page(List.of(0, 1, 2), true));
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | ''                               | EMPTY_ANSWER",
                "200 | '<html></html>'                  | NOT_JSON",
                "200 | '{\"pager\":{}}'                 | UNEXPECTED_ANSWER",
                "200 | '{\"trackedEntities\":[1]}'      | UNEXPECTED_ANSWER",
                "200 | '{\"trackedEntities\":['         | TRUNCATED",
                "400 | '<html></html>'                  | REFUSED",
                "500 | ''                               | SERVER_ERROR"
            })
    void namesEachAnswerThatIsNoPage(int status, String body, Kind kind) {
        try (SmallServer server = SmallServer.json(status, body);
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).kind()).isEqualTo(kind);
        }
    }

    @Test
    void refusesAPageLargerThanItsBound() {
        try (SmallServer server = SmallServer.json(200, page(List.of(0, 1, 2), false));
                Dhis2BulkClient client = new Dhis2BulkClient(
                        server.connection().maxAnswerBytes(50).build())) {
            assertThat(fault(client).kind()).isEqualTo(Kind.TOO_LARGE);
        }
    }

    private static SmallServer pages(int size, boolean pager) {
        return new SmallServer((request, out, socket) -> {
            int page = Integer.parseInt(request.target().replaceAll(".*&page=", ""));
            List<Integer> numbers = IntStream.range((page - 1) * 3, Math.min(page * 3, size))
                    .boxed()
                    .toList();
            ObjectNode answer = (ObjectNode) Json.MAPPER.readTree(page(numbers, page * 3 < size));
            if (!pager) {
                answer.remove("pager");
            }
            SmallServer.reply(out, 200, "Content-Type: application/json", answer.toString());
        });
    }

    private static String page(List<Integer> numbers, boolean more) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ObjectNode pager = answer.putObject("pager");
        if (more) {
            pager.put("nextPage", "http://elsewhere.invalid/api/tracker/trackedEntities?page=9");
        }
        ArrayNode entities = answer.putArray("trackedEntities");
        numbers.forEach(n -> entities.addObject().put("trackedEntity", "te" + n).put("updatedAt", "2026"));
        return answer.toString();
    }

    private static List<String> uids(Dhis2BulkClient client) {
        List<String> uids = new ArrayList<>();
        client.exportTrackedEntities(QUERY)
                .forEachRemaining(
                        entity -> uids.add(entity.path("trackedEntity").asText()));
        return uids;
    }

    private static Dhis2Exception fault(Dhis2BulkClient client) {
        Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> uids(client));
        assertThat(fault).as("a fault").isNotNull();
        return fault;
    }
}

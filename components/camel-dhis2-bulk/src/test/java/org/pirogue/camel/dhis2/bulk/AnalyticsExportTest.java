package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

class AnalyticsExportTest {

    private static final AnalyticsQuery QUERY = new AnalyticsQuery(
            List.of("rH1qSakZi0H", "w3PUUbCx2iz"),
            List.of("202501", "202502"),
            List.of("mCIzvgfv69N", "bkf09bZV7Wt", "h4hrHcd0hyv"));

    @Test
    void givesEachRowAsAValueOfTheItemThatWasAskedFor() {
        try (SmallServer server = Recording.of("analytics-aggregate-200").server();
                Dhis2BulkClient client = server.client()) {
            List<DataValue> values = new ArrayList<>();
            client.exportAnalytics(QUERY).forEachRemaining(values::add);
            assertThat(values)
                    .hasSize(12)
                    .contains(DataValue.put("w3PUUbCx2iz", "202501", "mCIzvgfv69N", null, "103.47"))
                    .contains(DataValue.put("rH1qSakZi0H", "202502", "mCIzvgfv69N", null, "550"));
            assertThat(server.requests).singleElement().satisfies(request -> assertThat(request.target())
                    .startsWith("/api/analytics.json?")
                    .contains("dimension=dx:rH1qSakZi0H%3Bw3PUUbCx2iz"));
        }
    }

    @Test
    void takesNoRowsForNoneWhereAllThatWasAskedIsNamed() {
        AnalyticsQuery query = new AnalyticsQuery(List.of("rH1qSakZi0H"), List.of("200001"), List.of("wrvVOE2iAM9"));
        try (SmallServer server = Recording.of("analytics-empty-200").server();
                Dhis2BulkClient client = server.client()) {
            assertThat(client.exportAnalytics(query)).isExhausted();
        }
    }

    @Test
    void raisesWhereAnItemAPeriodOrAUnitIsLeftOutWithoutAWord() {
        List<AnalyticsQuery> wider = List.of(
                new AnalyticsQuery(
                        List.of("rH1qSakZi0H", "w3PUUbCx2iz", "aaaaaaaaaaa"), QUERY.periods(), QUERY.orgUnits()),
                new AnalyticsQuery(QUERY.items(), List.of("202501", "202502", "202503"), QUERY.orgUnits()),
                new AnalyticsQuery(QUERY.items(), QUERY.periods(), List.of("mCIzvgfv69N", "aaaaaaaaaaa")));
        assertThat(wider).allSatisfy(query -> assertThat(
                        fault("analytics-aggregate-200", query).kind())
                .isEqualTo(Kind.PARTIAL_ANSWER));
        assertThat(fault("analytics-code-output-200", QUERY).kind()).isEqualTo(Kind.PARTIAL_ANSWER);
    }

    @Test
    void raisesARefusalWithDhis2sOwnCode() {
        assertThat(fault("analytics-unauthorised-ou-409", QUERY)).satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
            assertThat(fault.errorCode()).contains("E7120");
        });
    }

    @Test
    void raisesWhereverTheAnswerBreaksOff() {
        byte[] answer = Recording.of("analytics-aggregate-200").answer().getBytes(StandardCharsets.UTF_8);
        int[] cut = {0};
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json");
                    out.write(answer, 0, cut[0]);
                });
                Dhis2BulkClient client = server.client()) {
            for (cut[0] = 0; cut[0] < answer.length; cut[0] += 7) {
                Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> client.exportAnalytics(QUERY)
                        .forEachRemaining(value -> {}));
                assertThat(fault).as("cut at " + cut[0]).isNotNull();
                assertThat(fault.kind()).isIn(Kind.TRUNCATED, Kind.EMPTY_ANSWER);
            }
        }
    }

    @Test
    void asksForManyItemsAndUnitsInSeveralCalls() {
        List<String> units =
                IntStream.range(0, 200).mapToObj(i -> "unit%07d".formatted(i)).toList();
        List<String> items =
                IntStream.range(0, 60).mapToObj(i -> "item%07d".formatted(i)).toList();
        assertThat(new AnalyticsQuery(items, List.of("202501"), units).calls())
                .extracting(call -> call.items().size() * call.orgUnits().size())
                .containsExactly(50 * 150, 10 * 150, 50 * 50, 10 * 50);
    }

    private static Dhis2Exception fault(String recording, AnalyticsQuery query) {
        try (SmallServer server = Recording.of(recording).server();
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception fault = catchThrowableOfType(
                    Dhis2Exception.class, () -> client.exportAnalytics(query).forEachRemaining(value -> {}));
            assertThat(fault).as("a fault").isNotNull();
            return fault;
        }
    }
}

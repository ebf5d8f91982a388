package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Summaries as versions before 2.43 write them: bad rows are left out, the others are in. */
class OldSummaryTest {

    private static final List<DataValue> THREE = IntStream.range(0, 3)
            .mapToObj(i -> DataValue.put("de" + i, "202510", "ou" + i, "coc", "1"))
            .toList();

    @Test
    void readsAPartialSuccessUnder409() {
        String answer = """
                {"httpStatus":"Conflict","httpStatusCode":409,"status":"WARNING","message":"One more conflicts encountered",
                 "response":{"responseType":"ImportSummary","status":"WARNING","description":"Import process completed successfully",
                 "importCount":{"imported":2,"updated":0,"ignored":1,"deleted":0},
                 "conflicts":[{"object":"ou1","objects":{"organisationUnit":"ou1"},"value":"Organisation unit not found: `ou1`",
                 "errorCode":"E7612","property":"orgUnit","indexes":[1]}],"rejectedIndexes":[1],"dataSetComplete":"false"}}""";
        assertThat(states(409, answer)).isEqualTo("ARA");
    }

    @Test
    void readsABareSummary() {
        String answer = """
                {"responseType":"ImportSummary","status":"SUCCESS","description":"Import process completed successfully",
                 "importCount":{"imported":1,"updated":2,"ignored":0,"deleted":0},"dataSetComplete":"false"}""";
        assertThat(states(200, answer)).isEqualTo("AAA");
    }

    @Test
    void findsTheCulpritByItsIdWhereThereAreNoIndexes() {
        String answer = """
                {"responseType":"ImportSummary","status":"WARNING","importCount":{"imported":2,"updated":0,"ignored":1,"deleted":0},
                 "conflicts":[{"object":"ou2","value":"Organisation unit not found"}],"dataSetComplete":"false"}""";
        assertThat(states(200, answer)).isEqualTo("AAR");
    }

    @Test
    void trustsNobodyWhenMoreWasIgnoredThanIsNamed() {
        String answer = """
                {"responseType":"ImportSummary","status":"WARNING","importCount":{"imported":1,"updated":0,"ignored":2,"deleted":0},
                 "conflicts":[{"object":"ou2","value":"Organisation unit not found"}],"dataSetComplete":"false"}""";
        assertThat(states(200, answer)).isEqualTo("BBR");
    }

    @Test
    void refusesAllRowsThatOneConflictNames() {
        String answer = """
                {"httpStatusCode":409,"status":"WARNING","response":{"status":"WARNING",
                 "importCount":{"imported":1,"updated":0,"ignored":2,"deleted":0},
                 "conflicts":[{"object":"x","value":"Org unit not in hierarchy","errorCode":"E7617","indexes":[0,2]}],
                 "rejectedIndexes":[0,2]}}""";
        assertThat(states(409, answer)).isEqualTo("RAR");
    }

    @Test
    void takesASuccessThatCountsNothingForUnknown() {
        String answer =
                "{\"status\":\"SUCCESS\",\"importCount\":{\"imported\":0,\"updated\":0,\"ignored\":0,\"deleted\":0}}";
        assertThatThrownBy(() -> states(200, answer))
                .isInstanceOfSatisfying(
                        Dhis2Exception.class, e -> assertThat(e.kind()).isEqualTo(Dhis2Exception.Kind.OUTCOME_UNKNOWN));
    }

    private static String states(int status, String answer) {
        try (SmallServer server = SmallServer.json(status, answer);
                Dhis2BulkClient client = server.client()) {
            return client.importDataValues(DataValueImport.of("ds", THREE)).outcomes().stream()
                    .map(outcome -> outcome.state().name().substring(0, 1))
                    .collect(Collectors.joining());
        }
    }
}

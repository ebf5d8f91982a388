package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

class DataValueExportTest {

    private static final DataValueQuery QUERY = DataValueQuery.of("RzjXAkWoelI")
            .orgUnits(List.of("Vc5Gqlx2pQS"))
            .periods(List.of("202510"))
            .build();

    @Test
    void givesEachValueWhatTheHeadSaysOfAll() {
        List<DataValue> values = read(Recording.of("dvs-get-period-200"));
        assertThat(values).hasSizeGreaterThan(10).allSatisfy(value -> {
            assertThat(value.period()).isEqualTo("202510");
            assertThat(value.orgUnit()).isEqualTo("Vc5Gqlx2pQS");
        });
        assertThat(values.get(0))
                .isEqualTo(new DataValue(
                        "KsTQyZSFA9x",
                        "202510",
                        "Vc5Gqlx2pQS",
                        "fy3sBI9Zp4h",
                        "HllvX50cXC0",
                        "35",
                        false,
                        "2026-11-22T12:02:19.218+0000",
                        "admin"));
    }

    @Test
    void showsDeletedValues() {
        assertThat(read(Recording.of("dvs-get-deleted-after-delete-200")))
                .singleElement()
                .satisfies(value -> assertThat(value.deleted()).isTrue());
    }

    @Test
    void takesAnEmptyListAndAnEmptyObjectForNone() {
        assertThat(read(Recording.of("dvs-get-none-match-200"))).isEmpty();
        try (SmallServer server = SmallServer.json(200, "{}");
                Dhis2BulkClient client = server.client()) {
            assertThat(client.exportDataValues(QUERY).hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | ''                                                          | EMPTY_ANSWER",
                "204 | ''                                                          | EMPTY_ANSWER",
                "200 | '<!DOCTYPE html><html>Sign in</html>'                       | NOT_JSON",
                "200 | '[]'                                                        | UNEXPECTED_ANSWER",
                "200 | '{\"httpStatus\":\"OK\",\"status\":\"ERROR\",\"message\":\"x\"}' | UNEXPECTED_ANSWER",
                "200 | '{\"pager\":{}}'                                            | UNEXPECTED_ANSWER",
                "200 | '{\"dataValues\":null}'                                     | UNEXPECTED_ANSWER",
                "200 | '{\"dataValues\":[1]}'                                      | UNEXPECTED_ANSWER",
                "200 | '{\"dataValues\":[{\"dataElement\":\"a\"}]}'                | UNEXPECTED_ANSWER",
                "200 | '{\"dataValues\":[],\"status\":\"x\",\"message\":\"x\"}'    | UNEXPECTED_ANSWER",
                "200 | '{\"dataValues\":[]} and'                                   | NOT_JSON",
                "200 | '{\"dataValues\":['                                         | TRUNCATED",
                "200 | '{'                                                         | TRUNCATED",
                "302 | ''                                                          | REDIRECT",
                "400 | '{\"status\":\"ERROR\",\"message\":\"x\"}'                  | REFUSED",
                "401 | ''                                                          | SIGN_IN",
                "403 | ''                                                          | SIGN_IN",
                "404 | '<html></html>'                                             | NOT_FOUND",
                "409 | '{\"status\":\"ERROR\",\"errorCode\":\"E2002\"}'            | REFUSED",
                "413 | ''                                                          | TOO_LARGE",
                "429 | ''                                                          | RATE_LIMITED",
                "500 | ''                                                          | SERVER_ERROR",
                "502 | '<html></html>'                                             | SERVER_ERROR",
                "503 | ''                                                          | SERVER_ERROR"
            })
    void namesEachAnswerThatHoldsNoData(int status, String body, Kind kind) {
        try (SmallServer server = SmallServer.json(status, body);
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).kind()).isEqualTo(kind);
        }
    }

    @Test
    void raisesWhereverTheAnswerBreaksOff() {
        byte[] answer = Recording.of("dvs-get-period-200").answer().getBytes(StandardCharsets.UTF_8);
        int[] cut = {0};
        boolean[] honest = {false};
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    String length = honest[0] ? "X-Length: none" : "Content-Length: " + answer.length;
                    SmallServer.head(out, 200, "Content-Type: application/json\r\n" + length);
                    out.write(Arrays.copyOf(answer, cut[0]));
                });
                Dhis2BulkClient client = server.client()) {
            for (cut[0] = 1; cut[0] < answer.length; cut[0] += 50) {
                for (boolean withoutLength : new boolean[] {true, false}) {
                    honest[0] = withoutLength;
                    assertThat(fault(client).kind())
                            .as("cut at byte %d of %d", cut[0], answer.length)
                            .isEqualTo(Kind.TRUNCATED);
                }
            }
        }
    }

    @Test
    void raisesWhenTheLastChunkIsMissing() {
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json\r\nTransfer-Encoding: chunked");
                    out.write("11\r\n{\"dataValues\":[]}\r\n".getBytes(StandardCharsets.US_ASCII));
                });
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).kind()).isEqualTo(Kind.TRUNCATED);
        }
    }

    @Test
    void givesTheFirstValueWhileTheServerIsStillWriting() throws Exception {
        CountDownLatch firstSeen = new CountDownLatch(1);
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json");
                    out.write(
                            ("{\"dataValues\":[" + " ".repeat(10_000) + value(1)).getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    if (firstSeen.await(20, TimeUnit.SECONDS)) {
                        out.write(("," + value(2) + "]}").getBytes(StandardCharsets.US_ASCII));
                    }
                });
                Dhis2BulkClient client = server.client();
                DataValues values = client.exportDataValues(QUERY)) {
            assertThat(values.next().value()).isEqualTo("1");
            firstSeen.countDown();
            assertThat(values.next().value()).isEqualTo("2");
            assertThat(values.hasNext()).isFalse();
            assertThat(values.count()).isEqualTo(2);
        }
    }

    @Test
    void streamsTwoMillionValuesThroughLittleMemory() {
        int size = 2_000_000;
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json");
                    var buffered = new java.io.BufferedOutputStream(out, 1 << 16);
                    buffered.write("{\"dataValues\":[".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < size; i++) {
                        buffered.write(((i == 0 ? "" : ",") + value(i)).getBytes(StandardCharsets.US_ASCII));
                    }
                    buffered.write("]}".getBytes(StandardCharsets.US_ASCII));
                    buffered.flush();
                });
                Dhis2BulkClient client = server.client();
                DataValues values = client.exportDataValues(QUERY)) {
            long sum = 0;
            while (values.hasNext()) {
                sum += Long.parseLong(values.next().value());
            }
            assertThat(values.count()).isEqualTo(size);
            assertThat(sum).isEqualTo((long) size * (size - 1) / 2);
        }
        assertThat(Runtime.getRuntime().maxMemory()).as("heap of this test").isLessThan(300L << 20);
    }

    @Test
    void givesItsConnectionBackAtTheEndAtAFaultAndWhenClosed() {
        try (SmallServer server = SmallServer.json(200, "{\"dataValues\":[" + value(1) + "," + value(2) + "]}");
                Dhis2BulkClient client = new Dhis2BulkClient(server.connection()
                        .maxConnections(1)
                        .responseTimeout(Duration.ofSeconds(5))
                        .build())) {
            client.exportDataValues(QUERY).forEachRemaining(value -> {});
            DataValues left = client.exportDataValues(QUERY);
            left.next();
            left.close();
            server.answering((request, out, socket) -> SmallServer.reply(out, 200, "X: y", "{\"dataValues\":["));
            assertThat(fault(client).kind()).isEqualTo(Kind.TRUNCATED);
            assertThat(fault(client).kind()).isEqualTo(Kind.TRUNCATED);
        }
    }

    @Test
    void saysThatAllConnectionsAreTaken() {
        try (SmallServer server = SmallServer.json(200, "{\"dataValues\":[" + value(1) + "," + value(2) + "]}");
                Dhis2BulkClient client = new Dhis2BulkClient(server.connection()
                        .maxConnections(1)
                        .responseTimeout(Duration.ofMillis(300))
                        .build());
                DataValues open = client.exportDataValues(QUERY)) {
            assertThat(open.hasNext()).isTrue();
            assertThat(fault(client).kind()).isEqualTo(Kind.TIMEOUT);
        }
    }

    @Test
    void raisesWhenPacketsStopComing() {
        CountDownLatch never = new CountDownLatch(1);
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    SmallServer.head(out, 200, "Content-Type: application/json");
                    out.write("{\"dataValues\":[".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    never.await();
                });
                Dhis2BulkClient client = new Dhis2BulkClient(server.connection()
                        .responseTimeout(Duration.ofSeconds(60))
                        .socketTimeout(Duration.ofMillis(200))
                        .build())) {
            assertThat(fault(client).kind()).isEqualTo(Kind.TIMEOUT);
        } finally {
            never.countDown();
        }
    }

    @Test
    void asksForManyUnitsInSeveralCallsAndJoinsTheAnswers() {
        List<String> units =
                IntStream.range(0, 400).mapToObj(i -> "unit%07d".formatted(i)).toList();
        try (SmallServer server = SmallServer.json(200, "{\"dataValues\":[" + value(1) + "]}");
                Dhis2BulkClient client = server.client()) {
            DataValueQuery query = DataValueQuery.of("a", "b")
                    .orgUnits(units)
                    .between("2025-01-01", "2025-12-31")
                    .lastUpdated("2025-06-01")
                    .includeDeleted(true)
                    .parameter("orgUnitIdScheme", "code:X Y")
                    .build();
            List<DataValue> values = new ArrayList<>();
            client.exportDataValues(query).forEachRemaining(values::add);
            assertThat(values).hasSize(3);
            assertThat(server.requests).hasSize(3).allSatisfy(request -> assertThat(request.target())
                    .startsWith("/api/dataValueSets?dataSet=a&dataSet=b&orgUnit=unit")
                    .endsWith(
                            "&startDate=2025-01-01&endDate=2025-12-31&lastUpdated=2025-06-01&includeDeleted=true&orgUnitIdScheme=code:X%20Y")
                    .hasSizeLessThan(4000));
        }
    }

    @Test
    void refusesAQueryWithoutBounds() {
        assertThatThrownBy(() -> DataValueQuery.of("a").orgUnits(List.of("o")).build())
                .hasMessageContaining("periods");
        assertThatThrownBy(() -> DataValueQuery.of("a").periods(List.of("2025")).build())
                .hasMessageContaining("org unit");
    }

    private static String value(int i) {
        return "{\"dataElement\":\"de" + i % 50 + "\",\"period\":\"202510\",\"orgUnit\":\"ou" + i % 1000
                + "\",\"categoryOptionCombo\":\"c\",\"attributeOptionCombo\":\"d\",\"value\":\"" + i
                + "\",\"storedBy\":\"x\",\"lastUpdated\":\"2026-11-22T12:02:19.218+0000\"}";
    }

    private static List<DataValue> read(Recording recording) {
        try (SmallServer server = recording.server();
                Dhis2BulkClient client = server.client()) {
            List<DataValue> values = new ArrayList<>();
            client.exportDataValues(QUERY).forEachRemaining(values::add);
            return values;
        }
    }

    private static Dhis2Exception fault(Dhis2BulkClient client) {
        Dhis2Exception fault = catchThrowableOfType(
                Dhis2Exception.class, () -> client.exportDataValues(QUERY).forEachRemaining(value -> {}));
        assertThat(fault).as("a fault").isNotNull();
        return fault;
    }
}

package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception.Kind;

/** Nothing is a success without a verdict that was read to its end. */
class WriteFaultTest {

    private static final DataValueImport ONE = DataValueImport.of(
            "RzjXAkWoelI", List.of(DataValue.put("rH1qSakZi0H", "202510", "Vc5Gqlx2pQS", null, "secret-value-77")));

    @Test
    void takesNoTruncatedVerdictForASuccess() {
        byte[] verdict = Recording.of("dvs-post-1-ok-200").answer().getBytes(StandardCharsets.UTF_8);
        int[] cut = {0};
        boolean[] honest = {false};
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    int length = honest[0] ? cut[0] : verdict.length;
                    SmallServer.head(out, 200, "Content-Type: application/json\r\nContent-Length: " + length);
                    out.write(Arrays.copyOf(verdict, cut[0]));
                });
                Dhis2BulkClient client = server.client()) {
            for (cut[0] = 0; cut[0] < verdict.length; cut[0]++) {
                for (boolean cutAtTheSource : new boolean[] {true, false}) {
                    honest[0] = cutAtTheSource;
                    assertThat(fault(client).kind())
                            .as("cut at byte %d of %d", cut[0], verdict.length)
                            .isEqualTo(Kind.OUTCOME_UNKNOWN);
                }
            }
            honest[0] = true;
            assertThat(client.importDataValues(ONE).allAccepted()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | ''                                            | OUTCOME_UNKNOWN",
                "200 | '<html>welcome</html>'                        | OUTCOME_UNKNOWN",
                "200 | '{}'                                          | OUTCOME_UNKNOWN",
                "200 | '{\"status\":\"OK\",\"message\":\"done\"}'    | OUTCOME_UNKNOWN",
                "204 | ''                                            | OUTCOME_UNKNOWN",
                "400 | '{\"status\":\"ERROR\",\"message\":\"no\"}'   | REFUSED",
                "401 | ''                                            | SIGN_IN",
                "403 | ''                                            | SIGN_IN",
                "404 | ''                                            | NOT_FOUND",
                "409 | ''                                            | OUTCOME_UNKNOWN",
                "409 | '{\"status\":\"ERROR\",\"message\":\"no\"}'   | REFUSED",
                "413 | ''                                            | TOO_LARGE",
                "429 | ''                                            | RATE_LIMITED",
                "500 | ''                                            | OUTCOME_UNKNOWN",
                "500 | '{\"status\":\"ERROR\",\"message\":\"no\"}'   | SERVER_ERROR",
                "502 | '<html>bad gateway</html>'                    | OUTCOME_UNKNOWN",
                "503 | ''                                            | SERVER_ERROR",
                "504 | ''                                            | OUTCOME_UNKNOWN"
            })
    void namesEachAnswerThatIsNoVerdict(int status, String body, Kind kind) {
        try (SmallServer server = SmallServer.json(status, body);
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception fault = fault(client);
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.status()).isEqualTo(status);
        }
    }

    @Test
    void knowsThatNothingWasSentWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Dhis2Connection gone =
                Dhis2Connection.builder("gone", "http://127.0.0.1:" + port).build();
        try (Dhis2BulkClient client = new Dhis2BulkClient(gone)) {
            assertThat(fault(client).kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void doesNotKnowTheOutcomeAfterAReset() {
        try (SmallServer server = new SmallServer((request, out, socket) -> socket.setSoLinger(true, 0));
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void doesNotKnowTheOutcomeAfterATimeout() {
        CountDownLatch never = new CountDownLatch(1);
        try (SmallServer server = new SmallServer((request, out, socket) -> never.await());
                Dhis2BulkClient client = new Dhis2BulkClient(server.connection()
                        .responseTimeout(Duration.ofMillis(200))
                        .build())) {
            assertThat(fault(client).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        } finally {
            never.countDown();
        }
    }

    @Test
    void doesNotTakeAVerdictLargerThanItsBound() {
        try (SmallServer server =
                        SmallServer.json(200, Recording.of("dvs-post-1-ok-200").answer());
                Dhis2BulkClient client = new Dhis2BulkClient(
                        server.connection().maxAnswerBytes(100).build())) {
            assertThat(fault(client).kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void hearsHowLongToWait() {
        try (SmallServer server =
                        new SmallServer((request, out, socket) -> SmallServer.reply(out, 429, "Retry-After: 7", ""));
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).retryAfter()).contains(Duration.ofSeconds(7));
            server.answering((request, out, socket) ->
                    SmallServer.reply(out, 429, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT", ""));
            assertThat(fault(client).retryAfter()).contains(Duration.ZERO);
            server.answering((request, out, socket) -> SmallServer.reply(out, 429, "Retry-After: soon", ""));
            assertThat(fault(client).retryAfter()).isEmpty();
        }
    }

    /** What cannot be read says nothing, and never throws. Dates are held against the server's own clock. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0                              | 0",
                "120                            | 120",
                "Fri, 06 Nov 2026 10:00:30 GMT  | 30",
                "Friday, 06-Nov-26 10:00:30 GMT | 30",
                "Fri Nov  6 10:00:30 2026       | 30",
                "Fri, 06 Nov 2026 09:00:00 GMT  | 0",
                "-5                             | none",
                "1.5                            | none",
                "99999999999999999999           | none",
                "0x10                           | none",
                "''                             | none",
                "Fri, 99 Nov 2026 10:00:30 GMT  | none",
                "2026-11-06T10:00:30Z           | none",
                "٣                              | none"
            })
    void readsEachFormOfRetryAfter(String form, String seconds) {
        String date = "Date: Fri, 06 Nov 2026 10:00:00 GMT";
        try (SmallServer server = new SmallServer(
                        (request, out, socket) -> SmallServer.reply(out, 429, date + "\r\nRetry-After: " + form, ""));
                Dhis2BulkClient client = server.client()) {
            assertThat(fault(client).retryAfter())
                    .isEqualTo(
                            seconds.equals("none")
                                    ? java.util.Optional.empty()
                                    : java.util.Optional.of(Duration.ofSeconds(Long.parseLong(seconds))));
        }
    }

    @Test
    void sendsABodyThatIsTooLongInHalves() {
        List<DataValue> values = java.util.stream.IntStream.range(0, 9)
                .mapToObj(i -> DataValue.put("de", "202510", "ou" + i, null, "1"))
                .toList();
        try (SmallServer server = new SmallServer((request, out, socket) -> {
                    int sent = request.body().split("\"orgUnit\"").length - 1;
                    String summary = "{\"status\":\"SUCCESS\",\"importCount\":{\"imported\":0,\"updated\":%d,"
                            + "\"ignored\":0,\"deleted\":0},\"conflicts\":[]}";
                    if (sent > 3) {
                        SmallServer.reply(out, 413, "Content-Type: text/html", "<html>too large</html>");
                    } else {
                        SmallServer.reply(out, 200, "Content-Type: application/json", summary.formatted(sent));
                    }
                });
                Dhis2BulkClient client = server.client()) {
            Verdict verdict = new DataValueWriter(client).write(DataValueImport.of("ds", values));
            assertThat(verdict.allAccepted()).isTrue();
            assertThat(verdict.calls()).isEqualTo(7);
        }
    }

    @Test
    void tellsItsGateOfEachCallAndSendsNothingThatIsHeldBack() {
        List<String> heard = new java.util.ArrayList<>();
        boolean[] shut = {false};
        Dhis2CallGate gate = asked -> {
            if (shut[0]) {
                throw new Dhis2Exception(Kind.HELD_BACK, "shut");
            }
            return new Dhis2CallGate.Call() {
                @Override
                public void answered() {
                    heard.add(asked + " answered");
                }

                @Override
                public void failed(Dhis2Exception failure) {
                    heard.add(asked + " " + failure.kind());
                }
            };
        };
        try (SmallServer server = SmallServer.json(503, "");
                Dhis2BulkClient client =
                        new Dhis2BulkClient(server.connection().gate(gate).build())) {
            assertThat(fault(client).kind()).isEqualTo(Kind.SERVER_ERROR);
            server.answering((request, out, socket) -> SmallServer.reply(
                    out, 200, "X: y", Recording.of("dvs-post-1-ok-200").answer()));
            client.importDataValues(ONE);
            shut[0] = true;
            assertThat(fault(client).kind()).isEqualTo(Kind.HELD_BACK);
            assertThat(server.requests).hasSize(2);
            assertThat(heard)
                    .containsExactly(
                            "Asked[write=true, records=1] SERVER_ERROR", "Asked[write=true, records=1] answered");
        }
    }

    @Test
    void neverRepeatsSecretsOrValuesInAMessage() {
        String echo = "{\"status\":\"ERROR\",\"message\":\"bad secret-value-77\",\"errorCode\":\"E1\"}";
        try (SmallServer server = SmallServer.json(400, echo);
                Dhis2BulkClient client = server.client()) {
            Dhis2Exception fault = fault(client);
            assertThat(fault.toString())
                    .contains("test", "POST /api/dataValueSets", "400", "E1")
                    .doesNotContain("secret-value-77")
                    .doesNotContain("s3cret-word");
            assertThat(fault.told()).contains("bad secret-value-77");
        }
    }

    @Test
    void sendsTheDataSetValuesAsTextAndDeletionsGzipped() {
        try (SmallServer server = SmallServer.json(
                        200, Recording.of("dvs-post-with-header-200").answer());
                Dhis2BulkClient client = server.client()) {
            client.importDataValues(new DataValueImport(
                            "ds",
                            List.of(
                                    DataValue.put("a", "202501", "o", "c", "5"),
                                    DataValue.delete("b", "202501", "o", null)),
                            false,
                            java.util.Map.of("orgUnitIdScheme", "CODE"))
                    .asDryRun());
            SmallServer.Request request = server.requests.get(0);
            assertThat(request.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(request.target()).isEqualTo("/api/dataValueSets?orgUnitIdScheme=CODE&dryRun=true&async=false");
            assertThat(request.body())
                    .isEqualTo("{\"dataSet\":\"ds\",\"dataValues\":["
                            + "{\"dataElement\":\"a\",\"period\":\"202501\",\"orgUnit\":\"o\",\"categoryOptionCombo\":\"c\",\"value\":\"5\"},"
                            + "{\"dataElement\":\"b\",\"period\":\"202501\",\"orgUnit\":\"o\",\"deleted\":true}]}");
        }
    }

    private static Dhis2Exception fault(Dhis2BulkClient client) {
        Dhis2Exception fault = catchThrowableOfType(Dhis2Exception.class, () -> client.importDataValues(ONE));
        assertThat(fault).as("a fault").isNotNull();
        return fault;
    }
}

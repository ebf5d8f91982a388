package org.pirogue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.workspace.audit.Outcome;
import org.pirogue.workspace.audit.Verb;

/** Who received this list, and when: what the trail has, in a line for each recipient, version and way. */
final class ReceivedCommandTest {
    @TempDir
    Path checkout;

    private final List<String> trail = new ArrayList<>();
    private HttpServer server;
    private CommandLineFixture pirogue;

    @BeforeEach
    void aPirogueWithATrail() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/audit", exchange -> {
            assertThat(exchange.getRequestURI().getRawQuery()).contains("resource=datasets%2Feoc%2Fcases");
            byte[] body = ("[" + String.join(",", trail) + "]").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Path data = checkout.resolve("data/atlantis");
        Files.createDirectories(data.resolve("secrets"));
        Files.writeString(data.resolve("secrets/api-token"), "any");
        Files.writeString(
                data.resolve("pirogue.port"),
                "{\"port\":" + server.getAddress().getPort() + ",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
        pirogue = new CommandLineFixture(checkout);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void entry(String who, String verb, String place, String outcome, Integer rows) {
        int number = trail.size() + 1;
        trail.add("""
                {"seq":%d,"entry":{"at":"2026-11-27T08:%02d:00Z","who":"%s","verb":"%s","resource":"datasets/eoc/cases%s",
                "outcome":"%s","rows":%s}}""".formatted(number, number, who, verb, place, outcome, rows));
    }

    private List<String> lines() {
        assertThat(pirogue.call("audit", "received", "eoc/cases")).isEqualTo(Exit.OK);
        return pirogue.out()
                .lines()
                .map(line -> line.replaceAll(" {2,}", "|"))
                .skip(1)
                .toList();
    }

    @Test
    void oneLineForEachRecipientVersionAndWay() {
        entry("who/bi", "read", "/shares/7/2", "allowed", 40);
        entry("who/bi", "read", "/shares/7/2", "allowed", 40);
        entry("system", "send", "/shares/7/3/outlets/topic/who", "allowed", null);
        entry("who", "send", "/shares/7/3?event=7/3/0", "allowed", null);
        entry("who", "send", "/shares/7/3?event=7/3/1", "allowed", 41);
        entry("who", "send", "/shares/7/3?event=7/3/1", "done", 41);
        entry("system", "send", "/shares/7/3/outlets/topic/who/complete", "allowed", 41);
        entry("system", "send", "/shares/8/3/outlets/kafka/fund", "allowed", null);
        entry("system", "send", "/shares/8/3/outlets/kafka/fund/complete", "allowed", 12);
        entry("system", "read", "/shares/9/3/flows/weekly-for-gitega", "allowed", 3);
        entry("aline", "read", "/3", "allowed", 41);
        entry("who", "read", "/shares/7/3/sql", "allowed", 41);
        assertThat(lines())
                .containsExactly(
                        "who/bi|7|2|REST|2026-11-27 08:01|2026-11-27 08:02|2|40",
                        "who|7|3|topic|2026-11-27 08:04|2026-11-27 08:05|2|41",
                        "fund|8|3|kafka|2026-11-27 08:08|2026-11-27 08:09|2|12",
                        "system|9|3|flows/weekly-for-gitega|2026-11-27 08:10|2026-11-27 08:10|1|3",
                        "aline|-|3|REST|2026-11-27 08:11|2026-11-27 08:11|1|41",
                        "who|7|3|sql|2026-11-27 08:12|2026-11-27 08:12|1|41");
    }

    @Test
    void theTrailIsReadInTheReadersLanguage() {
        for (Verb verb : Verb.values()) {
            for (Outcome outcome : Outcome.values()) {
                entry("who", word(verb), "/3", word(outcome), 41);
            }
        }
        for (String lang : List.of("en", "fr")) {
            assertThat(pirogue.call("audit", "--resource", "datasets/eoc/cases", "--lang", lang))
                    .isEqualTo(Exit.OK);
        }
        assertThat(pirogue.out())
                .contains("who  use-secret  datasets/eoc/cases/3  refused  rows 41")
                .contains("who  emploi d’un secret  datasets/eoc/cases/3  refusé  lignes 41");
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Told twice, by two subscriptions, one event handed out again: they have as many rows as one telling has. */
    @Test
    void rowsOfATopicAreThoseOfItsEventsEachOnce() {
        for (String telling : List.of("7/3", "7/3.2")) {
            entry("who", "send", "/shares/7/3?event=" + telling + "/0", "allowed", null);
            entry("who", "send", "/shares/7/3?event=" + telling + "/1", "allowed", 500);
            entry("who", "send", "/shares/7/3?event=" + telling + "/2", "allowed", 12);
            entry("who", "send", "/shares/7/3?event=" + telling + "/1", "allowed", 500);
            entry("who", "send", "/shares/7/3?event=" + telling + "/3", "allowed", null);
        }
        assertThat(lines()).containsExactly("who|7|3|topic|2026-11-27 08:01|2026-11-27 08:10|10|512");
    }

    /** What went before it broke off may have arrived. */
    @Test
    void whatKafkaWasToldInPartIsThereWithoutANumber() {
        entry("system", "send", "/shares/8/3/outlets/kafka/fund", "allowed", null);
        assertThat(lines()).containsExactly("fund|8|3|kafka|2026-11-27 08:01|2026-11-27 08:01|1|-");
    }

    @Test
    void noLineForWhatWasRefusedOrCarriesNoRows() {
        entry("eve", "read", "/shares/7/2", "refused", null);
        entry("who", "read", "/shares/7?consume", "refused", 3);
        entry("admin", "share", "/shares/who", "allowed", null);
        entry("admin", "withdraw", "/shares/7", "allowed", null);
        entry("system", "send", "/shares/7/2/outlets/mail/who", "allowed", null);
        entry("system", "send", "/shares/7/notices/71/outlets/kafka/who", "allowed", null);
        entry("who", "send", "/shares/7/2?event=7/notice-71/0", "allowed", null);
        entry("system", "send", "/shares/7?partner=who", "failed", 20);
        assertThat(lines()).isEmpty();
        assertThat(pirogue.out() + pirogue.err()).contains("Nobody has received eoc/cases yet");
    }
}

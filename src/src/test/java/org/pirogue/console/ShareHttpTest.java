package org.pirogue.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Row;
import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.Outcome;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.Publishes;

/** Shares over HTTP: made by who may, read by whom they are for, and cut when they are withdrawn. */
class ShareHttpTest {
    private static final Publishes LAB = new Publishes();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADMIN = Caller.everywhere("admin", Actor.Kind.PERSON, Role.ADMINISTRATOR.rights());
    private static final Caller PAT = in("pat", "lab", Role.PARTNER);
    private static DatasetServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = new DatasetServer(LAB);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            rows.add(new Row("row", Map.of("id", i + "x".repeat(600), "cases", "1")));
        }
        LAB.publish(rows);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void asAdministrator() {
        server.asks(ADMIN);
        server.deeds.clear();
    }

    private static Caller in(String name, String workspace, Role role) {
        return Caller.of(name, Actor.Kind.PERSON, Map.of(workspace, Set.of(role)), null);
    }

    private static HttpResponse<String> ask(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> add(String kind, String to) throws Exception {
        ask("POST", "/api/datasets/" + LAB.name + "/publish", "{}");
        return ask(
                "POST",
                "/api/shares",
                "{\"workspace\":\"lab\",\"dataset\":\"" + LAB.name.name() + "\",\"kind\":\"" + kind + "\",\"to\":\""
                        + to + "\",\"columns\":[\"id\"],\"purpose\":\"a test\"}");
    }

    private static String rows(HttpResponse<String> added) throws Exception {
        JsonNode share = JSON.readTree(added.body());
        assertThat(share.path("state").asText()).as(added.body()).isEqualTo("live");
        return "/api/shares/" + share.path("share").asLong() + "/rows";
    }

    @Test
    void thePartnerReadsItAndTheTrailHasWhy() throws Exception {
        String rows = rows(add("partner", "pat"));
        server.deeds.clear();
        server.asks(PAT);
        assertThat(ask("GET", rows + "?format=jsonl", "").body().lines()).hasSize(40_000);
        assertThat(server.deeds).hasSize(1).first().satisfies(deed -> {
            assertThat(deed.purpose()).isEqualTo("a test");
            assertThat(deed.rows()).isEqualTo(40_000);
            assertThat(deed.who().name()).isEqualTo("pat");
        });
        assertThat(ask("GET", "/api/datasets/" + LAB.name + "/rows", "").statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/shares", "").body()).contains("\"to\":\"pat\"");
    }

    @Test
    void aVersionThatItDoesNotGiveIsRefusedAndNotAnsweredByAnother() throws Exception {
        String rows = rows(add("partner", "pat"));
        server.asks(PAT);
        assertThat(ask("HEAD", rows + "?version=1", "").statusCode()).isEqualTo(200);
        HttpResponse<String> other = ask("GET", rows + "?version=2", "");
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("P752", "gives version 1, not version 2");
    }

    @Test
    void soDoesAProgramWithATokenOfTheirs() throws Exception {
        String rows = rows(add("partner", "pat"));
        server.asks(by("pat/bi", "pat"));
        assertThat(ask("GET", rows, "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", rows.replace("/rows", "/schema"), "").statusCode())
                .isEqualTo(200);
        assertThat(ask("GET", "/api/shares", "").body()).contains("\"to\":\"pat\"");
        assertThat(server.deeds.get(server.deeds.size() - 1).who().name()).isEqualTo("pat/bi");
        for (Caller other : List.of(by("pat/bi", "sam"), by("token/pat", null), by("pat", null))) {
            server.asks(other);
            assertThat(ask("GET", rows, "").statusCode()).as(other.name()).isEqualTo(404);
        }
    }

    private static Caller by(String name, @Nullable String account) {
        return new Caller(
                name, Actor.Kind.PERSON, account, Set.of(), Map.of("lab", Set.of(Right.RECEIVE)), "a bulletin");
    }

    @Test
    void whatWasAskedForAndCouldNotBeGivenStandsNowhereAsGiven() throws Exception {
        add("partner", "pat");
        server.deeds.clear();
        var refused = ask(
                "POST",
                "/api/shares",
                "{\"workspace\":\"lab\",\"dataset\":\"" + LAB.name.name() + "\",\"kind\":\"partner\",\"to\":\"sam\","
                        + "\"columns\":[\"no such column\"],\"purpose\":\"a test\"}");
        assertThat(refused.body()).contains("P754");
        assertThat(server.deeds).isEmpty();
    }

    @Test
    void nobodyElseIsToldThatItIsThere() throws Exception {
        String rows = rows(add("partner", "pat"));
        for (Caller other :
                List.of(in("pat", "eoc", Role.PARTNER), in("sam", "lab", Role.PARTNER), in("eve", "eoc", Role.ADMIN))) {
            server.asks(other);
            assertThat(ask("GET", rows, "").statusCode()).isEqualTo(404);
            // Other tests have shares of their own in this database.
            assertThat(ask("GET", "/api/shares", "").body()).doesNotContain("\"dataset\":\"" + LAB.name.name() + "\"");
            assertThat(ask("POST", rows.replace("/rows", "/withdraw"), "{}").statusCode())
                    .isIn(403, 404);
            assertThat(ask("POST", rows.replace("/rows", "/sql"), "{}").statusCode())
                    .isIn(403, 404);
        }
        server.asks(in("ed", "lab", Role.EDITOR));
        assertThat(add("partner", "ed").statusCode()).isEqualTo(403);
    }

    /** Who has credentials and guesses numbers of shares: their owner can see it. */
    @Test
    void whoTriesAnothersShareIsWrittenDown() throws Exception {
        String rows = rows(add("partner", "pat"));
        String share = rows.replaceAll("\\D", "");
        server.asks(in("sam", "lab", Role.PARTNER));
        server.deeds.clear();
        for (String path : List.of(rows, rows.replace("/rows", "/schema"), rows.replace("/rows", "/outlets"))) {
            assertThat(ask("GET", path, "").statusCode()).isEqualTo(404);
        }
        server.asks(in("eve", "eoc", Role.ADMIN));
        assertThat(ask("POST", rows.replace("/rows", "/sql"), "{}").statusCode())
                .isEqualTo(404);
        assertThat(server.deeds).hasSize(4).allSatisfy(deed -> {
            assertThat(deed.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(deed.resource()).isEqualTo("datasets/" + LAB.name + "/shares/" + share);
            assertThat(deed.workspace()).isEqualTo("lab");
        });
        assertThat(server.deeds.stream().map(deed -> deed.who().name())).containsExactly("sam", "sam", "sam", "eve");
    }

    private static String wish(String... fields) {
        Map<String, String> wish = new java.util.LinkedHashMap<>(Map.of(
                "workspace", "\"lab\"",
                "dataset", "\"" + LAB.name.name() + "\"",
                "kind", "\"partner\"",
                "to", "\"pat\"",
                "columns", "[\"id\"]",
                "purpose", "\"a test\""));
        for (int at = 0; at < fields.length; at += 2) {
            wish.put(fields[at], fields[at + 1]);
        }
        return wish.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    /** Refused with a code and a reason, before anything stands in the trail. */
    @Test
    void whateverIsLeftAwayOrDoesNotGoTogetherIsRefusedWithAReason() throws Exception {
        rows(add("partner", "pat"));
        server.deeds.clear();
        Map<String, String> refusals = new java.util.LinkedHashMap<>();
        refusals.put("{}", "P741");
        refusals.put(wish("dataset", "null"), "P741");
        refusals.put(wish("kind", "null"), "'workspace' or a 'partner'");
        refusals.put(wish("to", "null"), "is no name");
        refusals.put(wish("to", "\"nobody-here\""), "nobody of the name 'nobody-here' may receive in workspace 'lab'");
        refusals.put(wish("kind", "\"workspace\"", "to", "\"nowhere\""), "there is no workspace 'nowhere'");
        refusals.put(wish("columns", "null"), "name the columns");
        refusals.put(wish("columns", "[null]"), "has no column ''");
        refusals.put(wish("columns", "[\"id\",\"id\"]"), "column 'id' is named twice");
        refusals.put(wish("units", "[\"GITEGA\"]"), "the column in which the units stand");
        refusals.put(wish("unitsBelow", "true"), "the column in which the units stand");
        refusals.put(wish("from", "\"2026W1\""), "the column in which the periods stand");
        refusals.put(wish("purpose", "null"), "for what it is given");
        refusals.put(wish("expiresAt", "\"soon\""), "is no day");
        refusals.put(wish("outlets", "[null]"), "P730");
        refusals.put(wish("outlets", "[{}]"), "P730");
        refusals.put(wish("outlets", "[{\"kind\":\"topic\",\"secret\":\"s\"}]"), "only a webhook has a secret");
        refusals.put(wish("outlets", "[{\"kind\":\"topic\",\"language\":\"de\"}]"), "en or fr");
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            HttpResponse<String> answer = ask("POST", "/api/shares", refusal.getKey());
            assertThat(answer.body()).as(refusal.getKey()).contains(refusal.getValue(), "\"code\":\"P7");
            assertThat(answer.statusCode()).as(refusal.getKey()).isEqualTo(400);
        }
        assertThat(server.deeds).isEmpty();
        assertThat(ask("POST", "/api/shares", wish("to", "\"oidc:her@who.example\""))
                        .statusCode())
                .as("who signs in elsewhere has no account here")
                .isEqualTo(200);
    }

    @Test
    void anOutletThatCannotBeIsRefusedAndStandsNowhere() throws Exception {
        String outlets = rows(add("partner", "pat")).replace("/rows", "/outlets");
        server.deeds.clear();
        for (String wish : List.of("{}", "{\"kind\":\"a password\"}", "{\"kind\":\"topic\",\"secret\":\"s\"}")) {
            HttpResponse<String> answer = ask("POST", outlets, wish);
            assertThat(answer.statusCode()).as(wish).isEqualTo(400);
            assertThat(answer.body()).contains("P730");
        }
        assertThat(server.deeds).isEmpty();
    }

    @Test
    void itsContractIsForItsRecipientAndOutletsForWhoGivesIt() throws Exception {
        String share = rows(add("partner", "pat")).replace("/rows", "");
        server.asks(PAT);
        assertThat(ask("GET", share + "/schema", "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", share + "/schema?revision=9", "").body()).contains("P732");
        assertThat(ask("GET", share + "/asyncapi", "").body()).contains("\"asyncapi\":\"3.0.0\"");
        assertThat(ask("POST", share + "/outlets", "{\"kind\":\"topic\"}").statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", share + "/tell", "{}").body())
                .as("it has no topic")
                .contains("P732");
        server.asks(ADMIN);
        assertThat(ask("POST", share + "/outlets", "{\"kind\":\"pigeon\"}").body())
                .contains("P730");
        assertThat(ask("POST", share + "/outlets", "{\"kind\":\"topic\"}").body())
                .contains("\"kind\":\"topic\"");
        server.asks(PAT);
        assertThat(ask("POST", share + "/tell", "{}").body()).isEqualTo("{\"outlets\":1}");
        assertThat(ask("GET", share + "/outlets", "").body()).contains("\"pending\":1");
        server.asks(in("sam", "lab", Role.PARTNER));
        for (String path : List.of("/schema", "/asyncapi", "/outlets")) {
            assertThat(ask("GET", share + path, "").statusCode()).isEqualTo(404);
        }
        assertThat(ask("POST", share + "/tell", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void aWorkspaceReadsWhatWasSharedWithIt() throws Exception {
        String rows = rows(add("workspace", "eoc"));
        server.asks(in("vi", "eoc", Role.VIEWER));
        assertThat(ask("GET", rows, "").statusCode()).isEqualTo(200);
        server.asks(in("vi", "pbf", Role.VIEWER));
        assertThat(ask("GET", rows, "").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsWithdrawnIsRefusedInTheNextRequestAndThatIsWrittenDown() throws Exception {
        String rows = rows(add("partner", "pat"));
        assertThat(ask("POST", rows.replace("/rows", "/withdraw"), "{}").body()).contains("\"state\":\"withdrawn\"");
        server.asks(PAT);
        HttpResponse<String> refused = ask("GET", rows, "");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("P752");
        assertThat(server.deeds).anySatisfy(deed -> {
            assertThat(deed.verb()).isEqualTo(Verb.READ);
            assertThat(deed.outcome()).isEqualTo(Outcome.REFUSED);
        });
    }

    @Test
    void aDownloadUnderWayIsCutWithinFiveSeconds() throws Exception {
        String rows = rows(add("partner", "pat"));
        URI address = URI.create(server.url());
        byte[] part = new byte[1 << 14];
        AtomicLong read = new AtomicLong();
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(part.length);
            slow.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            slow.getOutputStream()
                    .write(("GET " + rows + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = slow.getInputStream();
            read.addAndGet(in.read(part));
            assertThat(new String(part, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");

            LAB.shares.withdraw(Long.parseLong(rows.replaceAll("\\D", "")), "admin");
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> {
                        int more = next(in, part);
                        read.addAndGet(Math.max(0, more));
                        return more < 0;
                    });
        }
        assertThat(read.get()).isLessThan(40_000 * 600);
    }

    private static int next(InputStream in, byte[] part) {
        try {
            return in.read(part);
        } catch (IOException cut) {
            return -1;
        }
    }
}

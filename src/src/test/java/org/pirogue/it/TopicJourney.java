package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pirogue.cli.rest.AccessCalls;
import org.pirogue.cli.rest.AuditCalls;
import org.pirogue.cli.rest.DatasetCalls;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.ShareCalls;
import org.pirogue.workspace.outlet.Follower;

/** Two recipients of one line list: each has a flow, a dataset, a share and a topic of its own. */
final class TopicJourney implements AutoCloseable {
    static final String LIST = "line-list-to-dataset";
    static final String OTHER = "line-list-for-fund";
    private static final String WORKSPACE = "surveillance";
    private static final List<String> COLUMNS = List.of("case", "born", "sex", "place", "seen", "result", "treated");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final ChildPirogue pirogue;
    private final Partner who;
    private final Partner fund;

    TopicJourney(World world, ChildPirogue pirogue, int amqpPort) {
        this.world = world;
        this.pirogue = pirogue;
        who = partner("who", amqpPort);
        fund = partner("fund", amqpPort);
    }

    private Partner partner(String name, int amqpPort) {
        AccessCalls.Added made = new AccessCalls(pirogue.api()).add(name, WORKSPACE, "partner");
        return new Partner(name, made.password(), pirogue.port(), amqpPort);
    }

    /** The country's files, with all cases in its line list, and the same list once more for somebody else. */
    static void home(Path home) throws IOException {
        World.copyHome(home);
        Path list = home.resolve("routes/burundi/" + LIST);
        Path route = list.resolve(LIST + ".camel.yaml");
        Files.writeString(route, Files.readString(route).replace("2026-09-01", "2025-11-01"));
        Path other = Files.createDirectories(home.resolve("routes/burundi/" + OTHER));
        try (Stream<Path> files = Files.list(list)) {
            for (Path file :
                    files.filter(each -> !each.toString().contains(".test.")).toList()) {
                Files.writeString(
                        other.resolve(file.getFileName().toString().replace(LIST, OTHER)),
                        Files.readString(file)
                                .replace(LIST, OTHER)
                                .replace("dataset: malaria-line-list", "dataset: fund-line-list")
                                .replace("recipient: surveillance", "recipient: fund"));
            }
        }
        Path config = home.resolve("config/burundi/application-burundi.yaml");
        String line = "    " + OTHER + ": {workspace: surveillance, schedule: \"0 0 0 1 1 ? 2099\"}\n";
        Files.writeString(config, Files.readString(config).replace("  flows:\n", "  flows:\n" + line));
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    List<String> tokens() {
        return List.of(who.token(), fund.token());
    }

    void tell() throws Exception {
        run(LIST, OTHER);
        knowsItsOrigin();
        long hers = share("malaria-line-list", "who", COLUMNS);
        long theirs = share("fund-line-list", "fund", List.of("case", "result"));
        who.subscribe(address(hers));
        fund.subscribe(address(theirs));
        Follower follower = who.follower(hers, "case");
        who.takeUntil(follower, 1);
        assertThat(follower.rows).hasSizeGreaterThan(300).isEqualTo(who.rows(hers, "case"));

        isAwayForTwoVersions(hers);
        who.subscribe(address(hers));
        who.takeUntil(follower, 3);
        hasWhatTheShareGives(follower, hers);
        standsInTheTrail(hers);

        otherPseudonymsAndColumnsOnly(theirs, follower);
        isCut(hers);
    }

    private void run(String... flows) {
        List<String> runs = Stream.of(flows)
                .map(flow -> pirogue.api().start(flow, RunRequest.of(Mode.SYNC)).run())
                .toList();
        for (String each : runs) {
            Run run = pirogue.over(each);
            assertThat(run.state()).as(run + "\n" + pirogue.lastWords()).isEqualTo("done");
        }
    }

    /** Which source, and how far that was, beside the digests of what made the rows. */
    private void knowsItsOrigin() {
        JsonNode lineage = new DatasetCalls(pirogue.api())
                .describe(WORKSPACE + "/malaria-line-list", null)
                .path("lineage");
        assertThat(Instant.parse(lineage.at("/cursors/tracker").asText()))
                .isBeforeOrEqualTo(Instant.now())
                .isAfter(Instant.now().minus(Duration.ofMinutes(10)));
        assertThat(lineage.path("versions").toString()).contains("anonymise.yaml");
    }

    private long share(String dataset, String partner, List<String> columns) {
        new DatasetCalls(pirogue.api()).state(WORKSPACE + "/" + dataset, "publish", "agreed");
        Map<String, Object> wish = new HashMap<>();
        wish.put("workspace", WORKSPACE);
        wish.put("dataset", dataset);
        wish.put("kind", "partner");
        wish.put("to", partner);
        wish.put("columns", columns);
        wish.put("unitsBelow", false);
        wish.put("purpose", "situation reports");
        wish.put("outlets", List.of(Map.of("kind", "topic")));
        return new ShareCalls(pirogue.api()).add(wish).share();
    }

    private String address(long share) {
        return new ShareCalls(pirogue.api()).outlets(share).get(0).target();
    }

    /** Values that are no quasi-identifiers: what singles nobody out across releases. */
    private void isAwayForTwoVersions(long share) throws Exception {
        who.leave();
        for (int version = 2; version <= 3; version++) {
            turnTreated(version);
            run(LIST);
            long newest = version;
            await().atMost(Duration.ofSeconds(20)).until(() -> Long.valueOf(newest)
                    .equals(new ShareCalls(pirogue.api()).outlets(share).get(0).told()));
        }
    }

    /** At the Tracker, of ten cases. */
    private void turnTreated(int round) throws Exception {
        Export tracker = world.export("tracker");
        String treated = tracker.uid("dataElements", "MCS_TREATED");
        ArrayNode events = JSON.createArrayNode();
        List<JsonNode> persons = tracker.trackedEntities("MAL_CASES");
        for (JsonNode person : persons.subList(round * 100, persons.size())) {
            for (JsonNode event : person.at("/enrollments/0/events")) {
                for (JsonNode value : event.path("dataValues")) {
                    if (value.path("dataElement").asText().equals(treated) && events.size() < 10) {
                        String turned = value.path("value").asText().equals("YES") ? "NO" : "YES";
                        ((ObjectNode) value).put("value", turned);
                        events.add(event);
                    }
                }
            }
        }
        assertThat(events).hasSize(10);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(world.server("tracker").url() + "/api/tracker?async=false&importStrategy=UPDATE"))
                .header("Authorization", "ApiToken " + world.token("tracker"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().set("events", events).toString()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(JSON.readTree(answer.body()).at("/stats/updated").asInt())
                .as(answer.body())
                .isEqualTo(10);
    }

    private void hasWhatTheShareGives(Follower follower, long share) throws Exception {
        assertThat(follower.complete.path("mode").asText()).isEqualTo("changes");
        assertThat(follower.complete.path("since").asLong()).isEqualTo(2);
        assertThat(follower.complete.path("changed").asInt()).isEqualTo(10);
        assertThat(follower.rows).isEqualTo(who.rows(share, "case"));
        ShareCalls.SignIn signIn = new ShareCalls(pirogue.api()).sql(share);
        Map<String, String> bySql = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(signIn.url(), signIn.user(), signIn.password());
                Statement ask = connection.createStatement();
                ResultSet rows = ask.executeQuery("select \"case\", treated from " + signIn.view())) {
            while (rows.next()) {
                bySql.put(rows.getString(1) + "|", String.valueOf(rows.getString(2)));
            }
        }
        Map<String, String> byEvents = new TreeMap<>();
        follower.rows.forEach(
                (key, row) -> byEvents.put(key, row.path("treated").asText()));
        assertThat(bySql).isEqualTo(byEvents);
    }

    /** Who received this list, and when: each event before it left, and again when it was acknowledged. */
    private void standsInTheTrail(long share) {
        String resource = "datasets/" + WORKSPACE + "/malaria-line-list/shares/" + share;
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(outcomes(resource))
                .containsOnlyKeys(who.ids)
                .allSatisfy((id, outcomes) -> assertThat(outcomes).containsExactly("allowed", "done")));
        assertThat(outcomes(resource).keySet()).containsExactlyElementsOf(who.ids);
        assertThat(rows(resource + "/1", ".*\\?event=.*"))
                .as("as many rows were handed out as were sent")
                .isPositive()
                .isEqualTo(rows(resource + "/1", ".*/complete"));
        assertThat(new AuditCalls(pirogue.api()).verify().faults()).isEmpty();
    }

    /** Those of allowed entries of such places. */
    private long rows(String resource, String place) {
        return new AuditCalls(pirogue.api())
                .show(Map.of("resource", resource), 0, 1_000).stream()
                        .map(AuditCalls.Shown::entry)
                        .filter(entry -> entry.path("resource").asText().matches(place)
                                && entry.path("outcome").asText().equals("allowed"))
                        .mapToLong(entry -> entry.path("rows").asLong())
                        .sum();
    }

    private Map<String, List<String>> outcomes(String resource) {
        Map<String, List<String>> outcomes = new java.util.LinkedHashMap<>();
        Map<String, String> filter = Map.of("resource", resource, "who", who.name);
        new AuditCalls(pirogue.api())
                .show(filter, 0, 1_000).stream()
                        .map(AuditCalls.Shown::entry)
                        .filter(entry -> entry.path("resource").asText().contains("?event="))
                        .forEach(entry -> outcomes.computeIfAbsent(
                                        entry.path("resource").asText().replaceFirst(".*\\?event=", ""),
                                        id -> new ArrayList<>())
                                .add(entry.path("outcome").asText()));
        return outcomes;
    }

    private void otherPseudonymsAndColumnsOnly(long share, Follower hers) throws Exception {
        Follower follower = fund.follower(share, "case");
        fund.takeUntil(follower, 1);
        assertThat(follower.rows).hasSizeGreaterThan(300).isEqualTo(fund.rows(share, "case"));
        assertThat(follower.rows.keySet()).doesNotContainAnyElementsOf(hers.rows.keySet());
        assertThat(follower.rows.values())
                .allSatisfy(row -> assertThat(columns(row)).containsOnly("case", "result"));
        assertThat(hers.rows.values())
                .allSatisfy(row -> assertThat(columns(row)).containsExactlyInAnyOrderElementsOf(COLUMNS));
    }

    private static TreeSet<String> columns(JsonNode row) {
        TreeSet<String> columns = new TreeSet<>();
        row.fieldNames().forEachRemaining(columns::add);
        return columns;
    }

    private void isCut(long share) {
        long begun = System.nanoTime();
        new ShareCalls(pirogue.api()).withdraw(share);
        // How soon is said, and held against five seconds where nothing else runs (PartnerTopicsTest); here the machine
        // may be busy.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThatThrownBy(who::hasMore).isInstanceOf(RuntimeException.class));
        System.out.printf(
                "a share of a running Pirogue: cut %d ms after it was withdrawn%n",
                (System.nanoTime() - begun) / 1_000_000);
        assertThat(who.get("/api/shares/" + share + "/rows").body()).contains("P752");
        assertThat(fund.hasMore()).as("another share is not touched").isFalse();
    }

    @Override
    public void close() {
        who.close();
        fund.close();
    }
}

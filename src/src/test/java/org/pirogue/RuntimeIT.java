package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.Serializable;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.buffer.DeadLetters;
import org.pirogue.buffer.Queues;
import org.pirogue.console.EndpointMatrix;
import org.pirogue.country.Schedules;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.reject.FailedMessages;
import org.pirogue.workspace.access.Accounts;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Tokens;
import org.pirogue.workspace.audit.AuditBook;
import org.pirogue.workspace.dataset.DatasetPublisher;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.RoleMatrix;
import org.pirogue.workspace.dataset.ShareRoles;
import org.pirogue.workspace.dataset.Shares;
import org.quartz.Scheduler;
import org.quartz.impl.matchers.GroupMatcher;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/** The whole application, started once: sign-in, console, queues and schedules. */
class RuntimeIT {

    @TempDir
    static Path data;

    private static ConfigurableApplicationContext pirogue;
    private static String address;
    private static String admin;
    private static String token;
    private static IdentityServer identity;
    private static final Map<String, Map<String, String>> THINGS = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        identity = new IdentityServer();
        pirogue = Pirogue.start(
                "--pirogue.sign-in.oidc.issuer=" + identity.issuer(),
                "--pirogue.sign-in.oidc.client-id=" + IdentityServer.CLIENT,
                "--pirogue.sign-in.oidc.roles[0].value=red-team",
                "--pirogue.sign-in.oidc.roles[0].workspace=red",
                "--pirogue.sign-in.oidc.roles[0].role=viewer",
                "--pirogue.country=test",
                "--pirogue.home=src/test/resources/home",
                "--pirogue.data=" + data,
                "--pirogue.database.binaries=target/postgres-binaries",
                "--pirogue.broker.max-delivery-attempts=3",
                "--pirogue.broker.redelivery-delay-millis=10",
                "--server.port=0");
        address = "http://127.0.0.1:" + port();
        admin = "Basic "
                + Base64.getEncoder()
                        .encodeToString(("admin:" + secret("admin-password")).getBytes(StandardCharsets.UTF_8));
        token = "Bearer " + secret("api-token");
    }

    @AfterAll
    static void stop() {
        pirogue.close();
        identity.close();
        assertThat(data.resolve("pirogue.port")).doesNotExist();
        assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @ParameterizedTest(name = "{0} answers {1} to nobody, {2} to the token, {3} to the administrator")
    @CsvSource({
        "/health, 200, 200, 200",
        "/info, 401, 200, 200",
        "/prometheus, 401, 200, 200",
        "/api/nothing, 401, 404, 404",
        "/hawtio/, 401, 403, 200",
        "/hawtio/index.html, 401, 403, 200",
        "/hawtio/jolokia, 401, 403, 200",
        "/jolokia, 401, 403, 200",
        "/env, 401, 403, 404",
        "/anything, 401, 403, 404",
        "/, 401, 302, 302",
        "/home, 401, 200, 200"
    })
    void letsIn(String path, int nobody, int withToken, int administrator) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(nobody);
        assertThat(get(path, token).statusCode()).isEqualTo(withToken);
        assertThat(get(path, admin).statusCode()).isEqualTo(administrator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer x", "Basic YWRtaW46YWRtaW4=", "Basic dXNlcjo=", "Basic YWRtaW46"})
    void refusesGuesses(String authorization) throws Exception {
        assertThat(get("/prometheus", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsNobodyMoreThanThatItIsUp() throws Exception {
        assertThat(get("/health", null).body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(get("/health", admin).body()).contains("diskFreeMb", "PostgreSQL", "camelHealth");
    }

    @Test
    void takesACommandOnlyFromAPageOfItsOwn() throws Exception {
        var command = "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"Uptime\"}";
        assertThat(post("/hawtio/jolokia", command, admin, null).statusCode()).isEqualTo(403);
        assertThat(post("/api/nothing", "{}", admin, null).statusCode()).isEqualTo(403);
        assertThat(post("/api/nothing", "{}", token, null).statusCode()).isEqualTo(404);
        assertThat(get("/jolokia/exec/java.lang:type=Memory/gc", admin).statusCode())
                .isEqualTo(403);
        assertThat(get("/hawtio/jolokia?p=/exec/java.lang:type=Memory/gc", admin)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void letsTheAdministratorSignInByTheFormAndLookAtRoutesAndQueues() throws Exception {
        var browser = new Browser();
        browser.signIn(secret("admin-password"));

        assertThat(browser.jolokia("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=context,*\"}"))
                .contains("context=pirogue");
        assertThat(browser.jolokia("{\"type\":\"search\",\"mbean\":\"org.apache.activemq.artemis:*\"}"))
                .contains("broker=");
        assertThat(browser.jolokia("{\"type\":\"exec\",\"mbean\":\"org.apache.camel:context=pirogue,type=context,"
                        + "name=\\\"pirogue\\\"\",\"operation\":\"dumpRoutesAsXml()\"}"))
                .contains("\"status\":200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap','arguments':['/tmp/x',true]",
                "'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'",
                "'type':'exec','mbean':'java.util.logging:type=Logging','operation':'setLoggerLevel','arguments':['a','ALL']",
                "'type':'exec','mbean':'org.apache.camel:context=pirogue,type=context,name=\\'pirogue\\'','operation':'sendStringBody','arguments':['file:/tmp','x']",
                "'type':'exec','mbean':'org.apache.camel:context=pirogue,type=context,name=\\'pirogue\\'','operation':'stop','arguments':[],'target':{'url':'service:jmx:rmi:///'}",
                "'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'",
                "'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true"
            })
    void deniesEvenTheAdministrator(String command) throws Exception {
        var browser = new Browser();
        browser.signIn(secret("admin-password"));
        var json = "{" + command.replace("\\'", "\\\"").replace('\'', '"') + "}";

        assertThat(browser.jolokia(json)).containsPattern("\"status\":(403|4\\d\\d|5\\d\\d)");
    }

    @Test
    void refusesAWrongPasswordAtTheForm() throws Exception {
        assertThat(new Browser().signIn("wrong").headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/login?error"));
    }

    @Test
    void carriesBytesAndOurHeadersOverAQueueAndNothingElse() throws Exception {
        var bodies = new CopyOnWriteArrayList<>();
        var headers = new CopyOnWriteArrayList<Map<String, Object>>();
        route("carries", "jms:queue:test.carries", exchange -> {
            bodies.add(exchange.getMessage().getBody());
            headers.add(new HashMap<>(exchange.getMessage().getHeaders()));
        });

        pirogue.getBean(ProducerTemplate.class)
                .sendBodyAndHeaders(
                        "jms:queue:test.carries",
                        "{\"a\":1}",
                        Map.of(
                                "PirogueRun",
                                7,
                                "Foreign",
                                "x",
                                "CamelHttpUri",
                                "http://x",
                                "CAmelHttpUri",
                                "http://x"));
        sendRaw("test.carries", session -> {
            var message = session.createTextMessage("text");
            message.setStringProperty("CamelHttpUri", "http://evil");
            message.setStringProperty("camelhttpuri", "http://evil");
            message.setStringProperty("PirogueFlow", "f");
            return message;
        });

        await().untilAsserted(() -> assertThat(bodies).hasSize(2));
        assertThat((byte[]) bodies.get(0)).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(bodies.get(1)).isEqualTo("text");
        assertThat(headers.get(0)).containsEntry("PirogueRun", 7);
        assertThat(headers.get(1)).containsEntry("PirogueFlow", "f");
        assertThat(headers).allSatisfy(map -> assertThat(map.keySet())
                // Camel sets the timestamp itself.
                .filteredOn(name -> !name.equals("CamelMessageTimestamp"))
                .allMatch(name -> name.startsWith("JMS") || name.startsWith("Pirogue")));
    }

    @Test
    void triesAgainAndPutsAsideWhatARouteCannotDeliver() throws Exception {
        var attempts = new AtomicInteger();
        route("fails", "jms:queue:test.fails", exchange -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("the target is down");
        });

        pirogue.getBean(ProducerTemplate.class).sendBody("jms:queue:test.fails", "x");

        var queues = pirogue.getBean(Queues.class);
        await().untilAsserted(() -> assertThat(queues.deadLetters("test.fails")).isEqualTo(1));
        assertThat(attempts).hasValue(3);
        assertThat(queues.depth("test.fails")).isZero();
        var letter = pirogue.getBean(DeadLetters.class).list(10, each -> each).stream()
                .filter(each -> each.queue().equals("test.fails"))
                .findFirst()
                .orElseThrow();
        var why = pirogue.getBean(FailedMessages.class).find("test.fails", letter.messageId());
        assertThat(why).hasValueSatisfying(failed -> {
            assertThat(failed.attempts()).isEqualTo(3);
            assertThat(failed.code()).isEqualTo("P399");
            assertThat(failed.text()).doesNotContain("the target is down");
        });
    }

    @Test
    void neverReadsAJavaObjectOutOfAMessage() throws Exception {
        route("objects", "jms:queue:test.objects", exchange -> exchange.getMessage()
                .getBody());

        sendRaw("test.objects", session -> session.createObjectMessage(new Canary()));

        await().untilAsserted(() -> assertThat(pirogue.getBean(Queues.class).deadLetters("test.objects"))
                .isEqualTo(1));
        assertThat(Canary.read).isFalse();
    }

    @Test
    void ticksFromTheDatabaseAndForgetsTheFlowsThatAreGone() throws Exception {
        var ticks = new AtomicInteger();
        route("ticks", "quartz:test?cron=* * * * * ?", exchange -> ticks.incrementAndGet());
        await().untilAsserted(() -> assertThat(ticks).hasPositiveValue());
        var scheduler = pirogue.getBean(Scheduler.class);
        assertThat(scheduler.getMetaData().isJobStoreClustered()).isTrue();
        assertThat(scheduler.getTriggerKeys(GroupMatcher.anyGroup())).hasSize(1);

        var camel = pirogue.getBean(CamelContext.class);
        camel.getRouteController().stopRoute("ticks");
        camel.removeRoute("ticks");
        pirogue.getBean(Schedules.class).forgetOrphans();

        assertThat(scheduler.getTriggerKeys(GroupMatcher.anyGroup())).isEmpty();
    }

    @Test
    void saysWhereItListensAndKeepsItsSecretsToItself() throws Exception {
        assertThat(Files.readString(data.resolve("pirogue.port")))
                .isEqualToIgnoringNewLines("{\"port\":" + port() + ",\"pid\":"
                        + ProcessHandle.current().pid() + "}");
        assertThat(List.of(data.resolve("secrets").toFile().list()))
                .containsExactlyInAnyOrder(
                        "admin-password",
                        "api-token",
                        "audit-key",
                        "node-name",
                        "postgres-admin-password",
                        "postgres-password");
    }

    @Test
    void answersEachCallToWhomItsRowSays() throws Exception {
        var things = thingsOf("red");
        var matrix = new EndpointMatrix((ServletWebServerApplicationContext) pirogue, things);

        assertThat(matrix.calls().values()).as("every call declares its right").doesNotContainNull();
        assertThat(matrix.gaps()).isEmpty();
        assertThat(matrix.differences()).isEmpty();
    }

    @Test
    void givesEachRoleOfTheDatabaseWhatItsRowSays() {
        assertThat(RoleMatrix.differences(
                        pirogue.getBean(JdbcTemplate.class),
                        pirogue.getBean(DatasetPublisher.class),
                        pirogue.getBean(Shares.class),
                        pirogue.getBean(ShareRoles.class),
                        pirogue.getBean(Datasets.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop trigger entry_stays on audit.entry",
                "alter table audit.entry disable trigger all",
                "alter table audit.entry rename to other",
                "update audit.entry set entry = entry",
                "delete from audit.entry",
                "truncate audit.entry",
                "drop table audit.entry cascade",
                "drop schema audit cascade",
                "create table audit.other (x int)",
                "create or replace function audit.refuse() returns trigger language plpgsql as $$ begin return old; end $$",
                "drop function audit.refuse() cascade",
                "alter table audit.entry owner to pirogue",
                "set role pirogue_trail",
                "grant pirogue_trail to pirogue",
                "alter role pirogue_trail login password 'x'",
                "drop role pirogue_trail",
                "reassign owned by pirogue_trail to pirogue",
                "set session_replication_role = replica",
                "insert into audit.entry (seq, entry, hash, signature, key) values (1, '{}', 'x', 'x', 'x')"
            })
    void canDoNothingToTheAuditTrailButAddToIt(String attack) {
        var jdbc = pirogue.getBean(JdbcTemplate.class);
        var before = jdbc.queryForObject("select count(*) from audit.entry", Long.class);

        assertThatThrownBy(() -> jdbc.execute(attack)).isInstanceOf(DataAccessException.class);

        assertThat(pirogue.getBean(AuditBook.class).verify().faults()).isEmpty();
        assertThat(jdbc.queryForObject("select count(*) from audit.entry", Long.class))
                .isGreaterThanOrEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/runs/RUN, RUN",
        "/api/runs/RUN/rejects, RUN",
        "/api/flows/FLOW/runs, FLOW",
        "/api/rejects/REJECT, REJECT",
        "/api/conflicts/CONFLICT, CONFLICT",
        "/api/dead-letters/DEAD_LETTER, DEAD_LETTER",
        "/api/workspaces/WORKSPACE/secrets, WORKSPACE"
    })
    void saysOfWhatIsOthersTheSameAsOfWhatNeverWas(String path, String kind) throws Exception {
        var blue = tokenOf("blue");
        var theirs = thingsOf("red").get(kind);
        var never = kind.equals("FLOW") || kind.equals("WORKSPACE") ? "never" : "987654";

        var hidden = get(path.replace(kind, theirs), blue);
        var missing = get(path.replace(kind, never), blue);

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body())
                .isEqualTo(missing.body().replace(never, theirs))
                .contains("\"code\":\"P");
    }

    @Test
    void leavesWhatIsOthersOutOfEveryList() throws Exception {
        var red = thingsOf("red");
        thingsOf("blue");
        var blue = tokenOf("blue");

        for (var list : List.of("status", "rejects", "conflicts", "dead-letters", "connections", "members", "audit")) {
            var answer = get("/api/" + list, blue);
            assertThat(answer.statusCode()).as(list).isEqualTo(200);
            assertThat(answer.body()).as(list).doesNotContain("red-flow", "red-files", "\"red\"");
        }
        assertThat(get("/api/rejects", blue).body()).contains("blue-flow");
        assertThat(get("/api/status", token).body()).contains("blue-flow", "red-flow");
        var reject = red.get("REJECT");
        assertThat(post(
                                "/api/rejects/bulk",
                                "{\"action\":\"dismiss\",\"ids\":[" + reject + "],\"reason\":\"x\"}",
                                blue,
                                null)
                        .body())
                .contains("P481");
        assertThat(post(
                                "/api/conflicts",
                                "{\"ids\":[" + red.get("CONFLICT") + "],\"keep\":\"source\",\"reason\":\"x\"}",
                                blue,
                                null)
                        .body())
                .contains("P427");
    }

    @Test
    void showsAMemberWhatIsTheirsInTheirLanguage() throws Exception {
        thingsOf("red");
        thingsOf("blue");
        var red = tokenOf("red");
        var page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/home"))
                                .header("Authorization", red)
                                .header("Accept-Language", "fr-BI")
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(page)
                .contains("Flux de vos espaces", "red/red-flow", "<html lang=\"fr\">")
                .doesNotContain("blue", "??");
        var sheet = "/api/rejects?flow=red-flow&as=csv";
        assertThat(page).contains("href=\"" + HtmlUtils.htmlEscape(sheet) + "\"");
        assertThat(get(sheet, red).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(get("/home", token).body()).contains("Flows of your workspaces", "red/red-flow", "blue/blue-flow");
    }

    @Test
    void tellsAPersonInTheirLanguageWhatDidNotWork() throws Exception {
        for (var each : Map.of("fr-BI", "Vous ne pouvez pas voir ceci", "en", "You may not see this")
                .entrySet()) {
            var refused = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "/hawtio/"))
                                    .header("Authorization", tokenOf("red"))
                                    .header("Accept", "text/html")
                                    .header("Accept-Language", each.getKey())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains(each.getValue(), "href=\"/home\"")
                    .doesNotContain("Whitelabel", "??", "/hawtio");
        }
    }

    @Test
    void showsOnItsPageNoMoreThanTheRoleMaySee() throws Exception {
        thingsOf("red");
        thingsOf("blue");
        assertThat(get("/home", tokenOf("red", Role.VIEWER)).body())
                .contains("red/red-flow")
                .doesNotContain("as=csv", "as%3Dcsv", "blue-flow", "/hawtio/");
        assertThat(get("/home", tokenOf("red", Role.PARTNER)).body())
                .doesNotContain("red-flow", "blue-flow", "/hawtio/");
        assertThat(get("/home", admin).body()).contains("red/red-flow", "/hawtio/");
    }

    @Test
    void answersACallThatDeclaresNoRightToNobody() throws Exception {
        var calls = pirogue.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        var undeclared = RequestMappingInfo.paths("/api/undeclared")
                .options(calls.getBuilderConfiguration())
                .build();
        calls.registerMapping(undeclared, this, RuntimeIT.class.getDeclaredMethod("undeclared"));
        try {
            assertThat(get("/api/undeclared", token).body()).contains("P782").doesNotContain("told");
            assertThat(get("/api/undeclared", admin).statusCode()).isEqualTo(403);
        } finally {
            calls.unregisterMapping(undeclared);
        }
    }

    @ResponseBody
    String undeclared() {
        return "told";
    }

    @Test
    void writesDownWhoSawWhatBeforeItIsHandedOut() throws Exception {
        var red = tokenOf("red");
        var path = "runs/" + thingsOf("red").get("RUN") + "/rejects";
        assertThat(get("/api/" + path, red).statusCode()).isEqualTo(200);
        assertThat(get("/api/" + path, tokenOf("blue")).statusCode()).isEqualTo(404);

        var trail = get("/api/audit?resource=" + path, token).body();

        assertThat(trail)
                .contains("\"verb\":\"read\"", "\"rows\":1", "\"who\":\"token/red\"", "\"purpose\":\"a test\"")
                .contains("\"outcome\":\"refused\"", "\"who\":\"token/blue\"");
        assertThat(get("/api/audit/verification", token).body()).contains("\"faults\":[]");
        var export = get("/api/audit/export", token).body().lines().toList();
        assertThat(export.get(0)).startsWith("{\"head\":");
        assertThat(export.get(1)).startsWith("{\"entry\":{\"at\":");
    }

    @Test
    void aNewPersonChoosesAPasswordAndLosesTheSessionWithTheRole() throws Exception {
        var members = pirogue.getBean(Members.class);
        var made = pirogue.getBean(Accounts.class).add("aline", "test");
        members.give("aline", "red", Role.VIEWER, "test");
        var browser = new Browser();
        browser.signIn("aline", made);
        assertThat(browser.get("/api/status").body()).contains("P785");
        assertThat(browser.get("/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/password"));
        assertThat(browser.get("/password").body()).contains("name=\"wanted\"");
        var wanted = "mille pirogues au port";
        assertThat(browser.send(
                                "/password",
                                "former=" + made + "&wanted=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8),
                                "application/x-www-form-urlencoded")
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/api/status").statusCode())
                .as("the former session")
                .isEqualTo(401);

        browser.signIn("aline", wanted);
        assertThat(browser.get("/api/status").statusCode()).isEqualTo(200);
        assertThat(browser.get("/hawtio/").statusCode()).isEqualTo(403);
        assertThat(browser.get("/").headers().firstValue("Location"))
                .hasValueSatisfying(page -> assertThat(page).endsWith("/home"));
        assertThat(browser.get("/home").body()).contains("<p>aline</p>", "action=\"/logout\"", "name=\"_csrf\"");
        makesAndRevokesATokenOfTheirOwn(browser);
        members.take("aline", "red", Role.VIEWER);
        assertThat(browser.get("/api/status").statusCode()).isEqualTo(401);

        browser.signIn("aline", "wrong, and long enough");
        assertThat(get("/api/audit?who=aline&resource=sign-in", token).body())
                .contains("\"outcome\":\"allowed\"", "\"outcome\":\"refused\"");

        // A change that was allowed and then could not be made is told as one that was not.
        var none = "{\"account\":\"aline\",\"workspace\":\"red\",\"role\":\"captain\"}";
        assertThat(post("/api/members", none, token, "application/json").statusCode())
                .isEqualTo(400);
        assertThat(get("/api/audit?resource=members", token).body()).contains("\"outcome\":\"failed\"");
    }

    /** By the form of the page: what a partner gives to a program that consumes a topic. */
    private static void makesAndRevokesATokenOfTheirOwn(Browser browser) throws Exception {
        var form = "application/x-www-form-urlencoded";
        var made = browser.send("/api/tokens/own", "name=topics&purpose=a+bulletin&days=7", form);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        var own = "Bearer " + made.body();
        assertThat(get("/api/me", own).body()).contains("\"name\":\"aline/topics\"");
        assertThat(get("/api/status", own).statusCode())
                .as("it reads datasets and shares, nothing else")
                .isEqualTo(403);
        var page = browser.get("/home").body();
        assertThat(page).contains("topics", "a bulletin", "Last used").doesNotContain(made.body());
        var revoke = Pattern.compile("/api/tokens/\\d+/revoke").matcher(page);
        assertThat(revoke.find()).isTrue();
        browser.send(revoke.group(), "", form);
        assertThat(get("/api/me", own).statusCode()).isEqualTo(401);
        assertThat(get("/api/audit?who=aline&resource=tokens", token).body()).contains("\"outcome\":\"allowed\"");
    }

    @Test
    void letsInWhoTheIdentityServerVouchesFor() throws Exception {
        thingsOf("red");
        var claims = identity.claims("bi", "red-team").build();
        var answer = get("/api/status", "Bearer " + identity.signed(claims));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("red-flow").doesNotContain("blue-flow");
        assertThat(get("/api/rejects", "Bearer " + identity.signed(claims)).statusCode())
                .as("a viewer sees no value")
                .isEqualTo(403);
        assertThat(get(
                                "/api/status",
                                "Bearer "
                                        + identity.signed(
                                                identity.claims("guest").build()))
                        .statusCode())
                .as("in none of the groups")
                .isEqualTo(403);
        assertThat(post("/api/deploy", "{}", "Bearer " + identity.signed(claims), null)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesEveryTokenThatIsNotQuiteRight() throws Exception {
        var past = java.util.Date.from(java.time.Instant.now().minusSeconds(600));
        var right = identity.claims("bi", "red-team").build();
        var tokens = Map.of(
                "issuer",
                        identity.signed(identity.claims("bi", "red-team")
                                .issuer("http://127.0.0.1:1")
                                .build()),
                "audience",
                        identity.signed(identity.claims("bi", "red-team")
                                .audience("another")
                                .build()),
                "expired",
                        identity.signed(identity.claims("bi", "red-team")
                                .expirationTime(past)
                                .build()),
                "endless",
                        identity.signed(identity.claims("bi", "red-team")
                                .expirationTime(null)
                                .build()),
                "alg none", IdentityServer.unsigned(right),
                "unsigned", identity.signed(right).replaceFirst("[^.]*$", ""),
                "another key", identity.forged(right),
                "changed", identity.signed(right).replaceFirst("\\.", ".e"));
        for (var wrong : tokens.entrySet()) {
            assertThat(get("/api/status", "Bearer " + wrong.getValue()).statusCode())
                    .as(wrong.getKey())
                    .isEqualTo(401);
        }
    }

    @Test
    void aPersonSignsInAtTheIdentityServer() throws Exception {
        thingsOf("red");
        var browser = new Browser();
        assertThat(browser.get("/login").body()).contains("/oauth2/authorization/oidc");
        var there = browser.get("/oauth2/authorization/oidc")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(there).startsWith(identity.issuer() + "/authorize?").contains("code_challenge=");
        identity.idToken = identity.signed(identity.claims("mireille", "red-team")
                .claim("nonce", parameter(there, "nonce"))
                .build());
        browser.get("/login/oauth2/code/oidc?code=c&state="
                + URLEncoder.encode(parameter(there, "state"), StandardCharsets.UTF_8));

        assertThat(browser.get("/api/me").body()).contains("\"name\":\"oidc:mireille\"", "\"red\"");
        assertThat(get("/api/audit?who=oidc:mireille&resource=sign-in", token).body())
                .contains("\"outcome\":\"allowed\"");
    }

    private static String parameter(String address, String name) {
        var found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address);
        assertThat(found.find()).isTrue();
        return java.net.URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    /** A machine that may do everything in one workspace. */
    private static String tokenOf(String workspace) {
        return tokenOf(workspace, Role.ADMIN);
    }

    private static String tokenOf(String workspace, Role role) {
        return "Bearer "
                + pirogue.getBean(Tokens.class)
                        .make(new Tokens.Wish(workspace, null, Set.of(workspace), role.rights(), "a test", 1), "test")
                        .text();
    }

    /** One of each kind, in the workspace. */
    private static synchronized Map<String, String> thingsOf(String workspace) throws Exception {
        if (!THINGS.containsKey(workspace)) {
            THINGS.put(workspace, made(workspace));
        }
        return THINGS.get(workspace);
    }

    private static Map<String, String> made(String workspace) throws Exception {
        var flow = workspace + "-flow";
        var queue = workspace + "." + flow;
        var flows = pirogue.getBean(Flows.class);
        var all = new ArrayList<>(flows.all());
        all.add(new Flow(flow, workspace, data, List.of(), List.of(), queue));
        flows.change(all, Map.of());
        var jdbc = pirogue.getBean(JdbcTemplate.class);
        var run = jdbc.queryForObject(
                "insert into ledger.run (flow, workspace, mode, state, ended_at) values (?, ?, 'COMPARE', 'done', now())"
                        + " returning run",
                Long.class,
                flow,
                workspace);
        var reject = jdbc.queryForObject(
                "insert into ledger.reject (run, flow, kind, code, place, text, value) values (?, ?, 'source', 'P201', 'row 1',"
                        + " 'x', '17') returning id",
                Long.class,
                run,
                flow);
        var conflict = jdbc.queryForObject(
                "insert into ledger.conflict (run, flow, data_set, org_unit, period, attribute_options, data_element,"
                        + " category_options) values (?, ?, 'D', 'U', '202601', '', 'E', '') returning id",
                Long.class,
                run,
                flow);
        route(workspace + "-fails", "jms:queue:" + queue, exchange -> {
            throw new IllegalStateException();
        });
        pirogue.getBean(ProducerTemplate.class).sendBody("jms:queue:" + queue, "x");
        await().untilAsserted(() ->
                assertThat(pirogue.getBean(Queues.class).deadLetters(queue)).isEqualTo(1));
        var letter = pirogue.getBean(DeadLetters.class).list(100, each -> each).stream()
                .filter(each -> each.queue().equals(queue))
                .findFirst()
                .orElseThrow();
        return Map.of(
                "FLOW",
                flow,
                "RUN",
                run.toString(),
                "REJECT",
                reject.toString(),
                "CONFLICT",
                conflict.toString(),
                "DEAD_LETTER",
                String.valueOf(letter.id()),
                "CONNECTION",
                workspace + "-files",
                "WORKSPACE",
                workspace);
    }

    private static void route(String id, String from, org.apache.camel.Processor end) throws Exception {
        pirogue.getBean(CamelContext.class).addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).process(end);
            }
        });
    }

    private interface Letter {
        jakarta.jms.Message write(jakarta.jms.JMSContext session) throws jakarta.jms.JMSException;
    }

    private static void sendRaw(String queue, Letter letter) throws Exception {
        try (var session = pirogue.getBean(ConnectionFactory.class).createContext()) {
            session.createProducer().send(session.createQueue(queue), letter.write(session));
        }
    }

    private static HttpResponse<String> get(String path, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body, String authorization, String type)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("Content-Type", type == null ? "application/json" : type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int port() throws IOException {
        var matcher = Pattern.compile("\"port\":(\\d+)").matcher(Files.readString(data.resolve("pirogue.port")));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private static String secret(String name) throws IOException {
        return Files.readString(data.resolve("secrets").resolve(name)).strip();
    }

    /** As much of a browser as a sign-in needs: cookies, and the token that a page sends back. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String path) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> signIn(String password) throws Exception {
            return signIn("admin", password);
        }

        HttpResponse<String> signIn(String name, String password) throws Exception {
            http.send(
                    HttpRequest.newBuilder(URI.create(address + "/login")).build(),
                    HttpResponse.BodyHandlers.discarding());
            var form = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
            var answer = send("/login", form, "application/x-www-form-urlencoded");
            // A sign-in changes the token; any page hands out the new one.
            http.send(
                    HttpRequest.newBuilder(URI.create(address + "/hawtio/")).build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer;
        }

        String jolokia(String command) throws Exception {
            return send("/hawtio/jolokia", command, "application/json").body();
        }

        HttpResponse<String> send(String path, String body, String type) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", type)
                    .header("X-XSRF-TOKEN", csrf())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }

        private String csrf() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(java.net.HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Would tell if it were ever read. */
    static final class Canary implements Serializable {

        private static final long serialVersionUID = 1;
        static volatile boolean read;

        private void readObject(java.io.ObjectInputStream in) {
            read = true;
        }
    }
}

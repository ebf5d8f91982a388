package org.pirogue.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.cli.Messages;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.DataFolder;

/** A partner for whom nothing comes: each time it is said what was waited for, by a code of its own, and where to look. */
class AwayPartnerTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String TOPIC = "pirogue.shares.partner-a";

    @TempDir
    Path checkout;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final int door = AwayPartner.door();
    private HttpServer server;
    private DemoFolder folder;

    @BeforeEach
    void aPirogueThatTakesWhateverIsAsked() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        folder = DemoFolder.fresh(checkout.resolve("data"));
        Files.createDirectories(folder.path().resolve("secrets"));
        Files.writeString(folder.path().resolve("secrets/api-token"), "a-token\n");
        Files.writeString(
                folder.path().resolve("pirogue.port"),
                "{\"port\":%d,\"pid\":%d}"
                        .formatted(
                                server.getAddress().getPort(),
                                ProcessHandle.current().pid()));
        answers.put("/api/datasets/eoc/mpox/publish", "{\"workspace\":\"eoc\",\"name\":\"mpox\",\"version\":4}");
        answers.put("/api/datasets/eoc/mpox/versions", "[{\"version\":4}]");
        answers.put("/api/members", "{\"account\":\"partner-a\",\"password\":\"told\"}");
        answers.put("/api/tokens", "{\"id\":1,\"text\":\"t\"}");
        answers.put("/api/shares", "{\"share\":9,\"outlets\":[]}");
        answers.put("/api/topics", "[{\"address\":\"%s\",\"partner\":\"partner-a\"}]".formatted(TOPIC));
        answers.put(
                "/api/shares/0/outlets",
                "[{\"outlet\":1,\"state\":\"failing\",\"told\":3,\"code\":\"P752\",\"problem\":\"no room\"}]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body =
                answers.getOrDefault(exchange.getRequestURI().getPath(), "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void saysThatItsShareOpenedNoTopic() {
        answers.put("/api/topics", "[{\"address\":\"another\",\"partner\":\"partner-b\"}]");
        said(refusal(() -> partner().comes()), "P766", "partner-a", "eoc/mpox", "./pirogue topics", log());
    }

    @Test
    void saysThatAVersionWasNotToldAndWhatItsOutletSaysOfIt() {
        said(
                refusal(() -> partner().isTold()),
                "P767",
                "partner-a",
                "eoc/mpox",
                "version 4",
                "failing P752 no room",
                "./pirogue shares",
                log());
    }

    @Test
    void saysThatNoEventCameOfAVersion() throws Exception {
        EmbeddedActiveMQ broker = openToAll();
        try {
            said(refusal(() -> partner().comes()), "P768", "partner-a", "eoc/mpox", "version 4", "0 ", log());
        } finally {
            broker.stop();
        }
    }

    @Test
    void saysThatTheBrokerDoesNotLetItIn() {
        said(refusal(() -> partner().comes()), "P769", "partner-a", TOPIC, log());
    }

    /** As what calls it is told when the child process has ended: that comes first. */
    @Test
    void waitsNoLongerThanItsPirogueLives() {
        answers.put("/api/topics", "[]");
        AwayPartner waiting = new AwayPartner(
                new DataFolder(folder.path()).pirogue(),
                time -> {
                    throw Refusal.failed("P521", log(), 137);
                },
                someone(),
                folder,
                door);
        assertThat(refusal(waiting::comes).code()).isEqualTo("P521");
    }

    private AwayPartner partner() {
        return new AwayPartner(
                new DataFolder(folder.path()).pirogue(),
                time -> Thread.sleep(time.toMillis()),
                someone(),
                folder,
                door,
                SOON);
    }

    private static SampleWorld.Partner someone() {
        return new SampleWorld.Partner("partner-a", "eoc/mpox", "mpox-to-eoc", List.of("case"), List.of("case"), "why");
    }

    private String log() {
        return folder.log().toString();
    }

    private static Refusal refusal(Runnable what) {
        return catchThrowableOfType(Refusal.class, what::run);
    }

    private void said(Refusal refusal, String code, String... words) {
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.text(Messages.in("en"))).startsWith(code).contains(words);
        assertThat(refusal.text(Messages.in("fr"))).contains("partner-a", log()).doesNotContain("{");
    }

    private EmbeddedActiveMQ openToAll() throws Exception {
        var configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.addAcceptorConfiguration("partners", "tcp://127.0.0.1:" + door);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
        return broker;
    }
}

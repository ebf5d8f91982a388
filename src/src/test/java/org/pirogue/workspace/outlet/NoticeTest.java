package org.pirogue.workspace.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.row;
import static org.pirogue.workspace.dataset.Publishes.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.workspace.dataset.Publication;
import org.pirogue.workspace.dataset.Share;

/** Mails and webhooks, over a real mail server and a real web server in this JVM. */
class NoticeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private GreenMail mails;
    private HttpServer web;
    private Tells tells;
    private final List<Hit> hits = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    private record Hit(String id, String at, String signature, byte[] body) {}

    @BeforeEach
    void start() throws Exception {
        mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            hits.add(new Hit(
                    headers.getFirst("webhook-id"),
                    headers.getFirst("webhook-timestamp"),
                    headers.getFirst("webhook-signature"),
                    exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        web.start();
        tells = tells(mails.getSmtp().getPort());
    }

    private static Tells tells(int smtp) {
        MailSettings mail =
                new MailSettings("127.0.0.1", smtp, "pirogue@moh.example", MailSettings.Tls.NONE, null, null, null, 5);
        return new Tells(new org.pirogue.workspace.dataset.Publishes(), null, mail, Runnable::run);
    }

    @AfterEach
    void stop() {
        web.stop(0);
        mails.stop();
    }

    private String url() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/hook";
    }

    private Share share(String kind, String target) {
        tells.lab.publish(rows(3, "9731"));
        Share share = tells.share("id", "cases");
        tells.add(share, kind, target);
        tells.look(share);
        return share;
    }

    @Test
    void aMailSaysInTheRecipientsLanguageThatThereIsAVersionAndNoRowOfIt() throws Exception {
        share("mail", "pat@who.example");
        MimeMessage mail = mails.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Nouvelle version 1 de " + tells.lab.name);
        String text = mail.getContent().toString();
        assertThat(text)
                .contains("Lignes de votre partage : 3")
                .contains("planning")
                .doesNotContain("9731");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void aMailServerThatIsDownIsTriedAgainAndOnlyTheNewestIsTold() throws Exception {
        int port = mails.getSmtp().getPort();
        mails.stop();
        Share share = share("mail", "pat@who.example");
        assertThat(tells.state(share)).satisfies(state -> {
            assertThat(state.state()).isEqualTo("failing");
            assertThat(state.code()).isEqualTo("P736");
            assertThat(state.problem()).doesNotContain("who.example").doesNotContain("127.0.0.1");
        });
        tells.publish(rows(4, "1"));
        mails = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        tells.look(share);
        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(mails.getReceivedMessages()[0].getSubject()).contains("version 2");
    }

    @Test
    void aWebhookGetsASignedEventWithoutRows() throws Exception {
        Share share = share("webhook", url());
        Hit hit = hits.get(0);
        JsonNode event = JSON.readTree(hit.body());
        assertThat(event.path("type").asText()).isEqualTo("org.pirogue.dataset.version.given");
        assertThat(event.path("source").asText()).startsWith("urn:pirogue:burundi:lab:");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(tells.contract(share, 1))
                        .validate(event.path("data")))
                .isEmpty();
        assertThat(new String(hit.body(), StandardCharsets.UTF_8)).doesNotContain("9731");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Tells.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((hit.id() + "." + hit.at() + ".").getBytes(StandardCharsets.UTF_8));
        assertThat(hit.signature()).isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(hit.body())));
        assertThat(tells.state(share).state()).isEqualTo("told");
    }

    @Test
    void aWebhookIsToldThatSomebodyWasErasedAndNotWho() throws Exception {
        Share share = share("webhook", url());
        tells.erased(share, 71, 1, "pseudonym-of-her");
        tells.look(share);
        JsonNode event = JSON.readTree(hits.get(1).body());
        assertThat(event.path("type").asText()).isEqualTo("org.pirogue.dataset.person.erased");
        assertThat(event.path("id").asText()).isEqualTo(share.id() + "/notice-71/0");
        assertThat(event.at("/data/notice").asLong()).isEqualTo(71);
        assertThat(event.at("/data/versions/0").asLong()).isEqualTo(1);
        assertThat(event.at("/data/href").asText()).isEqualTo("/api/shares/notices");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(tells.contract(share, 1))
                        .validate(event.path("data")))
                .isEmpty();
        assertThat(new String(hits.get(1).body(), StandardCharsets.UTF_8)).doesNotContain("pseudonym");
        assertThat(tells.deeds).last().satisfies(deed -> assertThat(deed.toString())
                .contains("/notices/71/outlets/webhook/pat")
                .doesNotContain("pseudonym"));
    }

    @Test
    void aMailSaysThatSomebodyWasErasedAndNotWho() throws Exception {
        Share share = share("mail", "pat@who.example");
        tells.erased(share, 72, 1, "pseudonym-of-her");
        tells.look(share);
        MimeMessage mail = mails.getReceivedMessages()[1];
        assertThat(mail.getSubject()).isEqualTo("Une personne a été effacée de " + tells.lab.name + " : avis 72");
        assertThat(mail.getContent().toString())
                .contains("./pirogue persons done 72")
                .doesNotContain("pseudonym");
    }

    @ParameterizedTest
    @CsvSource({"302, failing", "404, failing", "500, failing", "429, failing", "410, given-up"})
    void onlyATwoHundredIsAnAnswerAndNoRedirectIsFollowed(int answer, String state) {
        status = answer;
        Share share = share("webhook", url());
        assertThat(hits).hasSize(1);
        assertThat(tells.state(share).state()).isEqualTo(state);
        assertThat(tells.state(share).code()).isEqualTo("P734");
        status = 200;
        tells.look(share);
        assertThat(hits).hasSize(state.equals("failing") ? 2 : 1);
        hits.stream().map(Hit::id).forEach(id -> assertThat(id)
                .isEqualTo(hits.get(0).id()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/hook",
                "https://10.1.2.3/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/hook",
                "https://[fd00::1]/hook",
                "https://[::ffff:10.0.0.1]/hook",
                "https://100.64.0.9/hook",
                "https://user:secret@example.org/hook",
                "ftp://example.org/hook",
                "file:///etc/passwd",
                "https:///hook"
            })
    void anAddressThatOnlyPirogueCanReachIsRefused(String url) {
        tells.lab.publish(rows(3, "1"));
        Share share = tells.share("id");
        assertThatThrownBy(() -> tells.add(share, "webhook", url))
                .isInstanceOfSatisfying(
                        OutletProblem.class, e -> assertThat(e.code()).isEqualTo("P730"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "0x7f000001", "127.1"})
    void aNameThatLeadsThereIsRefusedWhenItIsConnectedTo(String host) {
        WebhookAddress addresses = new WebhookAddress(new OutletSettings(null, 1, 1, 1, 1, 1, 1, List.of()));
        assertThatThrownBy(() -> addresses.resolve(host))
                .isInstanceOfAny(Undelivered.class, java.net.UnknownHostException.class);
    }

    @Test
    void theOwnerIsToldOnceThatAShareStaysBehind() throws Exception {
        tells.lab.about = new Publication.About("", "", "Data unit, data@moh.example", Map.of(), 10, 0, Map.of());
        tells.lab.lineage = JsonNodeFactory.instance.objectNode().put("anonymised", true);
        tells.lab
                .lineage
                .putObject("anonymity")
                .put("k", 5)
                .put("person", "")
                .putArray("quasiIdentifiers")
                .add("cases");
        List<org.pirogue.batch.Row> rows = new ArrayList<>(rows(20, "1"));
        tells.lab.publish(rows);
        Share share = tells.share("id", "cases");
        rows.add(row("new", "cases", "1"));
        tells.publish(rows);
        tells.lab.shares.follow(tells.lab.name);
        tells.look(share);
        assertThat(tells.lab.shares.get(share.id()).waiting()).satisfies(waiting -> {
            assertThat(waiting.version()).isEqualTo(2);
            assertThat(waiting.groups()).isEqualTo(1);
            assertThat(waiting.persons()).isEqualTo(5);
        });
        assertThat(mails.getReceivedMessages()).hasSize(1);
        assertThat(mails.getReceivedMessages()[0].getSubject())
                .isEqualTo("Le partage " + share.id() + " de " + tells.lab.name + " reste en arrière / Share "
                        + share.id() + " of " + tells.lab.name + " stays behind");
        assertThat(mails.getReceivedMessages()[0].getAllRecipients()[0]).hasToString("data@moh.example");
        rows.addAll(rows(30, "1").subList(20, 30));
        tells.publish(rows);
        assertThat(tells.lab.shares.get(share.id()).waiting()).isNull();
    }
}

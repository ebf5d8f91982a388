package org.pirogue.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.buffer.PartnerBroker.CASES;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.buffer.PartnerBroker.Subscriber;
import org.pirogue.buffer.topic.PartnerLimits;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupProblems;

/** TLS, and partners who come with a certificate. The keys are made anew by the JDK's own keytool. */
class PartnerTlsTest {
    private static final PartnerLimits LIMITS = new PartnerLimits(5, 3, 100, 1, 14, 10);
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    @BeforeAll
    static void password() throws IOException {
        Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    }

    private static void key(String file, String name) throws Exception {
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "key",
                        "-keyalg",
                        "EC",
                        "-dname",
                        name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        directory.resolve(file).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
    }

    /** A store that trusts the certificates of these. */
    private static String trust(String file, String... keys) throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        for (String each : keys) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream bytes = Files.newInputStream(directory.resolve(each))) {
                store.load(bytes, PASSWORD.toCharArray());
            }
            trust.setCertificateEntry(each, store.getCertificate("key"));
        }
        try (OutputStream bytes = Files.newOutputStream(directory.resolve(file))) {
            trust.store(bytes, PASSWORD.toCharArray());
        }
        return directory.resolve(file).toString();
    }

    private static BrokerSettings.Tls tls(boolean needed, boolean trusts) {
        String password = directory.resolve("password").toString();
        return new BrokerSettings.Tls(
                directory.resolve("server.p12").toString(),
                password,
                trusts ? directory.resolve("partners.p12").toString() : null,
                trusts ? password : null,
                needed);
    }

    private static ConnectionFactory amqps(PartnerBroker broker, String key, String user, String secret) {
        String own = key == null
                ? ""
                : "&transport.keyStoreType=PKCS12&transport.keyStorePassword=" + PASSWORD
                        + "&transport.keyStoreLocation=" + directory.resolve(key);
        return PartnerBroker.amqp(
                "amqps://127.0.0.1:" + broker.port + "?transport.storeType=PKCS12&transport.trustStorePassword="
                        + PASSWORD
                        + "&transport.trustStoreLocation=" + directory.resolve("server-trust.p12") + own
                        + "&amqp.saslMechanisms=" + (secret == null ? "EXTERNAL" : "PLAIN"),
                user,
                secret);
    }

    @Test
    @Tag("full")
    void aCertificateOnTheNameOfTheAccountIsEnoughAndNobodyElsesIs() throws Exception {
        key("server.p12", "CN=pirogue");
        key("who.p12", "CN=who,O=World Health");
        key("stranger.p12", "CN=stranger");
        key("forged.p12", "CN=who,O=World Health");
        trust("server-trust.p12", "server.p12");
        trust("partners.p12", "who.p12", "stranger.p12");
        try (var broker = new PartnerBroker(directory.resolve("needed"), LIMITS, tls(true, true), Map.of())) {
            try (var subscriber = Subscriber.of(amqps(broker, "who.p12", null, null), "who", CASES, "events")) {
                broker.send(CASES, "e1");
                assertThat(subscriber.next(5000)).contains("e1");
            }
            Subscriber.of(amqps(broker, "stranger.p12", "who", "pir_who"), "who", CASES, "events")
                    .close();
            refused(amqps(broker, "stranger.p12", null, null));
            refused(amqps(broker, "forged.p12", null, null));
            refused(amqps(broker, null, "who", "pir_who"));
            refused(broker.amqp("who", "pir_who"));
            broker.trail.await("stays out STRANGER");
        }
        try (var broker = new PartnerBroker(directory.resolve("wanted"), LIMITS, tls(false, true), Map.of())) {
            Subscriber.of(amqps(broker, null, "who", "pir_who"), "who", CASES, "events")
                    .close();
            refused(amqps(broker, null, null, null));
        }
        try (var broker = new PartnerBroker(directory.resolve("plain"), LIMITS, tls(false, false), Map.of())) {
            Subscriber.of(amqps(broker, null, "who", "pir_who"), "who", CASES, "events")
                    .close();
            refused(amqps(broker, "who.p12", null, null));
            refused(broker.core("who", "pir_who"));
        }
    }

    private static void refused(ConnectionFactory factory) {
        assertThatThrownBy(() -> Subscriber.of(factory, "who", CASES, "events").close())
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aPortThatIsNotFitToBeOpenedStopsTheStart() throws IOException {
        String password = directory.resolve("password").toString();
        String noStore =
                Files.writeString(directory.resolve("no-store"), "no key").toString();
        var none = BrokerSettings.Tls.NONE;
        assertThat(problems("127.0.0.1", none, false)).isEmpty();
        assertThat(problems("0.0.0.0", none, false)).containsExactly("P725");
        assertThat(problems("0.0.0.0", none, true)).isEmpty();
        assertThat(problems("0.0.0.0", new BrokerSettings.Tls(noStore, password, null, null, false), false))
                .containsExactly("P729");
        assertThat(problems("127.0.0.1", new BrokerSettings.Tls(noStore, null, null, null, true), false))
                .containsExactly("P729", "P729");
        assertThat(problems("127.0.0.1", new BrokerSettings.Tls(null, null, noStore, password, false), false))
                .containsExactly("P729", "P729");
        var client = new BrokerSettings.Client(password, List.of(), List.of("topic.#"));
        assertThat(problems("127.0.0.1", none, false, Map.of("client", client), LIMITS))
                .containsExactly("P729");
        var little = new PartnerLimits(5, 3, 5, 1, 14, 10);
        assertThat(problems("127.0.0.1", none, false, Map.of(), little)).containsExactly("P729");
    }

    private static List<String> problems(String address, BrokerSettings.Tls tls, boolean insecure) {
        return problems(address, tls, insecure, Map.of(), LIMITS);
    }

    private static List<String> problems(
            String address,
            BrokerSettings.Tls tls,
            boolean insecure,
            Map<String, BrokerSettings.Client> clients,
            PartnerLimits limits) {
        var settings = new BrokerSettings(
                null,
                "pirogue",
                null,
                2,
                PartnerBroker.freePort(),
                address,
                tls,
                insecure,
                clients,
                Map.of(BrokerSettings.OTHERS, limits),
                3,
                10,
                2,
                100,
                16,
                200,
                64);
        var problems = new StartupProblems();
        new BrokerCheck(settings).check(problems);
        return problems.all().stream().map(Problem::code).toList();
    }
}

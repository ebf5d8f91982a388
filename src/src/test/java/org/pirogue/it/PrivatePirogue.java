package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.RunningPirogue;
import org.pirogue.sandbox.Sandbox;
import org.pirogue.sandbox.SandboxOptions;
import org.pirogue.sandbox.sample.Sample;

/** A Pirogue with persons in every kind of flow, that is started, killed and asked, with the servers around it. */
final class PrivatePirogue implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    final World world;
    final Sandbox copy;
    private final String tokenOfCopy;
    private final List<String> settings = new ArrayList<>();
    private final int amqp;
    private ChildPirogue running;

    /** @param folder empty */
    PrivatePirogue(Path folder) throws Exception {
        this.folder = folder;
        Path sample = Files.createDirectory(folder.resolve("sample"));
        world = World.of(sample, 60, "202601", "202603");
        copy = Sandbox.start(SandboxOptions.named("copy"));
        // The same metadata and nobody in it: whoever is there is refused, or was carried there.
        tokenOfCopy = Sample.load(sample)
                .big(1, "202601", "202601")
                .fill("tracker", copy)
                .token();
        Files.createDirectories(folder.resolve("tmp"));
        Files.createDirectories(folder.resolve("files/eoc"));
        PersonsSample.sendList(folder);
        PersonsSample.register(world, copy, tokenOfCopy);
        PersonsHome.make(folder.resolve("home"));
        try (ServerSocket free = new ServerSocket(0)) {
            amqp = free.getLocalPort();
        }
        Path password = Files.writeString(folder.resolve("partner"), "of-the-partner");
        settings.addAll(world.settings(folder));
        settings.addAll(List.of(
                "--pirogue.connections.copy.url=" + copy.url(),
                "--pirogue.connections.copy.token-file=" + World.secret(folder, "copy", tokenOfCopy),
                "--pirogue.files=" + folder.resolve("files"),
                // A message that was lost with a kill comes again in seconds, not in minutes.
                "--pirogue.delivery.sweep-secs=10",
                "--pirogue.delivery.sweep-schedule=*/5 * * * * ?",
                "--pirogue.outlets.private-hosts=127.0.0.1",
                "--pirogue.broker.max-delivery-attempts=2",
                "--pirogue.broker.redelivery-delay-millis=100",
                "--pirogue.broker.amqp-port=" + amqp,
                "--pirogue.broker.clients.partner.password-file=" + password,
                "--pirogue.broker.clients.partner.send=#"));
        open();
    }

    void open(String... more) throws IOException {
        settings.addAll(List.of(more));
        running = ChildPirogue.start(
                        List.of(
                                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                                "-cp",
                                ChildPirogue.classPath(),
                                "org.pirogue.cli.Main"),
                        folder.resolve("home"),
                        data(),
                        log(),
                        settings)
                .ready();
    }

    void kill() throws InterruptedException {
        running.kill();
    }

    void stop() throws InterruptedException {
        running.stop();
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("log");
    }

    boolean hasDatabase() {
        return running.database().isPresent();
    }

    RunningPirogue api() {
        return running.api();
    }

    Run newest(String flow) {
        return api().runs(flow, 1).get(0);
    }

    String begin(String flow, boolean full) {
        return api().start(flow, new RunRequest(null, null, full, Mode.SYNC)).run();
    }

    Run over(String run) {
        Run over = running.over(run);
        assertThat(over.failed()).as("%s", over).isFalse();
        assertThat(over.balanced()).as("%s", over).isTrue();
        return over;
    }

    Run full(String flow) {
        return over(begin(flow, true));
    }

    /** What anybody with an account reads at the server that persons are copied to. */
    Export atCopy() {
        return new Export(copy.url(), tokenOfCopy);
    }

    /** @param user pirogue, or postgres, who may do all */
    Connection database(String user) throws IOException, SQLException {
        String port = Files.readAllLines(data().resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip();
        String secret = user.equals("postgres") ? "postgres-admin-password" : "postgres-password";
        String password =
                Files.readString(data().resolve("secrets").resolve(secret)).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/pirogue", user, password);
    }

    /** What others put into queues. */
    void send(Map<String, List<String>> texts) throws Exception {
        var factory = new JmsConnectionFactory("partner", "of-the-partner", "amqp://127.0.0.1:" + amqp);
        try (var context = factory.createContext()) {
            var producer = context.createProducer();
            texts.forEach((queue, all) -> all.forEach(text -> producer.send(context.createQueue(queue), text)));
        }
    }

    String get(String path) throws Exception {
        return answer(request(path).header("Authorization", admin()).build());
    }

    String post(String path, String body) throws Exception {
        return answer(request(path)
                .header("Authorization", "Bearer " + running.data().token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** All that Jolokia tells: each attribute of each bean, and what there is. An empty or refused answer is no answer. */
    String jolokia() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String beans :
                List.of("org.apache.camel:*", "org.apache.activemq.artemis:*", "java.lang:*", "java.nio:*")) {
            JsonNode answer = JSON.readTree(jolokia(
                    "{\"type\": \"read\", \"mbean\": \"" + beans + "\", \"config\": {\"ignoreErrors\": true}}"));
            assertThat(answer.path("status").asInt()).as("%s", answer).isEqualTo(200);
            assertThat(answer.path("value")).as(beans).isNotEmpty().allSatisfy(bean -> assertThat(bean)
                    .isNotEmpty());
            all.append(answer);
        }
        return all.append(jolokia("{\"type\": \"list\", \"config\": {\"maxDepth\": 4}}"))
                .toString();
    }

    /** As a page of the console does: a command that does not bring the token of its cookie is refused. */
    private String jolokia(String command) throws Exception {
        return answer(request("/jolokia")
                .header("Authorization", admin())
                .header("Content-Type", "application/json")
                .header("Cookie", "XSRF-TOKEN=of-this-page")
                .header("X-XSRF-TOKEN", "of-this-page")
                .POST(HttpRequest.BodyPublishers.ofString(command))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path));
    }

    private static String answer(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(request.uri() + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private String admin() throws IOException {
        String password = Files.readString(running.data().adminPasswordFile()).strip();
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws Exception {
        running.close();
        world.close();
        copy.close();
    }
}

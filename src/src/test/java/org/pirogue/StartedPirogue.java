package org.pirogue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.access.Tokens;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application, started once, with an identity server beside it; and how a test talks to it. */
final class StartedPirogue implements AutoCloseable {
    private final Path data;
    private final IdentityServer identity = new IdentityServer();
    private final ConfigurableApplicationContext pirogue;
    private final String address;
    private final String admin;
    private final String token;
    private final Map<String, Map<String, String>> things = new HashMap<>();

    StartedPirogue(Path data) throws IOException {
        this.data = data;
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

    @Override
    public void close() {
        pirogue.close();
        identity.close();
    }

    Path data() {
        return data;
    }

    IdentityServer identity() {
        return identity;
    }

    ConfigurableApplicationContext context() {
        return pirogue;
    }

    <T> T bean(Class<T> type) {
        return pirogue.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return pirogue.getBean(name, type);
    }

    String address() {
        return address;
    }

    /** The header of the administrator. */
    String admin() {
        return admin;
    }

    /** The header of the first token. */
    String token() {
        return token;
    }

    Browser browser() {
        return new Browser(address);
    }

    /** A machine that may do everything in one workspace. */
    String tokenOf(String workspace) {
        return tokenOf(workspace, Role.ADMIN);
    }

    String tokenOf(String workspace, Role role) {
        return "Bearer "
                + pirogue.getBean(Tokens.class)
                        .make(new Tokens.Wish(workspace, null, Set.of(workspace), role.rights(), "a test", 1), "test")
                        .text();
    }

    /** One of each kind, in the workspace. */
    synchronized Map<String, String> thingsOf(String workspace) throws Exception {
        if (!things.containsKey(workspace)) {
            things.put(workspace, WorkspaceThings.in(this, workspace));
        }
        return things.get(workspace);
    }

    void route(String id, String from, org.apache.camel.Processor end) throws Exception {
        pirogue.getBean(CamelContext.class).addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).process(end);
            }
        });
    }

    interface Letter {
        jakarta.jms.Message write(jakarta.jms.JMSContext session) throws jakarta.jms.JMSException;
    }

    void sendRaw(String queue, Letter letter) throws Exception {
        try (var session = pirogue.getBean(ConnectionFactory.class).createContext()) {
            session.createProducer().send(session.createQueue(queue), letter.write(session));
        }
    }

    HttpResponse<String> get(String path, String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body, String authorization, String type) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", authorization)
                .header("Content-Type", type == null ? "application/json" : type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int port() throws IOException {
        var matcher = Pattern.compile("\"port\":(\\d+)").matcher(Files.readString(data.resolve("pirogue.port")));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    String secret(String name) throws IOException {
        return Files.readString(data.resolve("secrets").resolve(name)).strip();
    }
}

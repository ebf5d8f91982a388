package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.pirogue.workspace.outlet.Follower;

/** Somebody outside with an account, a token that they made themselves, and clients for REST and AMQP 1.0. Nothing of Pirogue is used here. */
final class Partner implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "mille pirogues au port";

    final String name;
    final List<String> ids = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI pirogue;
    private final String topics;
    private final String token;
    private JMSContext context;
    private JMSConsumer consumer;

    /** @param password as it was made for the account: another one is chosen first, as everybody must */
    Partner(String name, String password, int port, int amqpPort) {
        this.name = name;
        pirogue = URI.create("http://127.0.0.1:" + port);
        // A look asks nothing of the broker: a drain under way while its link is cut is never answered.
        topics = "amqp://127.0.0.1:" + amqpPort + "?jms.receiveNoWaitLocalOnly=true";
        String change = "former=" + encoded(password) + "&wanted=" + encoded(PASSWORD);
        byPassword(password, "/password", change, "application/x-www-form-urlencoded");
        token = byPassword(PASSWORD, "/api/tokens/own", "name=topics&days=7", "application/x-www-form-urlencoded");
        assertThat(token).startsWith("pir_");
    }

    String token() {
        return token;
    }

    private String byPassword(String password, String path, String body, String type) {
        String both = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(pirogue.resolve(path))
                .header("Authorization", "Basic " + both)
                .header("Cookie", "XSRF-TOKEN=own")
                .header("X-XSRF-TOKEN", "own")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(pirogue.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private String read(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What REST gives of a share, by the column that names its rows. */
    Map<String, JsonNode> rows(long share, String key) {
        Map<String, JsonNode> rows = new TreeMap<>();
        read("/api/shares/" + share + "/rows?format=jsonl").lines().forEach(line -> {
            JsonNode row = json(line);
            rows.put(row.path(key).asText() + "|", row);
        });
        return rows;
    }

    /** One who follows a share by its contract, as this partner reads it. */
    Follower follower(long share, String key) {
        return new Follower(
                List.of(key), revision -> json(read("/api/shares/" + share + "/schema?revision=" + revision)));
    }

    /** Comes, or comes back, to its durable subscription. */
    void subscribe(String address) {
        JmsConnectionFactory factory = new JmsConnectionFactory(topics);
        factory.setUsername(name);
        factory.setPassword(token);
        context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        context.setClientID(name);
        consumer = context.createDurableConsumer(context.createTopic(address), "events");
    }

    /** Goes, and keeps the subscription. */
    void leave() {
        context.close();
    }

    /** Takes event by event until this version is complete. */
    void takeUntil(Follower follower, long version) throws JMSException {
        while (follower.version < version) {
            BytesMessage message = (BytesMessage) consumer.receive(20_000);
            assertThat(message).as("%s waits for version %s", name, version).isNotNull();
            byte[] body = message.getBody(byte[].class);
            ids.add(json(new String(body, StandardCharsets.UTF_8)).path("id").asText());
            follower.take(body);
            context.acknowledge();
        }
    }

    /** @throws RuntimeException once the broker has cut it */
    boolean hasMore() {
        return consumer.receiveNoWait() != null;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}

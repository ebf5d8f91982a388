package org.pirogue.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.it.FaultProxy.Fate;
import org.pirogue.it.FaultProxy.Point;

/** The faults are those that they are called. */
class FaultProxyTest {
    private static final String ANSWER = "an answer of some length";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            received.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            // Without a length the answer comes in chunks.
            call.sendResponseHeaders(200, call.getRequestURI().getPath().endsWith("chunks") ? 0 : answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        server.start();
        proxy = new FaultProxy("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop(0);
    }

    @Test
    void carriesCallsOverAsTheyAre() throws Exception {
        for (String path : List.of("/length", "/chunks")) {
            assertThat(post(path).body()).isEqualTo(ANSWER);
            HttpRequest chunked = HttpRequest.newBuilder(URI.create(proxy.url() + path))
                    .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream("streamed".getBytes())))
                    .build();
            assertThat(client.send(chunked, BodyHandlers.ofString()).body()).isEqualTo(ANSWER);
        }
        assertThat(received).containsExactly("a body", "streamed", "a body", "streamed");
    }

    @Test
    void cutsBeforeTheServerOrAfterIt() {
        proxy.script((point, call) -> point == Point.REQUEST ? Fate.CUT : Fate.GO);
        assertThatThrownBy(() -> post("/")).isInstanceOf(IOException.class);
        assertThat(received).isEmpty();

        proxy.script((point, call) -> point == Point.ANSWER ? Fate.CUT : Fate.GO);
        assertThatThrownBy(() -> post("/")).isInstanceOf(IOException.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void sendsARequestTwice() throws Exception {
        proxy.script((point, call) -> point == Point.REQUEST ? Fate.TWICE : Fate.GO);
        assertThat(post("/chunks").body()).isEqualTo(ANSWER);
        assertThat(received).containsExactly("a body", "a body");
    }

    @Test
    void holdsACallUntilItIsToldHowItEnds() throws Exception {
        CompletableFuture<Fate> fate = new CompletableFuture<>();
        proxy.script((point, call) -> point == Point.REQUEST && call.isPost("/held") ? fate.join() : Fate.GO);
        CompletableFuture<HttpResponse<String>> held = client.sendAsync(request("/held"), BodyHandlers.ofString());
        assertThat(post("/").body()).isEqualTo(ANSWER);
        assertThat(held).isNotDone();
        assertThat(received).hasSize(1);

        fate.complete(Fate.GO);
        assertThat(held.join().body()).isEqualTo(ANSWER);
    }

    @Test
    void stopsInTheMiddleOfAnAnswer() throws Exception {
        proxy.script(new FaultProxy.Script() {
            @Override
            public Fate at(Point point, FaultProxy.Call call) {
                return point == Point.BYTE ? Fate.HALF_CLOSE : Fate.GO;
            }

            @Override
            public int byteOf(FaultProxy.Call call, int length) {
                return length - 5;
            }
        });
        try (Socket raw = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(proxy.url()).getPort())) {
            raw.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = raw.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith(ANSWER.substring(0, ANSWER.length() - 5));
            // Half closed: it still listens.
            raw.getOutputStream().write("more".getBytes(StandardCharsets.US_ASCII));
        }
        await().until(() -> received.size() == 1);
    }

    private HttpResponse<String> post(String path) throws Exception {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.url() + path))
                .POST(BodyPublishers.ofString("a body"))
                .build();
    }
}

package org.pirogue.camel.dhis2.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that keeps its connections open, as DHIS2 does. */
class KeptConnectionTest {

    private static final DataValueImport ONE =
            DataValueImport.of("ds", List.of(DataValue.put("de", "202510", "ou", null, "1")));

    private final Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile long headAfterMillis;
    private HttpServer server;
    private Dhis2BulkClient client;

    @BeforeEach
    void start() throws Exception {
        byte[] verdict = Recording.of("dvs-post-1-ok-200").answer().getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            clients.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            await();
            exchange.sendResponseHeaders(200, verdict.length);
            exchange.getResponseBody().write(verdict);
            exchange.close();
        });
        server.start();
        client = new Dhis2BulkClient(Dhis2Connection.builder(
                        "kept", "http://127.0.0.1:" + server.getAddress().getPort())
                .socketTimeout(Duration.ofMillis(100))
                .responseTimeout(Duration.ofSeconds(10))
                .build());
    }

    private void await() {
        try {
            assertThat(never.await(headAfterMillis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void usesOneConnectionForOneCallAfterTheOther() {
        for (int i = 0; i < 20; i++) {
            assertThat(client.importDataValues(ONE).allAccepted()).isTrue();
        }
        assertThat(clients).hasSize(1);
    }

    @Test
    void waitsForTheHeadLongerThanForAPacketAlsoOnAConnectionUsedBefore() {
        assertThat(client.importDataValues(ONE).allAccepted()).isTrue();
        headAfterMillis = 400;
        assertThat(client.importDataValues(ONE).allAccepted()).isTrue();
        assertThat(clients).hasSize(1);
    }
}

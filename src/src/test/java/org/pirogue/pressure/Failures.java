package org.pirogue.pressure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Dhis2Connection;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;

/** Failures as a real call makes them. */
final class Failures {
    private Failures() {}

    /** @param wait what the server says in {@code Retry-After}; null: nothing */
    static Dhis2Exception rateLimited(@Nullable Duration wait) {
        try {
            var server = com.sun.net.httpserver.HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", call -> {
                if (wait != null) {
                    call.getResponseHeaders().set("Retry-After", String.valueOf(wait.toSeconds()));
                }
                call.sendResponseHeaders(429, -1);
                call.close();
            });
            server.start();
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            try (Dhis2BulkClient client =
                    new Dhis2BulkClient(Dhis2Connection.builder("hmis", url).build())) {
                client.read("me", java.util.Map.of());
                throw new AssertionError("no failure");
            } catch (Dhis2Exception e) {
                return e;
            } finally {
                server.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

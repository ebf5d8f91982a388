package org.pirogue.camel.dhis2.bulk;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A server on a raw socket, so that it can lie, break off and reset: one request a connection. */
final class SmallServer implements AutoCloseable {

    /** Writes whatever it wants. */
    interface Answering {
        void answer(Request request, OutputStream out, Socket socket) throws Exception;
    }

    record Request(String method, String target, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ServerSocket listening;
    private volatile Answering answering;

    SmallServer(Answering answering) {
        this.answering = answering;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "small-server");
        accepting.setDaemon(true);
        accepting.start();
    }

    /** Answers each request alike. */
    static SmallServer always(int status, String contentType, String body) {
        return new SmallServer((request, out, socket) -> reply(out, status, "Content-Type: " + contentType, body));
    }

    static SmallServer json(int status, String body) {
        return always(status, "application/json;charset=UTF-8", body);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    Dhis2Connection.Builder connection() {
        return Dhis2Connection.builder("test", url())
                .version("2.43.1")
                .credentials(Dhis2Credentials.basic("admin", "s3cret-word"));
    }

    Dhis2BulkClient client() {
        return new Dhis2BulkClient(connection().build());
    }

    void answering(Answering other) {
        this.answering = other;
    }

    static void reply(OutputStream out, int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(out, status, headers + "\r\nContent-Length: " + bytes.length);
        out.write(bytes);
        out.flush();
    }

    static void head(OutputStream out, int status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + " X\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread serving = new Thread(() -> serve(socket), "small-server-call");
                serving.setDaemon(true);
                serving.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            requests.add(request);
            answering.answer(request, socket.getOutputStream(), socket);
        } catch (Exception e) {
            // The client went away, or the test wanted the fault.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = body(in, headers);
        if ("gzip".equals(headers.get("content-encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new Request(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (!"chunked".equals(headers.get("transfer-encoding"))) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.pirogue.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before an HTTP server and carries each call over, whole. At every {@link Point} of a call a script is asked,
 * which may look, wait (and so hold or delay the call), or say that the call meets another fate.
 */
final class FaultProxy implements AutoCloseable {
    /** How far a call has come. */
    enum Point {
        /** Its headers were read; nothing went on. */
        HEADERS,
        /** All of it was read; nothing went on. */
        REQUEST,
        /** The server has done it and answered; nothing went back. */
        ANSWER,
        /** {@link Script#byteOf} bytes of the answer went back. */
        BYTE,
        /** All of the answer went back. */
        DONE
    }

    enum Fate {
        GO,
        /** Both connections are reset. */
        CUT,
        /** The client sees the end of the stream, while its own side stays open. */
        HALF_CLOSE,
        /** The server gets the request a second time; the client sees the second answer. Only at {@link Point#REQUEST}. */
        TWICE
    }

    /** @param number of the call since the proxy was opened, from 1 */
    record Call(int number, String method, String path) {
        boolean isPost(String part) {
            return method.equals("POST") && path.contains(part);
        }
    }

    interface Script {
        Script HARMLESS = (point, call) -> Fate.GO;

        Fate at(Point point, Call call);

        /** Where {@link Point#BYTE} lies in an answer of this length, head included. */
        default int byteOf(Call call, int length) {
            return length / 2;
        }
    }

    private final URI server;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Script script = Script.HARMLESS;

    FaultProxy(String server) throws IOException {
        this.server = URI.create(server);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::letIn);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    void script(Script next) {
        script = next;
    }

    private void letIn() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        open.add(client);
        try (client;
                Socket host = new Socket(server.getHost(), server.getPort())) {
            open.add(host);
            InputStream requests = new BufferedInputStream(client.getInputStream());
            InputStream answers = new BufferedInputStream(host.getInputStream());
            while (carry(requests, client, answers, host)) {}
            open.remove(host);
        } finally {
            open.remove(client);
        }
    }

    /** One call. @return whether another may follow on these connections */
    private boolean carry(InputStream requests, Socket client, InputStream answers, Socket host) throws IOException {
        String head = head(requests);
        String[] words = head.split(" ", 3);
        Call call = new Call(calls.incrementAndGet(), words[0], words[1]);
        if (!goesOn(script.at(Point.HEADERS, call), client, host)) {
            return false;
        }
        byte[] request = whole(head, requests, false);
        Fate fate = script.at(Point.REQUEST, call);
        if (fate == Fate.TWICE) {
            send(host, request, 0, request.length);
            whole(head(answers), answers, call.method().equals("HEAD"));
        } else if (!goesOn(fate, client, host)) {
            return false;
        }
        send(host, request, 0, request.length);
        byte[] answer = whole(head(answers), answers, call.method().equals("HEAD"));
        if (!goesOn(script.at(Point.ANSWER, call), client, host)) {
            return false;
        }
        int part = Math.min(answer.length, Math.max(0, script.byteOf(call, answer.length)));
        send(client, answer, 0, part);
        if (!goesOn(script.at(Point.BYTE, call), client, host)) {
            return false;
        }
        send(client, answer, part, answer.length - part);
        return goesOn(script.at(Point.DONE, call), client, host);
    }

    private static boolean goesOn(Fate fate, Socket client, Socket host) throws IOException {
        switch (fate) {
            case GO, TWICE -> {
                return true;
            }
            case HALF_CLOSE -> client.shutdownOutput();
            case CUT -> {
                client.setSoLinger(true, 0);
                host.setSoLinger(true, 0);
            }
        }
        if (fate == Fate.HALF_CLOSE) {
            // Whatever the client still says is read and thrown away, until it leaves.
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        }
        return false;
    }

    private static void send(Socket to, byte[] bytes, int from, int length) throws IOException {
        to.getOutputStream().write(bytes, from, length);
        to.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int last4 = 0; last4 != 0x0d0a0d0a; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            last4 = last4 << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] whole(String head, InputStream in, boolean bodiless) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        String lower = head.toLowerCase(Locale.ROOT);
        String length = header(lower, "content-length");
        if (bodiless || lower.startsWith("http/1.1 204") || lower.startsWith("http/1.1 304")) {
            return message.toByteArray();
        }
        if (header(lower, "transfer-encoding").contains("chunked")) {
            chunks(in, message);
        } else if (!length.isEmpty()) {
            message.writeBytes(in.readNBytes(Integer.parseInt(length)));
        } else if (lower.startsWith("http/")) {
            message.writeBytes(in.readAllBytes());
        }
        return message.toByteArray();
    }

    private static void chunks(InputStream in, ByteArrayOutputStream message) throws IOException {
        int size;
        do {
            String line = line(in);
            message.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            size = Integer.parseInt(line.split(";")[0].strip(), 16);
            message.writeBytes(in.readNBytes(size));
            message.writeBytes(line(in).getBytes(StandardCharsets.ISO_8859_1));
        } while (size > 0);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        do {
            next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            line.append((char) next);
        } while (next != '\n');
        return line.toString();
    }

    private static String header(String lowerCaseHead, String name) {
        return lowerCaseHead
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private interface Carrying {
        void carry() throws IOException;
    }

    private static void start(Carrying carrying) {
        Thread thread = new Thread(() -> {
            try {
                carrying.carry();
            } catch (IOException e) {
                // An end that was closed: nothing more comes this way.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}

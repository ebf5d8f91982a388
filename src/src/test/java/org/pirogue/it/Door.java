package org.pirogue.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A door before a server, always at the same address. While it is shut nobody listens there. */
final class Door implements AutoCloseable {
    private final URI server;
    private final int port;
    private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;

    Door(String server) throws IOException {
        this.server = URI.create(server);
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.port = listening.getLocalPort();
        letIn(listening);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Does nothing where it stands open. */
    void open() throws IOException {
        if (!listening.isClosed()) {
            return;
        }
        listening = new ServerSocket();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        letIn(listening);
    }

    void shut() throws IOException {
        listening.close();
        passing.forEach(Door::close);
    }

    private void letIn(ServerSocket door) {
        start(() -> {
            while (!door.isClosed()) {
                Socket guest = door.accept();
                Socket host = new Socket(server.getHost(), server.getPort());
                passing.add(guest);
                passing.add(host);
                start(() -> guest.getInputStream().transferTo(host.getOutputStream()), guest, host);
                start(() -> host.getInputStream().transferTo(guest.getOutputStream()), guest, host);
            }
        });
    }

    private interface Carrying {
        void carry() throws IOException;
    }

    private void start(Carrying carrying, Socket... ends) {
        Thread thread = new Thread(() -> {
            try {
                carrying.carry();
            } catch (IOException e) {
                // An end that was closed: nothing more comes this way.
            }
            for (Socket end : ends) {
                close(end);
                passing.remove(end);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        shut();
    }
}

package org.pirogue.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupProblems;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.stereotype.Component;

/** The console's port is free. The web server would notice, too, but last of all. */
@Component
final class PortCheck implements StartupCheck {

    private final ServerProperties server;

    PortCheck(ServerProperties server) {
        this.server = server;
    }

    @Override
    public void check(StartupProblems problems) {
        var address = server.getAddress() == null ? InetAddress.getLoopbackAddress() : server.getAddress();
        var port = server.getPort() == null ? 0 : server.getPort();
        try (var socket = new ServerSocket()) {
            // A port that the Pirogue before has just left must not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            problems.add("P124", "server.port", address.getHostAddress(), String.valueOf(port));
        }
    }
}

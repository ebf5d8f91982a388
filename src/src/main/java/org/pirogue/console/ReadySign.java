package org.pirogue.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.pirogue.home.DataDirectory;
import org.pirogue.home.HomeSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells people, by one line, and programs, by a file, that Pirogue is ready and where it listens. */
@Component
final class ReadySign {

    private static final Logger LOG = LoggerFactory.getLogger(ReadySign.class);

    private final DataDirectory data;
    private final HomeSettings home;

    ReadySign(DataDirectory data, HomeSettings home) {
        this.data = data;
        this.home = home;
    }

    @EventListener
    void show(ApplicationReadyEvent ready) throws IOException {
        if (!(ready.getApplicationContext() instanceof WebServerApplicationContext web)) {
            return;
        }
        var port = web.getWebServer().getPort();
        var pid = ProcessHandle.current().pid();
        write("{\"port\":%d,\"pid\":%d}%n".formatted(port, pid));
        var seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        LOG.info(
                "{} is ready after {} s: http://127.0.0.1:{}/hawtio, user admin, password in {}",
                home.country(),
                String.format(Locale.ROOT, "%.1f", seconds),
                port,
                data.root().resolve("secrets").resolve("admin-password"));
    }

    @EventListener
    void takeDown(ContextClosedEvent closed) {
        try {
            Files.deleteIfExists(data.portFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String content) throws IOException {
        Path draft = Files.createTempFile(data.root(), "port-", "");
        Files.writeString(draft, content);
        Files.move(draft, data.portFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

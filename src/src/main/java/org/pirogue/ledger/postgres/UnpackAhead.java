package org.pirogue.ledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Unpacks the embedded PostgreSQL while the rest of Pirogue starts: the first start is seconds shorter for it. It only
 * goes ahead; what goes wrong here is met again, and told, by the start itself.
 */
final class UnpackAhead implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackAhead.class);

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Environment environment = event.getEnvironment();
        DatabaseSettings settings = Binder.get(environment).bindOrCreate("pirogue.database", DatabaseSettings.class);
        String data = environment.getProperty("pirogue.data");
        if (settings.isExternal()
                || data == null
                || environment.getProperty("pirogue.country", "none").equals("none")) {
            return;
        }
        Path binaries =
                settings.binariesPath(Path.of(data).toAbsolutePath().normalize().resolve("postgres"));
        Path like = settings.unpacked() == null ? null : Path.of(settings.unpacked());
        Thread ahead = new Thread(() -> unpack(binaries, like), "unpack-ahead");
        ahead.setDaemon(true);
        ahead.start();
    }

    private static void unpack(Path binaries, @Nullable Path like) {
        try {
            Files.createDirectories(binaries);
            PostgresBinaries.unpack(binaries, like);
        } catch (IOException | RuntimeException e) {
            LOG.debug("not unpacked ahead", e);
        }
    }
}

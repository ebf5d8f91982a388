package org.pirogue.catalogue.registry;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A real Apache NiFi Registry in a JVM of its own, started once for all tests; {@code src/test/nifi-registry} gathers its parts. */
public final class RegistryServer {
    private static final Path PARTS =
            Path.of("src/test/nifi-registry/target/server").toAbsolutePath();
    /** What it opens of the JDK: it is of a time when nothing was closed. */
    private static final List<String> OPEN =
            List.of("java.lang", "java.util", "java.net", "java.io", "java.lang.invoke");

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static RegistryServer running;

    private final String url;

    private RegistryServer(String url) {
        this.url = url;
    }

    /** @return the place of a catalogue that is empty */
    public static synchronized String emptyCatalogue() {
        if (running == null) {
            running = start();
        }
        return running.url + "#test-" + BUCKETS.incrementAndGet();
    }

    private static RegistryServer start() {
        if (!Files.isDirectory(PARTS.resolve("war"))) {
            throw new IllegalStateException("no server in " + PARTS + ": mvn -Pfull puts it there");
        }
        try {
            Path folder = Files.createTempDirectory("nifi-registry");
            int port = freePort();
            configure(folder.resolve("conf"), port);
            Process server = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
            String url = "http://127.0.0.1:" + port;
            Awaitility.await("the Registry, log in " + folder)
                    .atMost(240, SECONDS)
                    .pollInterval(1, SECONDS)
                    .failFast(() -> !server.isAlive())
                    .until(() -> answers(url));
            return new RegistryServer(url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        OPEN.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED");
        command.addAll(List.of("-cp", PARTS.resolve("lib") + "/*:conf", "org.apache.nifi.registry.NiFiRegistry"));
        return command;
    }

    private static void configure(Path conf, int port) throws IOException {
        Files.createDirectories(conf);
        Files.writeString(conf.resolve("nifi-registry.properties"), """
                nifi.registry.web.war.directory=%s
                nifi.registry.web.http.host=127.0.0.1
                nifi.registry.web.http.port=%d
                nifi.registry.web.jetty.working.directory=work/jetty
                nifi.registry.web.jetty.threads=20
                nifi.registry.providers.configuration.file=conf/providers.xml
                nifi.registry.registry.alias.configuration.file=conf/registry-aliases.xml
                nifi.registry.extensions.working.directory=work/extensions
                nifi.registry.db.url=jdbc:h2:./database/registry;AUTOCOMMIT=OFF;DB_CLOSE_ON_EXIT=FALSE
                nifi.registry.db.driver.class=org.h2.Driver
                nifi.registry.db.username=registry
                nifi.registry.db.password=registry
                nifi.registry.db.maxConnections=5
                nifi.registry.db.sql.debug=false
                """.formatted(PARTS.resolve("war"), port));
        Files.writeString(conf.resolve("providers.xml"), """
                <providers>
                  <flowPersistenceProvider>
                    <class>org.apache.nifi.registry.provider.flow.FileSystemFlowPersistenceProvider</class>
                    <property name="Flow Storage Directory">flow_storage</property>
                  </flowPersistenceProvider>
                  <extensionBundlePersistenceProvider>
                    <class>org.apache.nifi.registry.provider.extension.FileSystemBundlePersistenceProvider</class>
                    <property name="Extension Bundle Storage Directory">extension_bundles</property>
                  </extensionBundlePersistenceProvider>
                </providers>
                """);
        Files.writeString(conf.resolve("registry-aliases.xml"), "<aliases></aliases>\n");
        Files.writeString(conf.resolve("bootstrap.conf"), "");
        Files.writeString(conf.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    private static boolean answers(String url) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/nifi-registry-api/buckets"))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package org.pirogue.workspace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the settings of a connection to a Kafka cluster go together: P577 for each that does not. */
final class KafkaSettings {
    private static final Pattern BROKER = Pattern.compile("[A-Za-z0-9.-]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}");
    private static final List<String> PROTOCOLS = List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final List<String> MECHANISMS = List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    private final String name;
    private final WorkspaceSettings.Connection connection;
    private final Workspaces.Report report;

    KafkaSettings(String name, WorkspaceSettings.Connection connection, Workspaces.Report report) {
        this.name = name;
        this.connection = connection;
        this.report = report;
    }

    private record Said(String setting, @Nullable Object value) {}

    void check() {
        if (connection.brokers().isEmpty()) {
            refuse("brokers", "names none: give some as host:port");
        }
        connection.brokers().stream()
                .filter(broker -> !BROKER.matcher(broker).matches())
                .forEach(broker -> refuse("brokers", "'" + broker + "' is no host:port"));
        known("security-protocol", connection.securityProtocol(), PROTOCOLS);
        known("sasl-mechanism", connection.saslMechanism(), MECHANISMS);
        together();
        given(
                        new Said("url", connection.url()),
                        new Said("token-env", connection.tokenEnv()),
                        new Said("token-file", connection.tokenFile()),
                        new Said("token-secret", connection.tokenSecret()))
                .forEach(setting -> refuse(setting, "belongs to a DHIS2 server, not to type kafka"));
    }

    /** What says in clear and signs in, or the reverse, would surprise whoever wrote it. */
    private void together() {
        if (connection.signsIn() != (connection.saslMechanism() != null)) {
            refuse("sasl-mechanism", "goes with security-protocol SASL_SSL or SASL_PLAINTEXT, and they with it");
        }
        if (connection.signsIn() != (connection.username() != null)) {
            refuse("username", "goes with security-protocol SASL_SSL or SASL_PLAINTEXT, and they with it");
        }
        boolean tls = connection.securityProtocol() != null
                && connection.securityProtocol().endsWith("SSL");
        if (!tls && !files().isEmpty()) {
            refuse("security-protocol", "is not SSL or SASL_SSL, and there are certificates");
        }
        if ((connection.certificateFile() == null) != (connection.keyFile() == null)) {
            refuse("key-file", "goes with certificate-file, and it with this");
        }
    }

    /** P172 for a password or a certificate that is not where the settings say. */
    void secrets() {
        if (connection.signsIn() && !Secret.isThere(connection)) {
            report.add(
                    "P172",
                    "pirogue.connections." + name,
                    "connection '" + name
                            + "' has no secret: password-env, password-file or password-secret must point to one that is there");
        }
        files().forEach((setting, file) -> {
            if (!Files.isReadable(file)) {
                report.add(
                        "P172",
                        "pirogue.connections." + name + "." + setting,
                        "connection '" + name + "': '" + file + "' cannot be read");
            }
        });
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        put(files, "ca-file", connection.caFile());
        put(files, "certificate-file", connection.certificateFile());
        put(files, "key-file", connection.keyFile());
        return files;
    }

    private static void put(Map<String, Path> files, String setting, @Nullable Path file) {
        if (file != null) {
            files.put(setting, file);
        }
    }

    private void known(String setting, @Nullable String value, List<String> known) {
        if (value != null && !known.contains(value)) {
            refuse(setting, "'" + value + "' is none of " + known);
        }
    }

    private void refuse(String setting, String why) {
        refuse(name, setting, why, report);
    }

    private static void refuse(String name, String setting, String why, Workspaces.Report report) {
        report.add(
                "P577",
                "pirogue.connections." + name + "." + setting,
                "connection '" + name + "': " + setting + " " + why);
    }

    /** Settings of a Kafka cluster at a connection of another type. */
    static void foreign(String name, WorkspaceSettings.Connection connection, Workspaces.Report report) {
        if (connection.type() == WorkspaceSettings.Type.KAFKA) {
            return;
        }
        // An SFTP server may be signed in to by a key, too.
        boolean sftp = connection.type() == WorkspaceSettings.Type.SFTP;
        given(
                        new Said("brokers", connection.brokers().isEmpty() ? null : connection.brokers()),
                        new Said("security-protocol", connection.securityProtocol()),
                        new Said("sasl-mechanism", connection.saslMechanism()),
                        new Said("ca-file", connection.caFile()),
                        new Said("certificate-file", connection.certificateFile()),
                        new Said("key-file", sftp ? null : connection.keyFile()))
                .forEach(setting -> refuse(name, setting, "belongs to a Kafka cluster: is type: kafka meant?", report));
    }

    private static List<String> given(Said... settings) {
        return Stream.of(settings)
                .filter(each -> each.value() != null)
                .map(Said::setting)
                .toList();
    }
}

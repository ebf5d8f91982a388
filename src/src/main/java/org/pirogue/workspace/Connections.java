package org.pirogue.workspace;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.hisp.dhis.integration.sdk.api.Dhis2Client;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Connection;

/** The outside systems of a country, each with its secret read from where the settings say it lies. */
public final class Connections implements AutoCloseable {
    private final Map<String, Dhis2Connection> bulk = new TreeMap<>();
    private final Map<String, Dhis2BulkClient> clients = new TreeMap<>();
    private final Map<String, Dhis2Client> small = new TreeMap<>();
    private final Map<String, KafkaConnection> kafka = new TreeMap<>();

    /**
     * @param settings checked settings: see {@link Workspaces#problems}
     * @param gates what stands before every call of a connection, by its name
     */
    public Connections(
            Map<String, WorkspaceSettings.Connection> settings, Function<String, ? extends Dhis2CallGate> gates) {
        this(settings, gates, WorkspaceSecrets.NONE);
    }

    /** @param secrets those that the workspaces keep here */
    public Connections(
            Map<String, WorkspaceSettings.Connection> settings,
            Function<String, ? extends Dhis2CallGate> gates,
            WorkspaceSecrets secrets) {
        settings.forEach((name, setting) -> {
            if (setting.type() == WorkspaceSettings.Type.KAFKA) {
                kafka.put(name, new KafkaConnection(name, setting, secrets));
                return;
            }
            if (setting.type().isOfFiles() || setting.type() == WorkspaceSettings.Type.DATASETS) {
                // Files are another package's, and so are datasets.
                return;
            }
            Secret secret = Secret.of(name, setting, secrets)
                    .orElseThrow(() -> new IllegalStateException("no secret for " + name));
            Dhis2Connection connection = bulk(name, setting, secret, gates.apply(name));
            bulk.put(name, connection);
            clients.put(name, new Dhis2BulkClient(connection));
            small.put(name, small(connection, setting, secret));
        });
    }

    private static Dhis2Connection bulk(
            String name, WorkspaceSettings.Connection setting, Secret secret, Dhis2CallGate gate) {
        return Dhis2Connection.builder(name, String.valueOf(setting.url()))
                .credentials(secret.forBulk())
                .connectTimeout(Duration.ofSeconds(setting.connectTimeoutSecs()))
                .responseTimeout(Duration.ofSeconds(setting.responseTimeoutSecs()))
                .socketTimeout(Duration.ofSeconds(setting.readTimeoutSecs()))
                .maxConnections(setting.maxConnections())
                .gate(gate)
                .build();
    }

    private static Dhis2Client small(Dhis2Connection connection, WorkspaceSettings.Connection setting, Secret secret) {
        return secret.forDhis2(connection.baseUrl() + "/api")
                .withConnectTimeout(setting.connectTimeoutSecs(), TimeUnit.SECONDS)
                .withReadTimeout(setting.responseTimeoutSecs(), TimeUnit.SECONDS)
                .build();
    }

    /** Every connection by its name, as the {@code dhis2-bulk} component wants it. */
    public Map<String, Dhis2Connection> forBulk() {
        return Map.copyOf(bulk);
    }

    /** Every connection by its name, as Camel's own {@code dhis2} component wants it. */
    public Map<String, Dhis2Client> forDhis2() {
        return Map.copyOf(small);
    }

    /** Every Kafka cluster by its connection's name, as Camel's own {@code kafka} component wants it. */
    public Map<String, KafkaConnection> forKafka() {
        return Map.copyOf(kafka);
    }

    /** The Kafka cluster of a connection; empty where it leads to something else. */
    public Optional<KafkaConnection> kafka(String name) {
        return Optional.ofNullable(kafka.get(name));
    }

    /** The bulk client of a connection. */
    public Dhis2BulkClient client(String name) {
        Dhis2BulkClient client = clients.get(name);
        if (client == null) {
            throw new IllegalArgumentException("no connection '" + name + "'");
        }
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(Dhis2BulkClient::close);
    }
}

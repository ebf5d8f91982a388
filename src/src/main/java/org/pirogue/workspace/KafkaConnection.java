package org.pirogue.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * A Kafka cluster as the settings of its connection say. Camel's {@code kafka} component asks it for its producer: so neither
 * address nor secret stands in an endpoint's URI, where logs and consoles would show them.
 */
public final class KafkaConnection implements KafkaClientFactory {
    private static final int LONGEST_REQUEST_MILLIS = 30_000;

    private final String name;
    private final String brokers;
    private final Map<String, Object> settings;
    private final int connectMillis;
    private final int recordMillis;

    /** @param setting checked: see {@link Workspaces#problems} and {@link Workspaces#secrets} */
    KafkaConnection(String name, WorkspaceSettings.Connection setting, WorkspaceSecrets secrets) {
        this.name = name;
        this.brokers = String.join(",", setting.brokers());
        this.settings = Map.copyOf(security(name, setting, secrets));
        this.connectMillis = (int) TimeUnit.SECONDS.toMillis(setting.connectTimeoutSecs());
        this.recordMillis = (int) TimeUnit.SECONDS.toMillis(setting.readTimeoutSecs());
    }

    private static Map<String, Object> security(
            String name, WorkspaceSettings.Connection setting, WorkspaceSecrets secrets) {
        Map<String, Object> security = new HashMap<>();
        String protocol = setting.securityProtocol() == null ? "PLAINTEXT" : setting.securityProtocol();
        security.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (setting.signsIn()) {
            String mechanism = String.valueOf(setting.saslMechanism());
            Secret secret = Secret.of(name, setting, secrets)
                    .orElseThrow(() -> new IllegalStateException("no secret for " + name));
            security.put(SaslConfigs.SASL_MECHANISM, mechanism);
            security.put(SaslConfigs.SASL_JAAS_CONFIG, secret.forKafka(mechanism));
        }
        if (setting.caFile() != null) {
            security.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            security.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, read(setting.caFile()));
        }
        if (setting.certificateFile() != null && setting.keyFile() != null) {
            security.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            security.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, read(setting.certificateFile()));
            security.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, read(setting.keyFile()));
        }
        return security;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return brokers;
    }

    /** A record waits no longer than the connection's settings say, and an absent cluster is noticed as soon. */
    @Override
    public Producer<Object, Object> getProducer(Properties asked) {
        Properties all = new Properties();
        all.putAll(asked);
        all.putAll(settings);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, connectMillis);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, recordMillis);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(recordMillis, LONGEST_REQUEST_MILLIS));
        return new KafkaProducer<>(all);
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties asked) {
        throw new UnsupportedOperationException("connection '" + name + "' is written to only");
    }

    /**
     * Asks the cluster who it is.
     *
     * @throws ExecutionException with the reason where it refuses
     * @throws TimeoutException where it does not answer
     */
    public void look() throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Object> asked = new HashMap<>(settings);
        asked.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        asked.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, connectMillis);
        asked.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, connectMillis);
        try (Admin admin = Admin.create(asked)) {
            admin.describeCluster().clusterId().get(connectMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

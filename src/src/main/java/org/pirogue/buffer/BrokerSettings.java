package org.pirogue.buffer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.buffer.topic.PartnerLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The broker of this Pirogue.
 *
 * @param url address of an external Artemis; none: the embedded one. All that follows from {@code amqpPort} on is for
 *     the embedded one
 * @param user name at the external Artemis
 * @param passwordFile file with its password
 * @param messagesAtOnce so many messages of one queue are delivered at the same time; what a target takes at once is
 *     limited beside it, over all queues ({@code writesAtOnce} of the connection)
 * @param amqpPort port for clients who speak AMQP 1.0 or Artemis Core; 0: closed
 * @param amqpAddress where that port listens
 * @param tls key and certificates of that port
 * @param insecure whether that port may listen beyond this machine without TLS: tokens and events can be read on the way
 * @param clients AMQP clients by name
 * @param partners limits of those who consume topics, by name of their account; {@code default}: of all others
 * @param maxDeliveryAttempts after so many a message is dead
 * @param redeliveryDelayMillis wait before the second attempt
 * @param redeliveryMultiplier each further wait is so many times longer
 * @param maxRedeliveryDelayMillis no wait is longer
 * @param minDiskFreeMb with less free disk nothing more is taken; the alarm is raised at twice as much
 * @param diskScanMillis how often the free disk is looked at
 * @param pageLimitMb with more waiting on disk at one address, sending to it fails
 */
@ConfigurationProperties("pirogue.broker")
public record BrokerSettings(
        @Nullable String url,
        @DefaultValue("pirogue") String user,
        @Nullable String passwordFile,
        @DefaultValue("2") int messagesAtOnce,
        @DefaultValue("0") int amqpPort,
        @DefaultValue("127.0.0.1") String amqpAddress,
        @DefaultValue Tls tls,
        @DefaultValue("false") boolean insecure,
        @DefaultValue Map<String, Client> clients,
        @DefaultValue Map<String, PartnerLimits> partners,
        @DefaultValue("10") int maxDeliveryAttempts,
        @DefaultValue("5000") long redeliveryDelayMillis,
        @DefaultValue("2") double redeliveryMultiplier,
        @DefaultValue("300000") long maxRedeliveryDelayMillis,
        @DefaultValue("1024") long minDiskFreeMb,
        @DefaultValue("500") int diskScanMillis,
        @DefaultValue("4096") long pageLimitMb) {

    /**
     * Someone outside who speaks AMQP to the embedded broker.
     *
     * @param passwordFile file with the client's password
     * @param send addresses it may send to; {@code #} at the end stands for all below
     * @param consume addresses it may receive from
     */
    public record Client(
            String passwordFile,
            @DefaultValue List<String> send,
            @DefaultValue List<String> consume) {}

    /**
     * TLS of the port for clients. Both stores are PKCS#12.
     *
     * @param keyStore file with the key and the certificate of this machine; none: no TLS
     * @param trustStore file with the certificates of those who sign partners' ones
     * @param clientCertificates whether who comes without a certificate is turned away
     */
    public record Tls(
            @Nullable String keyStore,
            @Nullable String keyStorePasswordFile,
            @Nullable String trustStore,
            @Nullable String trustStorePasswordFile,
            @DefaultValue("false") boolean clientCertificates) {
        static final Tls NONE = new Tls(null, null, null, null, false);

        boolean isOn() {
            return keyStore != null && !keyStore.isBlank();
        }

        boolean trusts() {
            return trustStore != null && !trustStore.isBlank();
        }
    }

    static final String OTHERS = "default";

    PartnerLimits limits(String partner) {
        return partners.getOrDefault(partner, partners.getOrDefault(OTHERS, PartnerLimits.USUAL));
    }

    public boolean isExternal() {
        return url != null && !url.isBlank();
    }

    /** Partners are let into the embedded broker only. */
    boolean wantsTopicsElsewhere() {
        return isExternal() && (tls.isOn() || !partners.isEmpty());
    }

    /** What holds unless it is configured otherwise. */
    public static BrokerSettings defaults() {
        return new BrokerSettings(
                null,
                "pirogue",
                null,
                2,
                0,
                "127.0.0.1",
                Tls.NONE,
                false,
                Map.of(),
                Map.of(),
                10,
                5000,
                2,
                300_000,
                1024,
                500,
                4096);
    }
}

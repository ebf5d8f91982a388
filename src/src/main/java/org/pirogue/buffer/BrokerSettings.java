package org.pirogue.buffer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * @param amqpPort port for AMQP clients; 0: closed
 * @param amqpAddress where that port listens
 * @param clients AMQP clients by name
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
        @DefaultValue Map<String, Client> clients,
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

    public boolean isExternal() {
        return url != null && !url.isBlank();
    }

    /** What holds unless it is configured otherwise. */
    public static BrokerSettings defaults() {
        return new BrokerSettings(
                null, "pirogue", null, 2, 0, "127.0.0.1", Map.of(), 10, 5000, 2, 300_000, 1024, 500, 4096);
    }
}

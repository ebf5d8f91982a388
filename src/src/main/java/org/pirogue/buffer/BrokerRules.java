package org.pirogue.buffer;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.pirogue.buffer.topic.TopicSettings;
import org.pirogue.home.StartupProblems;

/** How the embedded broker must be set up to lose nothing: writes such a configuration, and refuses any other. */
final class BrokerRules {

    static final String ALL = "#";
    static final String DEAD_LETTERS = "dead-letter";
    static final String DEAD_LETTER_PREFIX = "dead-letter.";
    private static final long MB = 1024L * 1024L;
    private static final int LONGEST_DISK_SCAN_MILLIS = 1000;
    private static final long SMALLEST_MEMORY_MB = 32;
    private static final int SHARE_OF_HEAP = 8;

    private BrokerRules() {}

    /**
     * @param journal folder of the journal, pages and large messages
     */
    static Configuration configuration(BrokerSettings settings, Path journal) {
        var configuration = new ConfigurationImpl();
        configuration.setName("pirogue");
        configuration.setBrokerInstance(journal.toFile());
        configuration.setJournalDirectory(journal.resolve("journal").toString());
        configuration.setBindingsDirectory(journal.resolve("bindings").toString());
        configuration.setPagingDirectory(journal.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(
                journal.resolve("large-messages").toString());
        keepEverything(configuration, settings);
        letInOnlyTheKnown(configuration, settings);
        promise(configuration, settings);
        configuration.setThreadPoolMaxSize(16);
        configuration.setScheduledThreadPoolMaxSize(2);
        return configuration;
    }

    private static void keepEverything(ConfigurationImpl configuration, BrokerSettings settings) {
        configuration.setPersistenceEnabled(true);
        configuration.setJournalType(JournalType.NIO);
        configuration.setJournalPoolFiles(10);
        configuration.setJournalSyncTransactional(true);
        configuration.setJournalSyncNonTransactional(true);
        // Without it, deliveries that a crash cut short are not counted, and a message that kills us lives for ever.
        configuration.setPersistDeliveryCountBeforeDelivery(true);
        configuration.setMinDiskFree(settings.minDiskFreeMb() * MB);
        configuration.setDiskScanPeriod(settings.diskScanMillis());
        configuration.setGlobalMaxSize(
                Math.max(SMALLEST_MEMORY_MB * MB, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
        // The analyzer's other policies end this JVM with everything that runs in it.
        configuration.setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
        configuration.addAddressSetting(ALL, addresses(settings));
        configuration.addAddressSetting(TopicSettings.ALL, TopicSettings.of(addresses(settings)));
    }

    private static AddressSettings addresses(BrokerSettings settings) {
        return new AddressSettings()
                .setDeadLetterAddress(SimpleString.of(DEAD_LETTERS))
                .setAutoCreateDeadLetterResources(true)
                .setDeadLetterQueuePrefix(SimpleString.of(DEAD_LETTER_PREFIX))
                .setMaxDeliveryAttempts(settings.maxDeliveryAttempts())
                .setRedeliveryDelay(settings.redeliveryDelayMillis())
                .setRedeliveryMultiplier(settings.redeliveryMultiplier())
                .setMaxRedeliveryDelay(settings.maxRedeliveryDelayMillis())
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(SMALLEST_MEMORY_MB * MB / 2)
                .setPageSizeBytes((int) (4 * MB))
                .setPageLimitBytes(settings.pageLimitMb() * MB)
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                // The broker's default lets a sender wait without an error, and the JVM then does not stop.
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteCreatedQueues(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setNoExpiry(true)
                // Only a person at the console can still make a message expire: it is put aside, too.
                .setExpiryAddress(SimpleString.of(DEAD_LETTERS))
                .setAutoCreateExpiryResources(true)
                .setExpiryQueuePrefix(SimpleString.of(DEAD_LETTER_PREFIX));
    }

    private static void letInOnlyTheKnown(ConfigurationImpl configuration, BrokerSettings settings) {
        configuration.setSecurityEnabled(true);
        configuration.setPopulateValidatedUser(true);
        // A token that is revoked is refused in the next question; the passwords of the others are in memory anyway.
        configuration.setAuthenticationCacheSize(0);
        configuration.setAuthorizationCacheSize(0);
        configuration.putSecurityRoles(ALL, Set.of(everything()));
        configuration.putSecurityRoles(TopicSettings.ALL, TopicSettings.roles(everything()));
        settings.clients().forEach((name, client) -> {
            client.send().forEach(address -> grant(configuration, address, sending(name)));
            client.consume().forEach(address -> grant(configuration, address, consuming(name)));
        });
    }

    /** A client may not create queues, so those that it is promised are there from the start. */
    private static void promise(ConfigurationImpl configuration, BrokerSettings settings) {
        settings.clients().values().stream()
                .flatMap(client -> Stream.concat(client.send().stream(), client.consume().stream()))
                .filter(address -> !address.contains("#") && !address.contains("*"))
                .distinct()
                .forEach(address -> configuration.addAddressConfiguration(new CoreAddressConfiguration()
                        .setName(address)
                        .addRoutingType(RoutingType.ANYCAST)
                        .addQueueConfig(QueueConfiguration.of(address).setRoutingType(RoutingType.ANYCAST))));
    }

    /** A more specific match replaces the general one, so the role of Pirogue itself is repeated in each. */
    private static void grant(ConfigurationImpl configuration, String address, Role role) {
        var roles = new HashSet<>(configuration.getSecurityRoles().getOrDefault(address, Set.of()));
        roles.add(everything());
        roles.add(role);
        configuration.putSecurityRoles(address, roles);
    }

    private static Role everything() {
        return new Role(BrokerUsers.INTERNAL, true, true, true, true, true, true, true, true, true, true, true, true);
    }

    private static Role sending(String client) {
        return new Role(
                BrokerUsers.senderRole(client), true, false, false, false, false, false, false, false, false, false);
    }

    private static Role consuming(String client) {
        return new Role(
                BrokerUsers.receiverRole(client), false, true, false, false, false, false, false, true, false, false);
    }

    /** Adds P120 for each way in which a broker so configured could lose, forget or give away a message. */
    static void check(Configuration configuration, StartupProblems problems) {
        require(configuration.isPersistenceEnabled(), "persistence", problems);
        require(configuration.isSecurityEnabled(), "security", problems);
        require(configuration.isJournalSyncTransactional(), "journal-sync-transactional", problems);
        require(configuration.isJournalSyncNonTransactional(), "journal-sync-non-transactional", problems);
        require(
                configuration.isPersistDeliveryCountBeforeDelivery(),
                "persist-delivery-count-before-delivery",
                problems);
        require(configuration.getMinDiskFree() > 0, "min-disk-free", problems);
        require(
                configuration.getDiskScanPeriod() > 0 && configuration.getDiskScanPeriod() <= LONGEST_DISK_SCAN_MILLIS,
                "disk-scan-period",
                problems);
        require(configuration.getAddressSettings().containsKey(ALL), "address-settings #", problems);
        configuration.getAddressSettings().forEach((address, settings) -> check(address, settings, problems));
    }

    private static void check(String address, AddressSettings settings, StartupProblems problems) {
        require(settings.getDeadLetterAddress() != null, address + " dead-letter-address", problems);
        require(settings.isAutoCreateDeadLetterResources(), address + " auto-create-dead-letter-resources", problems);
        require(
                address.equals(TopicSettings.ALL) || settings.getMaxDeliveryAttempts() > 0,
                address + " max-delivery-attempts",
                problems);
        require(settings.getRedeliveryDelay() > 0, address + " redelivery-delay", problems);
        require(settings.getRedeliveryMultiplier() >= 1, address + " redelivery-multiplier", problems);
        require(
                settings.getAddressFullMessagePolicy() == AddressFullMessagePolicy.PAGE,
                address + " address-full-policy",
                problems);
        var limit = settings.getPageLimitBytes();
        require(limit != null && limit > 0, address + " page-limit-bytes", problems);
        require(
                settings.getPageFullMessagePolicy() == PageFullMessagePolicy.FAIL,
                address + " page-full-policy",
                problems);
        require(
                settings.getDiskFullMessagePolicy() == DiskFullMessagePolicy.FAIL,
                address + " disk-full-policy",
                problems);
        require(
                !settings.isAutoDeleteQueues() && !settings.isAutoDeleteAddresses(),
                address + " auto-delete",
                problems);
        require(Boolean.TRUE.equals(settings.isNoExpiry()), address + " no-expiry", problems);
    }

    private static void require(boolean holds, String setting, StartupProblems problems) {
        if (!holds) {
            problems.add("P120", setting);
        }
    }
}

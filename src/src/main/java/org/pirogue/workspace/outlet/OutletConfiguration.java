package org.pirogue.workspace.outlet;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.pirogue.home.HomeSettings;
import org.pirogue.workspace.Connections;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Giving;
import org.pirogue.workspace.dataset.ShareChanges;
import org.pirogue.workspace.dataset.Shares;
import org.pirogue.workspace.secret.SecretBook;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Outlets of shares, and who tells them. */
@Configuration(proxyBeanMethods = false)
class OutletConfiguration {

    @Bean
    OutletTable outletTable(JdbcTemplate jdbc) {
        return new OutletTable(jdbc);
    }

    /** A name of this process only: what a former one has claimed ends by itself. */
    @Bean
    Outbox shareOutbox(JdbcTemplate jdbc) {
        return new Outbox(jdbc, UUID.randomUUID().toString());
    }

    @Bean
    Contracts contracts(JdbcTemplate jdbc, Datasets datasets, HomeSettings home) {
        return new Contracts(jdbc, datasets, home.country());
    }

    @Bean
    Giving shareEvents(OutletTable outlets, Outbox outbox, Contracts contracts, Datasets datasets, MailSettings mail) {
        return new ShareEvents(outlets, outbox, contracts, datasets, mail.isThere());
    }

    @Bean
    TopicDoor topicDoor(org.pirogue.buffer.topic.Topics topics) {
        return new BrokerTopics(topics);
    }

    @Bean
    Topics topicOutlets(TopicDoor door, OutletTable outlets, Shares shares) {
        return new Topics(door, outlets, shares, Duration.ofSeconds(3));
    }

    @Bean
    ErasureTelling erasureTelling(
            ErasureNotices notices, Datasets datasets, Contracts contracts, OutletSettings settings) {
        return new ErasureTelling(notices, datasets, contracts, settings);
    }

    @Bean
    MailWay mailWay(
            MailSettings mail, OutletSettings settings, Shares shares, AuditTrail trail, ErasureTelling erasures) {
        return new MailWay(mail, settings, shares, trail, erasures);
    }

    @Bean
    WebhookWay webhookWay(
            OutletSettings settings,
            Shares shares,
            Contracts contracts,
            ErasureTelling erasures,
            SecretBook secrets,
            AuditTrail trail,
            Clock clock) {
        return new WebhookWay(settings, shares, contracts, erasures, secrets, trail, clock);
    }

    @Bean
    OutletThreads outletThreads(OutletSettings settings) {
        return new OutletThreads(settings.threads());
    }

    @Bean
    RowWays rowWays(
            Shares shares,
            Datasets datasets,
            ShareChanges changes,
            Contracts contracts,
            Outbox outbox,
            OutletSettings settings,
            AuditTrail trail,
            ErasureTelling erasures) {
        return door -> new RowWay(shares, datasets, changes, contracts, outbox, settings, trail, erasures, door);
    }

    /** A way of telling rows, through a door. */
    @FunctionalInterface
    interface RowWays {
        RowWay through(RowWay.Door door);
    }

    @Bean
    Relay shareRelay(
            Outbox outbox,
            OutletTable outlets,
            Shares shares,
            Topics topics,
            RowWays rows,
            MailWay mail,
            WebhookWay webhook,
            CamelContext camel,
            Connections connections,
            AuditTrail trail,
            OutletThreads threads,
            OutletSettings settings) {
        Map<Outlet.Kind, Way> ways = Map.of(
                Outlet.Kind.TOPIC,
                rows.through(topics),
                Outlet.Kind.KAFKA,
                rows.through(new KafkaDoor(camel.createProducerTemplate(), connections)),
                Outlet.Kind.MAIL,
                mail,
                Outlet.Kind.WEBHOOK,
                webhook);
        return new Relay(outbox, outlets, shares, topics, ways::get, trail, threads::execute, settings);
    }

    @Bean
    Outlets outlets(
            OutletTable table,
            Outbox outbox,
            Contracts contracts,
            Shares shares,
            Datasets datasets,
            JdbcTemplate jdbc,
            WorkspaceSettings workspaces,
            Topics topics,
            TopicDoor door,
            OutletSettings settings,
            MailSettings mail,
            ObjectProvider<SecretBook> secrets) {
        OutletWishes wishes = new OutletWishes(
                workspaces,
                door,
                settings,
                mail.isThere(),
                (workspace, name) -> secrets.getObject().of(workspace).stream()
                        .anyMatch(known -> known.name().equals(name)));
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        return new Outlets(table, outbox, contracts, shares, datasets, transaction, wishes, topics, door);
    }
}

package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.dataset.Dataset;
import org.pirogue.workspace.dataset.Publishes;
import org.pirogue.workspace.dataset.Share;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One dataset, its shares, and who tells their outlets: everything real but the brokers, unless a test brings one. */
public final class Tells {
    static final String SECRET = "a-secret-of-the-workspace";
    final Publishes lab;
    final List<Deed> deeds = new CopyOnWriteArrayList<>();
    /** Notices of erasures that stand, by number. */
    final Map<Long, ErasureNotices.Notice> notices = new java.util.TreeMap<>();

    final MemoryTopics topics = new MemoryTopics();
    final OutletTable table;
    final Outbox outbox;
    public final Contracts contracts;
    private final MailSettings mail;
    private final Topics toTopics;
    private final WorkspaceSecrets secrets =
            (workspace, name, user) -> name.equals("hook") ? java.util.Optional.of(SECRET) : java.util.Optional.empty();
    private RowWay.Door kafka = new NoDoor();
    final OutletSettings settings;
    private final AuditTrail trail = deeds::add;
    private final ErasureTelling erasures;
    final TopicDoor door;
    public final Outlets outlets;
    public final Relay relay;

    private static final MailSettings NO_MAIL =
            new MailSettings(null, 25, null, MailSettings.Tls.NONE, null, null, null, 5);

    Tells() {
        this(new Publishes());
    }

    public Tells(Publishes lab) {
        this(lab, null, NO_MAIL, Runnable::run);
    }

    /** @param broker null: in memory */
    Tells(Publishes lab, @Nullable TopicDoor broker, MailSettings mail, Executor threads) {
        this.lab = lab;
        table = new OutletTable(lab.jdbc);
        outbox = new Outbox(lab.jdbc, "test");
        contracts = new Contracts(lab.jdbc, lab.datasets, "burundi");
        door = Objects.requireNonNullElse(broker, topics);
        settings = new OutletSettings(null, 500, 192, 10, 15, 72, 4, List.of("127.0.0.1", "localhost"));
        erasures = new ErasureTelling(
                number -> java.util.Optional.ofNullable(notices.get(number)), lab.datasets, contracts, settings);
        lab.giving = new ShareEvents(table, outbox, contracts, lab.datasets, mail.isThere());
        this.mail = mail;
        toTopics = new Topics(door, table, lab.shares, java.time.Duration.ofMillis(30));
        WorkspaceSettings workspaces = new WorkspaceSettings(
                null, Map.of("partners", WorkspaceSettings.Connection.kafka("lab", List.of("127.0.0.1:9"), 2)), null);
        outlets = new Outlets(
                table,
                outbox,
                contracts,
                lab.shares,
                lab.datasets,
                transaction(),
                new OutletWishes(workspaces, door, settings, mail.isThere(), (workspace, name) -> name.equals("hook")),
                toTopics,
                door);
        relay = relay(outbox, threads);
    }

    /** One more replica: it knows of the others by the database only. */
    Relay relay(Outbox own, Executor threads) {
        Map<Outlet.Kind, Way> ways = new EnumMap<>(Outlet.Kind.class);
        ways.put(Outlet.Kind.TOPIC, rows(own, toTopics));
        ways.put(Outlet.Kind.KAFKA, rows(own, new RowWay.Door() {
            @Override
            public void look(Errand errand) {
                kafka.look(errand);
            }

            @Override
            public void send(Errand errand, Event event) {
                kafka.send(errand, event);
            }
        }));
        ways.put(Outlet.Kind.MAIL, new MailWay(mail, settings, lab.shares, trail, erasures));
        ways.put(
                Outlet.Kind.WEBHOOK,
                new WebhookWay(settings, lab.shares, contracts, erasures, secrets, trail, Clock.systemUTC()));
        return new Relay(own, table, lab.shares, toTopics, ways::get, trail, threads, settings);
    }

    /** Kafka is reached through this. */
    void through(RowWay.Door kafka) {
        this.kafka = kafka;
    }

    private RowWay rows(Outbox own, RowWay.Door through) {
        return new RowWay(lab.shares, lab.datasets, lab.changes, contracts, own, settings, trail, erasures, through);
    }

    /** A cluster that never answers. */
    private static final class NoDoor implements RowWay.Door {
        @Override
        public void look(Errand errand) {}

        @Override
        public void send(Errand errand, Event event) {
            throw Undelivered.again("P578", "does not answer");
        }
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(lab.jdbc.getDataSource())));
    }

    Share share(String... columns) {
        return share(terms(columns));
    }

    Share share(Share.Terms terms) {
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        return lab.shares.add(lab.name, terms, null, "tester");
    }

    /** A share with a topic. */
    Share topic(String... columns) {
        Share share = share(columns);
        add(share, "topic", null);
        return share;
    }

    static Share.Terms terms(String... columns) {
        return new Share.Terms(
                Share.Kind.PARTNER,
                "pat",
                List.of(columns),
                null,
                List.of(),
                false,
                null,
                null,
                null,
                "planning",
                null);
    }

    void add(Share share, String kind, @Nullable String target) {
        String secret = kind.equals("webhook") ? "hook" : null;
        outlets.add(lab.shares.get(share.id()), List.of(new Outlet.Wish(kind, target, secret, "fr")), "tester");
    }

    /** What waits for its time waits no more; others' shares are left alone. */
    void look(Share share) {
        lab.jdbc.update(
                "update workspace.outgoing set next_at = ledger.now() + case when outlet in (select outlet from"
                        + " workspace.outlet where share = ?) then interval '0' else interval '1 day' end where state = 'due'",
                share.id());
        relay.look();
    }

    /** Publishes, and lets the shares follow. */
    long publish(List<org.pirogue.batch.Row> rows) {
        long version = lab.publish(rows).orElseThrow().version();
        lab.shares.follow(lab.name);
        return version;
    }

    /** Somebody was erased from what a share gave. @param known by what its recipient knows the person */
    void erased(Share share, long notice, long version, String... known) {
        notices.put(notice, new ErasureNotices.Notice(notice, List.of(version), java.util.Set.of(known)));
        outlets.erased(lab.shares.get(share.id()), notice);
    }

    Outlets.State state(Share share) {
        return outlets.of(share).get(0);
    }

    JsonNode contract(Share share, int revision) {
        return contracts.find(share.id(), revision).orElseThrow().schema();
    }

    Follower follower(Share share) {
        return new Follower(List.of("id"), revision -> contract(share, revision));
    }

    /** A consumer that has taken all that the topic of the share holds. */
    Follower followed(Share share) {
        Follower follower = follower(share);
        follower.take(bodies(share));
        return follower;
    }

    /** Of what the topic of the share holds, without the number of the share. */
    List<String> ids(Share share) {
        return topics.of(share.id()).stream()
                .map(event -> event.id().replaceFirst("^\\d+/", ""))
                .toList();
    }

    List<byte[]> bodies(Share share) {
        return topics.of(share.id()).stream().map(Event::body).toList();
    }
}

package org.pirogue.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.pirogue.buffer.PartnerReader;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.rest.AccessCalls;
import org.pirogue.cli.rest.DatasetCalls;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.PersonSignIn;
import org.pirogue.cli.rest.RunningPirogue;
import org.pirogue.cli.rest.ShareCalls;
import org.pirogue.cli.rest.TopicCalls;

/**
 * The partner of a demonstration: let in as a country lets somebody in, with an account, a share of a dataset and a topic of its
 * own. It reads the first version, is away while others come, and comes again.
 */
public final class AwayPartner {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final String RIGHT = "RECEIVE";

    private final RunningPirogue pirogue;
    private final Followed.Wait wait;
    private final SampleWorld.Partner partner;
    private final Path folder;
    private final int port;
    private final PartnerTable table;
    private final ShareCalls shares;
    private String token = "";
    private String topic = "";
    private long share;
    private long atHome;

    /**
     * @param folder data directory of this demonstration
     * @param port of the broker, for partners
     */
    public AwayPartner(RunningPirogue pirogue, Followed.Wait wait, SampleWorld.Partner partner, Path folder, int port) {
        this.pirogue = pirogue;
        this.wait = wait;
        this.partner = partner;
        this.folder = folder;
        this.port = port;
        this.table = new PartnerTable(partner.key());
        this.shares = new ShareCalls(pirogue);
    }

    /** A port that nobody uses, for the broker of this demonstration. */
    public static int door() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A person publishes the dataset and shares a part of it; the partner subscribes, reads all rows once, and goes away. */
    void comes() {
        new DatasetCalls(pirogue).state(partner.dataset(), "publish", "demonstration");
        String told = new AccessCalls(pirogue)
                .add(partner.account(), partner.workspace(), "partner")
                .password();
        token = new PersonSignIn(pirogue.address())
                .token(partner.account(), String.valueOf(told), partner.workspace(), List.of(RIGHT));
        share = shares.add(wish()).share();
        until("the topic of its share", () -> !opened().isEmpty());
        topic = opened();
        atHome = newest();
        read(atHome);
    }

    private Map<String, Object> wish() {
        return Map.of(
                "workspace", partner.workspace(),
                "dataset", partner.name(),
                "kind", "partner",
                "to", partner.account(),
                "columns", partner.columns(),
                "purpose", partner.purpose(),
                "expiresAt", LocalDate.now().plusDays(1).toString(),
                "outlets", List.of(Map.of("kind", "topic")));
    }

    /** Waits until the newest version lies in the partner's topic, so that the next one is told by itself. */
    void isTold() {
        long version = newest();
        until("version " + version, () -> shares.outlets(share).stream()
                .allMatch(outlet -> outlet.told() != null && outlet.told() >= version));
    }

    /** The partner is there again, and reads what has come meanwhile. */
    DemoReport.Partner comesAgain() {
        isTold();
        int events = read(newest());
        List<Long> missed =
                table.versions().stream().filter(version -> version > atHome).toList();
        return new DemoReport.Partner(
                partner.account(), partner.dataset(), atHome, missed, events, table.size(), table.isEqualTo(given()));
    }

    /** What the share gives it by REST, for its own token. */
    private List<String> given() {
        Path file = folder.resolve("partner.jsonl");
        new ShareCalls(pirogue.as(token)).rows(share, "jsonl", file);
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
        }
    }

    /** @return how many events it took */
    private int read(long version) {
        List<byte[]> events = new PartnerReader(port, partner.account(), token, topic)
                .take(event -> PartnerTable.completes(event, version), PATIENCE);
        events.forEach(table::take);
        return events.size();
    }

    private long newest() {
        return new DatasetCalls(pirogue).versions(partner.dataset()).get(0).version();
    }

    private String opened() {
        return new TopicCalls(pirogue)
                .list().stream()
                        .filter(open -> open.partner().equals(partner.account()))
                        .map(TopicCalls.Topic::address)
                        .findFirst()
                        .orElse("");
    }

    private void until(String what, BooleanSupplier holds) {
        Instant last = Instant.now().plus(PATIENCE);
        try {
            while (!holds.getAsBoolean()) {
                if (Instant.now().isAfter(last)) {
                    throw new IllegalStateException("'" + partner.account() + "' waits in vain for " + what);
                }
                wait.pass(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

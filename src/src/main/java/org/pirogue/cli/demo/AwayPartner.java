package org.pirogue.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final DemoFolder folder;
    private final int port;
    private final Duration patience;
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
    public AwayPartner(
            RunningPirogue pirogue, Followed.Wait wait, SampleWorld.Partner partner, DemoFolder folder, int port) {
        this(pirogue, wait, partner, folder, port, PATIENCE);
    }

    AwayPartner(
            RunningPirogue pirogue,
            Followed.Wait wait,
            SampleWorld.Partner partner,
            DemoFolder folder,
            int port,
            Duration patience) {
        this.pirogue = pirogue;
        this.wait = wait;
        this.partner = partner;
        this.folder = folder;
        this.port = port;
        this.patience = patience;
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

    /**
     * A person publishes the dataset and shares a part of it; the partner subscribes, reads all rows once, and goes away.
     *
     * @throws Refusal P766, P768 or P769, where it waits in vain
     */
    void comes() {
        new DatasetCalls(pirogue).state(partner.dataset(), "publish", "demonstration");
        String told = new AccessCalls(pirogue)
                .add(partner.account(), partner.workspace(), "partner")
                .password();
        token = new PersonSignIn(pirogue.address())
                .token(partner.account(), String.valueOf(told), partner.workspace(), List.of(RIGHT));
        share = shares.add(wish()).share();
        until(() -> !opened().isEmpty(), () -> inVain("P766", partner.dataset()));
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

    /**
     * Waits until the newest version lies in the partner's topic, so that the next one is told by itself.
     *
     * @throws Refusal P767 where it does not come there
     */
    void isTold() {
        long version = newest();
        until(
                () -> shares.outlets(share).stream()
                        .allMatch(outlet -> outlet.told() != null && outlet.told() >= version),
                () -> inVain("P767", partner.dataset(), version, why()));
    }

    /** What Pirogue itself says of the outlet. */
    private String why() {
        return shares.outlets(share).stream()
                .map(outlet -> Stream.of(outlet.state(), outlet.code(), outlet.problem())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
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
        Path file = folder.path().resolve("partner.jsonl");
        new ShareCalls(pirogue.as(token)).rows(share, "jsonl", file);
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
        }
    }

    /** @return how many events it took */
    private int read(long version) {
        List<byte[]> events = events(version);
        if (events.isEmpty() || !PartnerTable.completes(events.get(events.size() - 1), version)) {
            throw inVain("P768", partner.dataset(), version, events.size());
        }
        events.forEach(table::take);
        return events.size();
    }

    private List<byte[]> events(long version) {
        try {
            return new PartnerReader(port, partner.account(), token, topic)
                    .take(event -> PartnerTable.completes(event, version), patience);
        } catch (PartnerReader.Barred e) {
            throw Refusal.failed("P769", partner.account(), topic, e.getMessage(), folder.log());
        }
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

    private Refusal inVain(String code, Object... what) {
        List<Object> args = new ArrayList<>(List.of(partner.account(), patience.toSeconds(), folder.log()));
        args.addAll(List.of(what));
        return Refusal.failed(code, args.toArray());
    }

    private void until(BooleanSupplier holds, Supplier<Refusal> inVain) {
        long since = System.nanoTime();
        try {
            while (!holds.getAsBoolean()) {
                if (System.nanoTime() - since > patience.toNanos()) {
                    throw inVain.get();
                }
                wait.pass(LOOK_EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw inVain.get();
        }
    }
}

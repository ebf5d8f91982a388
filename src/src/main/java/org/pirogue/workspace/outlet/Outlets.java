package org.pirogue.workspace.outlet;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Datasets;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.transaction.support.TransactionTemplate;

/** The outlets of shares, for those who make them and look at them. */
public final class Outlets {
    private final OutletTable table;
    private final Outbox outbox;
    private final Contracts contracts;
    private final Shares shares;
    private final Datasets datasets;
    private final TransactionTemplate transaction;
    private final OutletWishes wishes;
    private final Topics topics;
    private final TopicDoor door;

    Outlets(
            OutletTable table,
            Outbox outbox,
            Contracts contracts,
            Shares shares,
            Datasets datasets,
            TransactionTemplate transaction,
            OutletWishes wishes,
            Topics topics,
            TopicDoor door) {
        this.table = table;
        this.outbox = outbox;
        this.contracts = contracts;
        this.shares = shares;
        this.datasets = datasets;
        this.transaction = transaction;
        this.wishes = wishes;
        this.topics = topics;
        this.door = door;
    }

    /**
     * How an outlet stands.
     *
     * @param state {@code told}: nothing is due; {@code due}; {@code failing}: it is tried again; {@code given-up}
     * @param pending how many versions it is to be told of
     * @param told version that it was told of last
     * @param code why the last try failed
     */
    public record State(
            long outlet,
            String kind,
            String target,
            String language,
            String audience,
            String state,
            int pending,
            @Nullable Long told,
            @Nullable Instant toldAt,
            long rows,
            @Nullable String code,
            @Nullable String problem,
            @Nullable Instant nextAt) {}

    public List<State> of(Share share) {
        return table.of(share.id()).stream().map(outlet -> state(share, outlet)).toList();
    }

    private State state(Share share, Outlet outlet) {
        Outbox.Standing now = outbox.standing(outlet.id());
        String state =
                now.givenUp() ? "given-up" : now.pending() == 0 ? "told" : now.code() != null ? "failing" : "due";
        return new State(
                outlet.id(),
                outlet.kind().name().toLowerCase(Locale.ROOT),
                outlet.kind() == Outlet.Kind.TOPIC ? door.address(Topics.topic(share)) : outlet.target(),
                outlet.language(),
                outlet.audience().name().toLowerCase(Locale.ROOT),
                state,
                now.pending(),
                now.told(),
                now.toldAt(),
                now.rows(),
                now.code(),
                now.problem(),
                now.nextAt());
    }

    /** @throws OutletProblem P730 with all that is wrong, before the share is made */
    public void check(String workspace, Share.Kind recipient, List<Outlet.Wish> wanted) {
        wishes.check(workspace, recipient, wanted);
    }

    /** @throws OutletProblem P730 */
    public void add(Share share, List<Outlet.Wish> wanted, String by) {
        check(share.dataset().workspace(), share.terms().kind(), wanted);
        wanted.forEach(wish -> add(share, wish, by));
    }

    private void add(Share share, Outlet.Wish wish, String by) {
        Outlet made = Objects.requireNonNull(transaction.execute(status -> {
            Outlet outlet =
                    table.find(table.insert(NewOutlet.of(share.id(), wish, by))).orElseThrow();
            put(share, outlet);
            return outlet;
        }));
        if (made.kind() == Outlet.Kind.TOPIC && !made.opened()) {
            topics.look();
        }
    }

    private void put(Share share, Outlet outlet) {
        Long given = share.version() != null ? share.version() : share.given();
        if (given != null) {
            DatasetVersion version = datasets.version(share.dataset(), given);
            outbox.put(outlet, Outgoing.What.GIVEN, given, contracts.keep(share, version), true);
        }
    }

    /**
     * The recipient is to be told that somebody was erased, by each outlet of theirs. A share that has ended is told by no outlet.
     *
     * @return by how many
     */
    public int erased(Share share, long notice) {
        Long given = share.version() != null ? share.version() : share.given();
        if (given == null || !share.live()) {
            return 0;
        }
        List<Outlet> all = table.of(share.id()).stream()
                .filter(outlet -> outlet.audience() == Outlet.Audience.RECIPIENT)
                .toList();
        transaction.executeWithoutResult(status -> {
            int contract = contracts.keep(share, datasets.version(share.dataset(), given));
            all.forEach(outlet -> outbox.putErased(outlet, given, contract, notice));
        });
        return all.size();
    }

    /** How the outlets stand that a notice of an erasure goes by; none where a person has to tell. */
    public List<Told> told(long notice) {
        return outbox.tellings(notice);
    }

    /**
     * All rows of what it gives now, once more, to outlets that have rows: for a recipient who subscribed later, or lost something.
     *
     * @return how many outlets
     * @throws OutletProblem P732 where there is none
     */
    public int tellAgain(Share share) {
        shares.given(share.id());
        List<Outlet> all = table.of(share.id()).stream()
                .filter(outlet -> outlet.kind().hasRows())
                .toList();
        if (all.isEmpty()) {
            throw new OutletProblem("P732", "share " + share.id() + " has neither a topic nor Kafka: read its rows");
        }
        transaction.executeWithoutResult(status -> all.forEach(outlet -> put(share, outlet)));
        return all.size();
    }

    /** @throws OutletProblem P732 where the share has no such outlet */
    public void remove(Share share, long outlet) {
        table.find(outlet)
                .filter(each -> each.share() == share.id())
                .orElseThrow(() -> new OutletProblem("P732", "share " + share.id() + " has no outlet " + outlet));
        table.remove(outlet);
        topics.look();
    }
}

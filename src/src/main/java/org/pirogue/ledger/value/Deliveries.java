package org.pirogue.ledger.value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.PlannedSlice;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of slices to the target: claim, compare, post, settle. A claimed slice is read at the target, whole; the difference
 * is computed three ways, against what is known, wanted and found there, and recorded before it is posted: after a kill
 * nothing that may have arrived is forgotten. A slice is leased to one delivery at a time; an owner is one delivery, not one process.
 */
public final class Deliveries {
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final SliceTable slices;
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final ForeignTable foreign;

    public Deliveries(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.slices = new SliceTable(jdbc);
        this.rejects = new RejectTable(jdbc);
        this.conflicts = new ConflictTable(jdbc);
        this.foreign = new ForeignTable(jdbc);
    }

    /**
     * Claims slices for one delivery and says for each, in the order of their keys, what to do.
     *
     * @param versions the version that the message carries, by slice
     * @param owner unique name of this delivery
     * @param lease longer than the longest post may take; nobody else gets the slice before
     */
    public List<Claim> claim(String flow, Map<SliceKey, Long> versions, String owner, Duration lease) {
        return change(flow, versions.keySet(), rows -> {
            List<Claim> claims = new ArrayList<>();
            new TreeMap<>(versions).forEach((key, version) -> {
                SliceRow row = rows.get(key);
                claims.add(
                        row == null || row.version != version
                                ? new Claim.Superseded(key, version)
                                : claim(row, owner, lease));
            });
            return claims;
        });
    }

    private static Claim claim(SliceRow row, String owner, Duration lease) {
        if (!row.pending() || row.withheld != null) {
            return new Claim.Settled(row.key, row.version);
        }
        if (row.leased) {
            return new Claim.Busy(row.key, row.version);
        }
        if (row.held) {
            return new Claim.Held(row.key, row.version);
        }
        row.lease(owner, secs(lease));
        return new Claim.ToRead(row.key, row.version);
    }

    /** Records what is about to be posted. */
    private static Claim.Difference attempt(SliceRow row) {
        SliceState state = row.state();
        SortedSet<Cell> doubtful = new TreeSet<>(state.attempted.keySet());
        PlannedSlice difference = SlicePlans.difference(row.key, state);
        difference.put().forEach(state::attempt);
        difference.delete().forEach(cell -> state.attempt(cell, SliceState.DELETION));
        return new Claim.Difference(
                row.key, row.version, difference.put(), difference.delete(), doubtful, state.unsettled());
    }

    /**
     * Slices were read at the target: settles what stands there already, raises what somebody else changed, and records
     * what is left to post.
     *
     * @param actual by slice every value that the target shows in it; null where the target cannot hold it at all, which
     *     is not the same as an empty one: all of it is then left to post, and to be refused
     * @param lease begins anew
     * @return for each slice what is left: {@code Difference}, {@code Settled}, {@code Superseded} where its version
     *     moved on, or {@code Busy} where the lease is lost
     */
    public List<Claim> compare(
            String flow,
            String owner,
            Map<Claim.ToRead, ? extends @Nullable Map<Cell, Stands>> actual,
            Terms terms,
            Duration lease) {
        SortedMap<SliceKey, Claim.ToRead> byKey = new TreeMap<>();
        actual.keySet().forEach(each -> byKey.put(each.key(), each));
        Comparing comparing = new Comparing(terms, rejects, conflicts, foreign, new Mirroring(terms.mirror(), slices));
        return change(flow, byKey.keySet(), terms.mirror(), rows -> {
            List<Claim> next = new ArrayList<>();
            byKey.forEach((key, each) -> {
                SliceRow row = rows.get(key);
                if (!holds(row, owner)) {
                    next.add(new Claim.Busy(key, each.version()));
                    return;
                }
                row.lease(owner, secs(lease));
                comparing.compare(row, actual.get(each));
                next.add(nextOf(row, each));
            });
            comparing.write(flow, jdbc);
            return next;
        });
    }

    /**
     * For a target that takes slices whole and cannot be read: what is left to send is told by the ledger alone. Whatever
     * of a slice is refused goes again with the rest of it.
     *
     * @param lease begins anew
     * @return as {@link #compare}; a slice of which nothing is left to send is settled
     */
    public List<Claim> whole(String flow, String owner, Collection<Claim.ToRead> claims, Duration lease) {
        SortedMap<SliceKey, Claim.ToRead> byKey = new TreeMap<>();
        claims.forEach(each -> byKey.put(each.key(), each));
        Settling settling = new Settling(rejects, conflicts, new Mirroring(null, slices));
        return change(flow, byKey.keySet(), rows -> {
            List<Claim> next = new ArrayList<>();
            byKey.forEach((key, each) -> {
                SliceRow row = rows.get(key);
                if (!holds(row, owner)) {
                    next.add(new Claim.Busy(key, each.version()));
                    return;
                }
                row.lease(owner, secs(lease));
                settling.goesWhole(row);
                next.add(nextOf(row, each));
            });
            settling.write(flow, jdbc);
            return next;
        });
    }

    private static Claim nextOf(SliceRow row, Claim.ToRead read) {
        if (row.version != read.version()) {
            row.release(0);
            return new Claim.Superseded(row.key, read.version());
        }
        if (!row.pending() || row.withheld != null) {
            row.release(0);
            return new Claim.Settled(row.key, row.version);
        }
        return attempt(row);
    }

    /**
     * Settles what the target has answered, value by value, and lets the slices go, in one transaction. Where the
     * slice has a newer version meanwhile, what is now known of the target is kept.
     *
     * @param retryAfter how long nobody may deliver a slice again of which cells are in doubt
     * @return the slices whose lease was lost before: their answers came too late and changed nothing
     */
    public List<SliceKey> settle(String flow, String owner, Collection<Receipt> receipts, Duration retryAfter) {
        return settle(flow, owner, receipts, retryAfter, null);
    }

    /** @param mirror the flow of the other direction, which learns in the same transaction what both ends agree on */
    public List<SliceKey> settle(
            String flow, String owner, Collection<Receipt> receipts, Duration retryAfter, @Nullable Mirror mirror) {
        SortedMap<SliceKey, Receipt> byKey = new TreeMap<>();
        receipts.forEach(receipt -> byKey.put(receipt.difference().key(), receipt));
        Settling settling = new Settling(rejects, conflicts, new Mirroring(mirror, slices));
        return change(flow, byKey.keySet(), mirror, rows -> {
            settling.expect(receipts);
            List<SliceKey> lost = new ArrayList<>();
            byKey.forEach((key, receipt) -> {
                SliceRow row = rows.get(key);
                if (holds(row, owner)) {
                    settling.settle(row, receipt);
                    row.release(inDoubt(receipt) ? secs(retryAfter) : 0);
                    hold(row, receipt);
                } else {
                    lost.add(key);
                }
            });
            settling.write(flow, jdbc);
            return lost;
        });
    }

    /** What is in doubt is read back first: it is not to wait for the lock. */
    private static void hold(SliceRow row, Receipt receipt) {
        Optional<Outcome.Held> held = receipt.outcomes().values().stream()
                .filter(Outcome.Held.class::isInstance)
                .map(Outcome.Held.class::cast)
                .findFirst();
        boolean waits = held.isPresent() && row.pending() && !inDoubt(receipt);
        if (waits && row.version == receipt.difference().version()) {
            row.hold(held.get().code(), held.get().text(), secs(held.get().retryAfter()));
        } else {
            row.endHold();
        }
    }

    private static boolean inDoubt(Receipt receipt) {
        return receipt.outcomes().size() < receipt.difference().size();
    }

    /**
     * No answer came: everything posted stays in doubt, and the slices are let go after the wait. Claims that were
     * not gone on with are let go the same way.
     */
    public void unknown(String flow, String owner, Collection<? extends Claim> claims, Duration wait) {
        change(flow, keys(claims), rows -> {
            rows.values().stream().filter(row -> holds(row, owner)).forEach(row -> row.release(secs(wait)));
            return true;
        });
    }

    /** Certainly nothing was posted (no connection, say): takes the attempts back and lets the slices go after the wait. */
    public void withdraw(String flow, String owner, Collection<Claim.Difference> differences, Duration wait) {
        Settling settling = new Settling(rejects, conflicts, new Mirroring(null, slices));
        change(flow, keys(differences), rows -> {
            for (Claim.Difference difference : differences) {
                SliceRow row = rows.get(difference.key());
                if (holds(row, owner)) {
                    settling.withdraw(row, difference);
                    row.release(secs(wait));
                }
            }
            settling.write(flow, jdbc);
            return true;
        });
    }

    /**
     * Lets go what a killed process still holds: it will never settle it.
     *
     * @param owners how the names of its deliveries begin
     * @param wait a post of the killed process may still land for so long
     * @return how many slices it held
     */
    public int abandon(String owners, Duration wait) {
        return jdbc.update(
                "update ledger.slice set lease_owner = null, lease_until = ledger.now() + ? * interval '1 second'"
                        + " where starts_with(lease_owner, ?)",
                secs(wait),
                owners);
    }

    private static boolean holds(@Nullable SliceRow row, String owner) {
        return row != null && owner.equals(row.leaseOwner);
    }

    private static List<SliceKey> keys(Collection<? extends Claim> claims) {
        return claims.stream().map(Claim::key).toList();
    }

    private static double secs(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private <T> T change(String flow, Collection<SliceKey> keys, Function<Map<SliceKey, SliceRow>, T> change) {
        return change(flow, keys, null, change);
    }

    private <T> T change(
            String flow,
            Collection<SliceKey> keys,
            @Nullable Mirror mirror,
            Function<Map<SliceKey, SliceRow>, T> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Mirroring.lock(jdbc, flow, mirror);
            Map<SliceKey, SliceRow> rows = slices.lock(flow, keys);
            T result = change.apply(rows);
            slices.update(
                    flow,
                    rows.values().stream()
                            .filter(row -> row.leaseChanged || row.parsed())
                            .toList());
            return result;
        }));
    }
}

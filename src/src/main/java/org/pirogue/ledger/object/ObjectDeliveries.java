package org.pirogue.ledger.object;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.Outcome;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of objects to the target, the same as that of slices: claim, compare, post, settle. What is about to be posted is
 * recorded first, an object is leased to one delivery at a time, and nothing is settled without an answer about it.
 */
public final class ObjectDeliveries {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Marks marks;
    private final ObjectTable objects;
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final ForeignTable foreign;

    public ObjectDeliveries(JdbcTemplate jdbc, TransactionTemplate transaction, Marks marks, PersonSeal seal) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.marks = marks;
        this.objects = new ObjectTable(jdbc, seal);
        this.rejects = new RejectTable(jdbc);
        this.conflicts = new ConflictTable(jdbc);
        this.foreign = new ForeignTable(jdbc);
    }

    /** How another object of the same flow stands: a child looks at its parent. @param refused its code, if refused */
    public record Seen(
            boolean inFlight,
            @Nullable String uid,
            @Nullable String refused,
            SortedMap<String, Integer> generations) {}

    public List<ObjectClaim> claim(
            String flow, ObjectKind kind, SortedMap<String, Long> versions, String owner, Duration lease) {
        return change(flow, kind, versions.keySet(), rows -> {
            List<ObjectClaim> claims = new ArrayList<>();
            versions.forEach((key, version) -> {
                ObjectRow row = rows.get(key);
                claims.add(
                        row == null || row.version != version
                                ? new ObjectClaim.Superseded(key, version)
                                : claim(row, owner, lease));
            });
            return claims;
        });
    }

    private static ObjectClaim claim(ObjectRow row, String owner, Duration lease) {
        if (!row.isDeliverable()) {
            return new ObjectClaim.Settled(row.key, row.version);
        }
        if (row.leased) {
            return new ObjectClaim.Busy(row.key, row.version);
        }
        row.lease(owner, secs(lease));
        return toRead(row);
    }

    private static ObjectClaim.ToRead toRead(ObjectRow row) {
        SortedSet<String> known = new TreeSet<>(row.state.acknowledged.keySet());
        known.addAll(row.state.attempted.keySet());
        return new ObjectClaim.ToRead(
                row.key,
                row.label,
                row.level,
                row.parent,
                row.uid,
                new TreeMap<>(row.generations),
                row.version,
                row.state.desired == null ? null : row.clear(),
                known);
    }

    /**
     * Objects were read at the target: settles what stands there already, raises what somebody else changed, and records what
     * is left to post.
     *
     * @return for each what is left: {@code Change}, {@code Settled}, {@code Superseded}, or {@code Busy} where the lease is lost
     */
    public List<ObjectClaim> compare(
            String flow,
            ObjectKind kind,
            String owner,
            Map<ObjectClaim.ToRead, FoundObject> found,
            ObjectTerms terms,
            Duration lease) {
        SortedMap<String, ObjectClaim.ToRead> byKey = new TreeMap<>();
        found.keySet().forEach(each -> byKey.put(each.key(), each));
        ObjectComparing comparing = new ObjectComparing(terms, marks, conflicts, foreign);
        return change(flow, kind, byKey.keySet(), rows -> {
            List<ObjectClaim> next = new ArrayList<>();
            byKey.forEach((key, each) -> {
                ObjectRow row = rows.get(key);
                if (!holds(row, owner)) {
                    next.add(new ObjectClaim.Busy(key, each.version()));
                    return;
                }
                row.lease(owner, secs(lease));
                comparing.compare(row, found.get(each));
                next.add(nextOf(row, each, found.get(each)));
            });
            comparing.write(flow, jdbc);
            return next;
        });
    }

    private ObjectClaim nextOf(ObjectRow row, ObjectClaim.ToRead read, FoundObject found) {
        if (row.version != read.version()) {
            row.release(0);
            return new ObjectClaim.Superseded(row.key, read.version());
        }
        if (!row.pending) {
            row.release(0);
            return new ObjectClaim.Settled(row.key, row.version);
        }
        return attempt(row, found);
    }

    private ObjectClaim.Change attempt(ObjectRow row, FoundObject found) {
        ObjectState state = row.state;
        SortedSet<String> doubtful = new TreeSet<>(state.attempted.keySet());
        SortedMap<String, String> put = new TreeMap<>();
        SortedSet<String> clear = new TreeSet<>();
        ObjectClaim.ToRead now = toRead(row);
        if (state.desired == null) {
            state.attempt(ObjectState.WHOLE, ObjectState.NOTHING);
            return new ObjectClaim.Change(now, true, put, clear, true, new TreeSet<>(), doubtful);
        }
        for (String field : new TreeSet<>(state.fields())) {
            if (state.isDue(field)) {
                String goal = state.goal(field);
                if (goal.isEmpty()) {
                    clear.add(field);
                } else {
                    put.put(field, row.clear().get(field));
                }
                state.attempt(field, goal);
            }
        }
        SortedSet<String> left = new TreeSet<>(state.fields());
        left.removeIf(field -> !state.isDisputed(field));
        return new ObjectClaim.Change(now, found.exists(), put, clear, false, left, doubtful);
    }

    /**
     * Settles what the target has answered, object by object, and lets them go, in one transaction.
     *
     * @param retryAfter how long nobody may deliver an object again that is in doubt
     * @return keys of those whose lease was lost before: their answers came too late and changed nothing
     */
    public List<String> settle(
            String flow, ObjectKind kind, String owner, Collection<ObjectReceipt> receipts, Duration retryAfter) {
        SortedMap<String, ObjectReceipt> byKey = new TreeMap<>();
        receipts.forEach(receipt -> byKey.put(receipt.change().key(), receipt));
        ObjectSettling settling = new ObjectSettling(marks, rejects, conflicts);
        return change(flow, kind, byKey.keySet(), rows -> {
            settling.expect(receipts);
            List<String> lost = new ArrayList<>();
            byKey.forEach((key, receipt) -> {
                ObjectRow row = rows.get(key);
                if (holds(row, owner)) {
                    settling.settle(row, receipt);
                    row.release(wait(receipt, retryAfter));
                } else {
                    lost.add(key);
                }
            });
            settling.write(flow, jdbc);
            return lost;
        });
    }

    private static double wait(ObjectReceipt receipt, Duration retryAfter) {
        if (receipt.outcome() instanceof Outcome.Held held) {
            return secs(held.retryAfter());
        }
        return receipt.outcome() == null ? secs(retryAfter) : 0;
    }

    /** No answer came: everything posted stays in doubt, and the objects are let go after the wait. */
    public void unknown(
            String flow, ObjectKind kind, String owner, Collection<? extends ObjectClaim> claims, Duration wait) {
        change(flow, kind, keys(claims), rows -> {
            rows.values().stream().filter(row -> holds(row, owner)).forEach(row -> row.release(secs(wait)));
            return true;
        });
    }

    /** Certainly nothing was posted: takes the attempts back and lets the objects go after the wait. */
    public void withdraw(
            String flow, ObjectKind kind, String owner, Collection<ObjectClaim.Change> changes, Duration wait) {
        ObjectSettling settling = new ObjectSettling(marks, rejects, conflicts);
        change(flow, kind, keys(changes), rows -> {
            for (ObjectClaim.Change change : changes) {
                ObjectRow row = rows.get(change.key());
                if (holds(row, owner)) {
                    settling.withdraw(row, change);
                    row.release(secs(wait));
                }
            }
            settling.write(flow, jdbc);
            return true;
        });
    }

    /** Lets go what a killed process still holds, as {@link Deliveries#abandon}. */
    public int abandon(String owners, Duration wait) {
        return jdbc.update(
                "update ledger.object set lease_owner = null, lease_until = ledger.now() + ? * interval '1 second'"
                        + " where starts_with(lease_owner, ?)",
                secs(wait),
                owners);
    }

    /** How these objects stand now; what is not named the flow does not know. */
    public Map<String, Seen> seen(String flow, ObjectKind kind, Collection<String> keys) {
        Map<String, Seen> seen = new TreeMap<>();
        objects.read(flow, kind, keys).forEach((key, row) -> {
            ObjectRefusal refusal = row.state.refusal;
            seen.put(
                    key,
                    new Seen(row.isDeliverable(), row.uid, refusal == null ? null : refusal.code(), row.generations));
        });
        return seen;
    }

    private static boolean holds(@Nullable ObjectRow row, String owner) {
        return row != null && owner.equals(row.leaseOwner);
    }

    private static List<String> keys(Collection<? extends ObjectClaim> claims) {
        return claims.stream().map(ObjectClaim::key).toList();
    }

    private static double secs(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private <T> T change(
            String flow, ObjectKind kind, Collection<String> keys, Function<SortedMap<String, ObjectRow>, T> change) {
        return Objects.requireNonNull(transaction.execute(status -> {
            SortedMap<String, ObjectRow> rows = objects.lock(flow, kind, keys);
            T result = change.apply(rows);
            objects.write(flow, rows.values());
            return result;
        }));
    }
}

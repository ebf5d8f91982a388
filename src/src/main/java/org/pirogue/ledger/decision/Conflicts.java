package org.pirogue.ledger.decision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.column.SqlArray;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.object.ObjectRedress;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.Mirror;
import org.pirogue.ledger.value.Mirroring;
import org.pirogue.ledger.value.Moves;
import org.pirogue.ledger.value.SliceRow;
import org.pirogue.ledger.value.SliceState;
import org.pirogue.ledger.value.SliceState.Standing;
import org.pirogue.ledger.value.SliceTable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The conflicts of all flows, and how a person settles them. Where the source is kept, its value is written with the
 * next delivery, if the target still shows what the person saw; else a new conflict is raised. Where the target is kept,
 * its value is never taken for the flow's own, and it is looked at once more whether it is what the person saw.
 */
public final class Conflicts {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PersonSeal seal;
    private final SliceTable slices;

    public Conflicts(JdbcTemplate jdbc, TransactionTemplate transaction, PersonSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.transaction = transaction;
        this.slices = new SliceTable(jdbc);
    }

    /** The newest first. @param state null for all */
    public List<Conflict> list(String flow, Conflict.@Nullable State state, int limit) {
        return state == null
                ? query("where flow = ? order by id desc limit ?", flow, limit)
                : query("where flow = ? and state = ? order by id desc limit ?", flow, lower(state), limit);
    }

    public Optional<Conflict> find(long id) {
        return query("where id = ?", id).stream().findFirst();
    }

    /** How many wait for a person, by flow. */
    public Map<String, Long> open() {
        Map<String, Long> open = new TreeMap<>();
        jdbc.query("select flow, count(*) from ledger.conflict where state = 'open' group by flow", row -> {
            open.put(row.getString(1), row.getLong(2));
        });
        return open;
    }

    /** As the other, for flows that go one way. */
    public List<Conflict> settle(Collection<Long> ids, Conflict.Keep keep, String who, String reason) {
        return settle(ids, keep, who, reason, flow -> Optional.empty());
    }

    /**
     * Settles those of them that are open, and what is asked about the same cells in the other direction.
     *
     * @param who name of the person
     * @param mirrors the other directions, by flow
     * @return those that were settled now; the others were settled before, are gone, or never were
     */
    public List<Conflict> settle(
            Collection<Long> ids,
            Conflict.Keep keep,
            String who,
            String reason,
            Function<String, Optional<Mirror>> mirrors) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Conflict> settled = new ArrayList<>();
            Map<String, List<Conflict>> byFlow = open(ids).stream()
                    .collect(Collectors.groupingBy(Conflict::flow, TreeMap::new, Collectors.toList()));
            byFlow.forEach((flow, conflicts) -> {
                Mirror mirror = mirrors.apply(flow).orElse(null);
                Mirroring.lock(jdbc, flow, mirror);
                List<Conflict> now = settle(flow, conflicts, keep);
                decided(ids(now), keep, who, reason);
                if (mirror != null) {
                    decided(settleOther(mirror, now, keep), other(keep), who, reason);
                }
                settled.addAll(now);
            });
            return settled;
        }));
    }

    private static List<Long> ids(List<Conflict> conflicts) {
        return conflicts.stream().map(Conflict::id).toList();
    }

    private static Conflict.Keep other(Conflict.Keep keep) {
        return keep == Conflict.Keep.SOURCE ? Conflict.Keep.TARGET : Conflict.Keep.SOURCE;
    }

    private void decided(List<Long> ids, Conflict.Keep keep, String who, String reason) {
        jdbc.batchUpdate("""
                update ledger.conflict set state = 'settled', keep = ?, settled_by = ?, reason = ?,
                       changed_at = ledger.now()
                where id = ? and state = 'open'""", ids, 1000, (statement, id) -> {
            statement.setString(1, keep.name().toLowerCase(Locale.ROOT));
            statement.setString(2, who);
            statement.setString(3, reason);
            statement.setLong(4, id);
        });
    }

    /** What is decided here of two values is decided there: the numbers of the conflicts that the other direction had open. */
    private List<Long> settleOther(Mirror mirror, List<Conflict> settled, Conflict.Keep keep) {
        Map<SliceKey, Map<Cell, Conflict>> places = new TreeMap<>();
        settled.forEach(each -> mirror.of(each.key(), each.cell())
                .ifPresent(place -> places.computeIfAbsent(place.key(), none -> new TreeMap<>())
                        .put(place.cell(), each)));
        TreeMap<SliceKey, SliceRow> rows = slices.lock(mirror.flow(), places.keySet());
        Moves moves = new Moves();
        List<Long> others = new ArrayList<>();
        rows.forEach((key, row) -> {
            Map<Cell, Standing> before = new HashMap<>(row.state().standings());
            places.get(key).forEach((cell, conflict) -> decideOther(row, cell, conflict, keep)
                    .ifPresent(others::add));
            moves.count(row, before, Set.of());
        });
        slices.update(mirror.flow(), List.copyOf(rows.values()));
        moves.write(jdbc);
        dueNow(mirror.flow(), rows.keySet());
        return others;
    }

    /** Where a newer value of the other side is asked about than the person saw, that question stays open. */
    private Optional<Long> decideOther(SliceRow row, Cell cell, Conflict conflict, Conflict.Keep keep) {
        SliceState state = row.state();
        String theirs = value(conflict.theirs());
        String ours = value(conflict.ours());
        Dispute dispute = state.disputes.get(cell);
        if (dispute != null && dispute.open()) {
            if (!dispute.ours().equals(theirs)) {
                boolean overtaken = keep == Conflict.Keep.TARGET && wasAskedBefore(dispute, conflict);
                return overtaken ? Optional.of(overtake(row, cell, dispute, conflict)) : Optional.empty();
            }
            // What was asked there may be older than what the person saw: the decision is about that.
            settle(state, cell, new Dispute(Dispute.Kind.OPEN, theirs, ours, dispute.conflict()), other(keep));
            return Optional.of(dispute.conflict());
        }
        if (keep == Conflict.Keep.TARGET) {
            state.disputes.put(cell, new Dispute(Dispute.Kind.GRANTED, theirs, ours, conflict.id()));
        }
        return Optional.empty();
    }

    private boolean wasAskedBefore(Dispute dispute, Conflict conflict) {
        return find(dispute.conflict())
                .filter(other -> other.createdAt().isBefore(conflict.createdAt()))
                .isPresent();
    }

    /** It asks about a value that was typed over before the person decided for the newer one: that one is written there. */
    private static long overtake(SliceRow row, Cell cell, Dispute dispute, Conflict conflict) {
        String newer = value(conflict.theirs());
        Mirroring.desire(row, cell, newer);
        row.state().edited.remove(cell);
        row.state().disputes.put(cell, new Dispute(Dispute.Kind.GRANTED, newer, value(conflict.ours()), conflict.id()));
        return dispute.conflict();
    }

    private static String value(@Nullable String side) {
        return side == null ? SliceState.DELETION : side;
    }

    private List<Conflict> open(Collection<Long> ids) {
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(
                            "select * from ledger.conflict where state = 'open' and id = any(?)");
                    statement.setArray(1, SqlArray.of(connection, "bigint", ids, id -> id));
                    return statement;
                },
                Conflicts::read);
    }

    private List<Conflict> settle(String flow, List<Conflict> all, Conflict.Keep keep) {
        Map<Boolean, List<Conflict>> ofObjects = all.stream()
                .collect(Collectors.partitioningBy(
                        each -> ObjectKind.isOne(each.key().dataSet())));
        List<Conflict> settled = settleSlices(flow, ofObjects.get(false), keep);
        settled.addAll(new ObjectRedress(jdbc, seal).settle(flow, ofObjects.get(true), keep));
        return settled;
    }

    private List<Conflict> settleSlices(String flow, List<Conflict> conflicts, Conflict.Keep keep) {
        Map<SliceKey, List<Conflict>> byKey = conflicts.stream().collect(Collectors.groupingBy(Conflict::key));
        TreeMap<SliceKey, SliceRow> rows = slices.lock(flow, byKey.keySet());
        Moves moves = new Moves();
        List<Conflict> settled = new ArrayList<>();
        List<Long> free = new ArrayList<>();
        rows.forEach((key, row) -> {
            Map<Cell, Standing> before = new HashMap<>(row.state().standings());
            byKey.get(key).stream().filter(each -> settle(row, each, keep)).forEach(settled::add);
            row.state().freeCompletion().ifPresent(free::add);
            moves.count(row, before, Set.of());
            row.endHold();
            row.queued = row.pending();
        });
        slices.update(flow, List.copyOf(rows.values()));
        new RejectTable(jdbc).resolve(free);
        moves.write(jdbc);
        dueNow(flow, rows.keySet());
        return settled;
    }

    /** @return false where the slice does not know of it any more */
    private static boolean settle(SliceRow row, Conflict conflict, Conflict.Keep keep) {
        SliceState state = row.state();
        Dispute dispute = state.disputes.get(conflict.cell());
        if (dispute == null || !dispute.open() || dispute.conflict() != conflict.id()) {
            return false;
        }
        settle(state, conflict.cell(), dispute, keep);
        return true;
    }

    private static void settle(SliceState state, Cell cell, Dispute dispute, Conflict.Keep keep) {
        switch (keep) {
            case TARGET -> {
                state.keepTheirs(cell, dispute);
                // Looked at once more: where theirs is not what the person saw, the person is asked again.
                state.attempt(cell, state.goal(cell));
            }
            case SOURCE -> {
                state.disputes.remove(cell);
                // As if this flow had sent it: it may be written over, or deleted, as long as it stands there.
                state.attempt(cell, dispute.theirs());
            }
        }
    }

    /** The sweep need not wait: nobody has sent a message for them. */
    private void dueNow(String flow, Collection<SliceKey> keys) {
        jdbc.batchUpdate("""
                update ledger.slice set queued_at = null
                where flow = ? and data_set = ? and period = ? and org_unit = ? and attribute_options = ?
                  and pending_since is not null""", keys, 1000, (statement, key) -> {
            statement.setString(1, flow);
            statement.setString(2, key.dataSet());
            statement.setString(3, key.period());
            statement.setString(4, key.orgUnit());
            statement.setString(5, key.attributeOptions());
        });
    }

    private List<Conflict> query(String where, Object... values) {
        return jdbc.query("select * from ledger.conflict " + where, Conflicts::read, values);
    }

    private static Conflict read(ResultSet row, int number) throws SQLException {
        String keep = row.getString("keep");
        return new Conflict(
                row.getLong("id"),
                row.getLong("run"),
                row.getString("flow"),
                Conflict.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                new SliceKey(
                        row.getString("data_set"),
                        row.getString("org_unit"),
                        row.getString("period"),
                        row.getString("attribute_options")),
                new Cell(row.getString("data_element"), row.getString("category_options")),
                row.getString("base"),
                row.getString("ours"),
                row.getString("theirs"),
                row.getString("stored_by"),
                row.getString("theirs_at"),
                row.getString("ours_by"),
                row.getString("ours_at"),
                keep == null ? null : Conflict.Keep.valueOf(keep.toUpperCase(Locale.ROOT)),
                row.getString("settled_by"),
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant());
    }

    private static String lower(Conflict.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

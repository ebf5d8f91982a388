package org.pirogue.ledger.value;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.column.Packed;
import org.pirogue.ledger.column.SqlArray;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;

/** Locks and writes rows of {@code ledger.slice}: many rows, one statement, always in the order of their keys. */
public final class SliceTable {
    private static final String COLUMNS = """
            select s.data_set, s.org_unit, s.period, s.attribute_options, s.version, s.desired, s.acknowledged, s.attempted,
                   s.refused, s.released, s.run, s.in_flight_desired, s.in_flight_retracted, s.lease_owner, s.withheld,
                   s.unseen, s.disputed, s.edited, s.held_code, s.held_text, s.mirrored_at,
                   s.held_until is not null and s.held_until > ledger.now() as held,
                   s.lease_until is not null and s.lease_until > ledger.now() as leased
            from ledger.slice s""";
    private static final String OF_SCOPE =
            " where s.flow = ? and s.data_set = ? and s.period = ? and s.org_unit = any(?)";
    // The flow is one of the joined columns: as a constant of its own it lets the planner take the flow's slices for
    // few,
    // and compare all of them with all keys.
    private static final String OF_KEYS = """
             join unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                  k(data_set, period, org_unit, attribute_options, flow)
              on s.data_set = k.data_set and s.period = k.period and s.org_unit = k.org_unit
                 and s.attribute_options = k.attribute_options and s.flow = k.flow""";
    private static final String ORDER = " order by s.data_set, s.period, s.org_unit, s.attribute_options";
    private static final String LOCK = ORDER + " for update of s";
    private static final String INSERT = """
            insert into ledger.slice (flow, data_set, period, org_unit, attribute_options, version, desired, acknowledged,
                                      attempted, run, in_flight_desired, in_flight_retracted, unseen, mirrored_at,
                                      pending_since, settled_version, queued_at, edited)
            select ?, n.data_set, n.period, n.org_unit, n.attribute_options, n.version, n.desired, n.acknowledged, n.attempted,
                   n.run, n.in_flight_desired, n.in_flight_retracted, n.unseen, case when n.mirrored then ledger.now() end,
                   case when n.in_flight_desired + n.in_flight_retracted > 0 then ledger.now() end,
                   case when n.in_flight_desired + n.in_flight_retracted = 0 then n.version else 0 end, ledger.now(),
                   n.edited
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                        ?::bigint[], ?::int[], ?::int[], ?::boolean[], ?::boolean[], ?::text[])
                 n(data_set, period, org_unit, attribute_options, version, desired, acknowledged, attempted, run,
                   in_flight_desired, in_flight_retracted, unseen, mirrored, edited)
            """;
    // A packed column that did not change is not sent: what PostgreSQL keeps out of line is not written again.
    private static final String UPDATE = """
            update ledger.slice s set
                version = n.version,
                desired = coalesce(n.desired, s.desired),
                acknowledged = coalesce(n.acknowledged, s.acknowledged),
                attempted = coalesce(n.attempted, s.attempted),
                refused = coalesce(n.refused, s.refused),
                released = coalesce(n.released, s.released),
                disputed = coalesce(n.disputed, s.disputed),
                edited = coalesce(n.edited, s.edited),
                unseen = n.unseen,
                run = n.run,
                in_flight_desired = n.in_flight_desired,
                in_flight_retracted = n.in_flight_retracted,
                pending_since = case when n.in_flight_desired + n.in_flight_retracted = 0 then null
                                     else coalesce(s.pending_since, ledger.now()) end,
                settled_version = case when n.in_flight_desired + n.in_flight_retracted = 0 then n.version
                                       else s.settled_version end,
                withheld = case when n.in_flight_desired + n.in_flight_retracted > 0 then s.withheld end,
                queued_at = case when n.queued then ledger.now() else s.queued_at end,
                lease_owner = case when n.lease_changed then n.lease_owner else s.lease_owner end,
                lease_until = case when not n.lease_changed then s.lease_until
                                   when n.lease_secs > 0 then ledger.now() + n.lease_secs * interval '1 second' end,
                mirrored_at = case when n.mirrored then ledger.now() else s.mirrored_at end,
                held_code = case when n.hold_changed then n.held_code else s.held_code end,
                held_text = case when n.hold_changed then n.held_text else s.held_text end,
                held_until = case when not n.hold_changed then s.held_until
                                  when n.held_code is not null then ledger.now() + n.hold_secs * interval '1 second' end
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::bigint[], ?::int[], ?::int[], ?::boolean[], ?::boolean[], ?::text[],
                        ?::float8[], ?::text[], ?::boolean[], ?::boolean[], ?::boolean[], ?::text[], ?::text[], ?::float8[], ?::text[])
                 n(data_set, period, org_unit, attribute_options, flow, version, desired, acknowledged, attempted, refused,
                   released, run, in_flight_desired, in_flight_retracted, queued, lease_changed, lease_owner, lease_secs,
                   disputed, unseen, mirrored, hold_changed, held_code, held_text, hold_secs, edited)
            where s.flow = n.flow and s.data_set = n.data_set and s.period = n.period and s.org_unit = n.org_unit
              and s.attribute_options = n.attribute_options
            """;

    private static final String WITHHOLD = """
            update ledger.slice s set withheld = n.withheld,
                queued_at = case when n.withheld is null then s.queued_at end
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                 n(data_set, period, org_unit, attribute_options, flow, withheld)
            where s.flow = n.flow and s.data_set = n.data_set and s.period = n.period and s.org_unit = n.org_unit
              and s.attribute_options = n.attribute_options
            """;

    private final JdbcTemplate jdbc;

    public SliceTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    TreeMap<SliceKey, SliceRow> lock(String flow, String dataSet, Scope scope) {
        return scope(flow, dataSet, scope, LOCK);
    }

    TreeMap<SliceKey, SliceRow> read(String flow, String dataSet, Scope scope) {
        return scope(flow, dataSet, scope, ORDER);
    }

    public TreeMap<SliceKey, SliceRow> lock(String flow, Collection<SliceKey> keys) {
        return keys(flow, keys, LOCK);
    }

    public TreeMap<SliceKey, SliceRow> read(String flow, Collection<SliceKey> keys) {
        return keys(flow, keys, ORDER);
    }

    private TreeMap<SliceKey, SliceRow> keys(String flow, Collection<SliceKey> keys, String order) {
        return rows(connection -> {
            PreparedStatement statement = prepare(connection, COLUMNS + "\n" + OF_KEYS + order);
            bindKeys(connection, statement, flow, keys, key -> key);
            return statement;
        });
    }

    private TreeMap<SliceKey, SliceRow> scope(String flow, String dataSet, Scope scope, String order) {
        return rows(connection -> {
            PreparedStatement statement = prepare(connection, COLUMNS + OF_SCOPE + order);
            statement.setString(1, flow);
            statement.setString(2, dataSet);
            statement.setString(3, scope.period());
            statement.setArray(
                    4, connection.createArrayOf("text", scope.orgUnits().toArray()));
            return statement;
        });
    }

    private TreeMap<SliceKey, SliceRow> rows(PreparedStatementCreator query) {
        TreeMap<SliceKey, SliceRow> rows = new TreeMap<>();
        jdbc.query(query, result -> {
            SliceRow row = row(result);
            rows.put(row.key, row);
        });
        return rows;
    }

    private static SliceRow row(ResultSet result) throws SQLException {
        SliceKey key = new SliceKey(
                result.getString("data_set"),
                result.getString("org_unit"),
                result.getString("period"),
                result.getString("attribute_options"));
        SliceRow row = new SliceRow(
                key,
                true,
                result.getString("desired"),
                result.getString("acknowledged"),
                result.getString("attempted"),
                result.getString("refused"),
                result.getString("released"),
                result.getString("disputed"));
        row.version = result.getLong("version");
        row.run = result.getLong("run");
        row.inFlightDesired = result.getInt("in_flight_desired");
        row.inFlightRetracted = result.getInt("in_flight_retracted");
        row.leaseOwner = result.getString("lease_owner");
        row.leased = result.getBoolean("leased");
        row.withheld = result.getString("withheld");
        row.unseenBefore = result.getBoolean("unseen");
        row.editedBefore = result.getString("edited");
        row.held = result.getBoolean("held");
        row.heldCode = result.getString("held_code");
        row.heldText = result.getString("held_text");
        Timestamp mirrored = result.getTimestamp("mirrored_at");
        row.mirroredAt = mirrored == null ? null : mirrored.toInstant();
        return row;
    }

    void insert(String flow, List<SliceRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = prepare(connection, INSERT);
            statement.setString(1, flow);
            for (int i = 0; i < 4; i++) {
                statement.setArray(2 + i, texts(connection, rows, keyPart(i)));
            }
            statement.setArray(6, SqlArray.of(connection, "bigint", rows, row -> row.version));
            statement.setArray(7, texts(connection, rows, row -> row.desiredNow));
            statement.setArray(8, texts(connection, rows, row -> row.state().packedAcknowledged()));
            statement.setArray(9, texts(connection, rows, row -> row.state().packedAttempted()));
            statement.setArray(10, SqlArray.of(connection, "bigint", rows, row -> row.run));
            statement.setArray(11, SqlArray.of(connection, "int", rows, row -> row.inFlightDesired));
            statement.setArray(12, SqlArray.of(connection, "int", rows, row -> row.inFlightRetracted));
            statement.setArray(13, SqlArray.of(connection, "boolean", rows, SliceRow::unseen));
            statement.setArray(14, SqlArray.of(connection, "boolean", rows, row -> row.mirrored));
            statement.setArray(15, texts(connection, rows, row -> row.state().packedEdits()));
            return statement;
        });
    }

    public void update(String flow, List<SliceRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = prepare(connection, UPDATE);
            bindKeys(connection, statement, flow, rows, row -> row.key);
            statement.setArray(6, SqlArray.of(connection, "bigint", rows, row -> row.version));
            statement.setArray(7, texts(connection, rows, row -> row.desiredNow));
            statement.setArray(8, packed(connection, rows, r -> r.acknowledgedBefore, SliceState::packedAcknowledged));
            statement.setArray(9, packed(connection, rows, r -> r.attemptedBefore, SliceState::packedAttempted));
            statement.setArray(10, packed(connection, rows, r -> r.refusedBefore, SliceState::packedRefused));
            statement.setArray(11, packed(connection, rows, r -> r.releasedBefore, s -> Packed.values(s.released)));
            statement.setArray(12, SqlArray.of(connection, "bigint", rows, row -> row.run));
            statement.setArray(13, SqlArray.of(connection, "int", rows, row -> row.inFlightDesired));
            statement.setArray(14, SqlArray.of(connection, "int", rows, row -> row.inFlightRetracted));
            statement.setArray(15, SqlArray.of(connection, "boolean", rows, row -> row.queued));
            statement.setArray(16, SqlArray.of(connection, "boolean", rows, row -> row.leaseChanged));
            statement.setArray(17, texts(connection, rows, row -> row.leaseOwner));
            statement.setArray(18, SqlArray.of(connection, "float8", rows, row -> row.leaseSecs));
            statement.setArray(19, packed(connection, rows, r -> r.disputedBefore, SliceState::packedDisputes));
            statement.setArray(20, SqlArray.of(connection, "boolean", rows, SliceRow::unseen));
            statement.setArray(21, SqlArray.of(connection, "boolean", rows, row -> row.mirrored));
            bindHold(connection, statement, rows);
            statement.setArray(26, packed(connection, rows, r -> r.editedBefore, SliceState::packedEdits));
            return statement;
        });
    }

    private static void bindHold(Connection connection, PreparedStatement statement, List<SliceRow> rows)
            throws SQLException {
        statement.setArray(22, SqlArray.of(connection, "boolean", rows, row -> row.holdChanged));
        statement.setArray(23, texts(connection, rows, row -> row.heldCode));
        statement.setArray(24, texts(connection, rows, row -> row.heldText));
        statement.setArray(25, SqlArray.of(connection, "float8", rows, row -> row.holdSecs));
    }

    /** Of stored rows: which of them wait for a decision now. */
    void withhold(String flow, List<SliceRow> rows) {
        List<SliceRow> changed =
                rows.stream().filter(row -> row.withheldChanged).toList();
        if (changed.isEmpty()) {
            return;
        }
        jdbc.update(connection -> {
            PreparedStatement statement = prepare(connection, WITHHOLD);
            bindKeys(connection, statement, flow, changed, row -> row.key);
            statement.setArray(6, texts(connection, changed, row -> row.withheld));
            return statement;
        });
    }

    /** Planned anew each time: a plan that was kept from when the table was small scans it when it is big. */
    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    private static <T> void bindKeys(
            Connection connection,
            PreparedStatement statement,
            String flow,
            Collection<T> items,
            Function<T, SliceKey> key)
            throws SQLException {
        statement.setArray(1, texts(connection, items, item -> key.apply(item).dataSet()));
        statement.setArray(2, texts(connection, items, item -> key.apply(item).period()));
        statement.setArray(3, texts(connection, items, item -> key.apply(item).orgUnit()));
        statement.setArray(4, texts(connection, items, item -> key.apply(item).attributeOptions()));
        statement.setArray(5, texts(connection, items, item -> flow));
    }

    private static Function<SliceRow, String> keyPart(int part) {
        return switch (part) {
            case 0 -> row -> row.key.dataSet();
            case 1 -> row -> row.key.period();
            case 2 -> row -> row.key.orgUnit();
            default -> row -> row.key.attributeOptions();
        };
    }

    private static Array packed(
            Connection connection,
            List<SliceRow> rows,
            Function<SliceRow, String> before,
            Function<SliceState, String> now)
            throws SQLException {
        return texts(connection, rows, row -> {
            String packed = now.apply(row.state());
            return packed.equals(before.apply(row)) ? null : packed;
        });
    }

    private static <T> Array texts(Connection connection, Collection<T> items, Function<T, @Nullable String> value)
            throws SQLException {
        return SqlArray.of(connection, "text", items, value);
    }
}

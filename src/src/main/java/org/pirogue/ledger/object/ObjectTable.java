package org.pirogue.ledger.object;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.column.PersonSeal;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads and writes {@code ledger.object}, always inside the transaction of what changes it. */
public final class ObjectTable {
    private static final String SELECT = """
            select *, lease_until is not null and lease_until > ledger.now() as leased from ledger.object
            where flow = ? and kind = ?""";

    private static final String WRITE = """
            insert into ledger.object as o (flow, kind, key, label, level, parent, uid, generations, version, settled_version,
                wanted, desired, acknowledged, attempted, disputed, content, refused_code, refused_text, reject, blocked_by,
                unseen, run, in_flight_desired, in_flight_retracted, pending_since, queued_at, lease_owner, lease_until,
                withheld, withheld_content)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                case when ? then ledger.now() end, case when ? then ledger.now() end, ?,
                ledger.now() + ? * interval '1 second', ?, ?)
            on conflict (flow, kind, key) do update set label = excluded.label, level = excluded.level,
                parent = excluded.parent, uid = excluded.uid, generations = excluded.generations, version = excluded.version,
                settled_version = excluded.settled_version, wanted = excluded.wanted, desired = excluded.desired,
                acknowledged = excluded.acknowledged, attempted = excluded.attempted, disputed = excluded.disputed,
                content = excluded.content, refused_code = excluded.refused_code, refused_text = excluded.refused_text,
                reject = excluded.reject, blocked_by = excluded.blocked_by, unseen = excluded.unseen, run = excluded.run,
                in_flight_desired = excluded.in_flight_desired, in_flight_retracted = excluded.in_flight_retracted,
                withheld = excluded.withheld, withheld_content = excluded.withheld_content,
                pending_since = case when excluded.pending_since is not null
                    then coalesce(o.pending_since, excluded.pending_since) end,
                queued_at = case when excluded.pending_since is not null
                    then coalesce(excluded.queued_at, o.queued_at) end,
                lease_owner = case when ? then excluded.lease_owner else o.lease_owner end,
                lease_until = case when ? then excluded.lease_until else o.lease_until end""";

    private static final String CONTENT = "content";
    private static final String WITHHELD = "withheld_content";

    private final JdbcTemplate jdbc;
    private final PersonSeal seal;

    ObjectTable(JdbcTemplate jdbc, PersonSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    /** In the order of the keys, so that two transactions do not wait for each other. */
    SortedMap<String, ObjectRow> lock(String flow, ObjectKind kind, Collection<String> keys) {
        return read(flow, kind, keys, " and key = any(?) order by key for update");
    }

    SortedMap<String, ObjectRow> read(String flow, ObjectKind kind, Collection<String> keys) {
        return read(flow, kind, keys, " and key = any(?) order by key");
    }

    /** Those that only wait because one of these parents was refused. */
    SortedMap<String, ObjectRow> lockBlockedBy(String flow, ObjectKind kind, Collection<String> parents) {
        return read(flow, kind, parents, " and blocked_by = any(?) order by key for update");
    }

    /** Those that stand refused by one of these rejects. */
    SortedMap<String, ObjectRow> lockRejected(String flow, ObjectKind kind, Collection<Long> rejects) {
        return read(
                flow,
                kind,
                rejects.stream().map(String::valueOf).toList(),
                " and reject = any(cast(? as bigint[])) order by key for update");
    }

    private SortedMap<String, ObjectRow> read(String flow, ObjectKind kind, Collection<String> keys, String which) {
        SortedMap<String, ObjectRow> rows = new TreeMap<>();
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(SELECT + which);
                    statement.setString(1, flow);
                    statement.setString(2, kind.label());
                    statement.setArray(3, connection.createArrayOf("text", keys.toArray()));
                    return statement;
                },
                row -> {
                    ObjectRow read = read(flow, kind, row);
                    rows.put(read.key, read);
                });
        return rows;
    }

    private ObjectRow read(String flow, ObjectKind kind, ResultSet result) throws SQLException {
        ObjectState state = new ObjectState(
                result.getBoolean("wanted") ? result.getString("desired") : null,
                result.getString("acknowledged"),
                result.getString("attempted"),
                result.getString("disputed"));
        state.unseen = result.getBoolean("unseen");
        String refused = result.getString("refused_code");
        if (refused != null) {
            state.refusal = new ObjectRefusal(
                    refused,
                    result.getString("refused_text"),
                    result.getLong("reject"),
                    result.getString("blocked_by"));
        }
        ObjectRow row = new ObjectRow(kind, result.getString("key"), result.getString("label"), state, true);
        row.level = result.getInt("level");
        row.parent = result.getString("parent");
        row.uid = result.getString("uid");
        row.generations = ObjectPacked.numbers(result.getString("generations"));
        row.version = result.getLong("version");
        row.settledVersion = result.getLong("settled_version");
        row.run = result.getLong("run");
        row.pending = result.getObject("pending_since") != null;
        row.leased = result.getBoolean("leased");
        row.leaseOwner = result.getString("lease_owner");
        row.content = open(result.getString(CONTENT), belongs(flow, row, CONTENT));
        row.withhold(result.getString("withheld"), open(result.getString(WITHHELD), belongs(flow, row, WITHHELD)));
        return row;
    }

    /** Objects of the run that wait for its decision, by their labels, or locked in the order of their keys. */
    List<ObjectRow> withheld(long run, boolean lock, int limit, int offset) {
        return jdbc.query(
                "select *, lease_until is not null and lease_until > ledger.now() as leased from ledger.object"
                        + " where run = ? and withheld is not null order by "
                        + (lock ? "kind, key limit ? offset ? for update" : "label, key limit ? offset ?"),
                (row, i) -> read(row.getString("flow"), ObjectKind.of(row.getString("kind")), row),
                run,
                limit,
                offset);
    }

    /** The sweep need not wait: nobody has sent a message for them. */
    void dueNow(String flow, Collection<ObjectRow> rows) {
        List<ObjectRow> pending = rows.stream().filter(row -> row.pending).toList();
        jdbc.batchUpdate(
                "update ledger.object set queued_at = null where flow = ? and kind = ? and key = ?",
                pending,
                500,
                (statement, row) -> {
                    statement.setString(1, flow);
                    statement.setString(2, row.kind.label());
                    statement.setString(3, row.key);
                });
    }

    void write(String flow, Collection<ObjectRow> rows) {
        jdbc.batchUpdate(WRITE, List.copyOf(rows), 500, (statement, row) -> {
            bindWhat(statement, flow, row);
            bindKnown(statement, flow, row);
            bindRefusal(statement, row);
            bindWay(statement, flow, row);
        });
    }

    private static void bindWhat(PreparedStatement statement, String flow, ObjectRow row) throws SQLException {
        statement.setString(1, flow);
        statement.setString(2, row.kind.label());
        statement.setString(3, row.key);
        statement.setString(4, row.label);
        statement.setInt(5, row.level);
        statement.setString(6, row.parent);
        statement.setString(7, row.uid);
        statement.setString(8, ObjectPacked.pack(row.generations));
        statement.setLong(9, row.version);
        statement.setLong(10, row.pending ? row.settledVersion : row.version);
    }

    private void bindKnown(PreparedStatement statement, String flow, ObjectRow row) throws SQLException {
        ObjectState state = row.state;
        statement.setBoolean(11, state.desired != null);
        statement.setString(12, state.desired == null ? "{}" : ObjectPacked.pack(state.desired));
        statement.setString(13, ObjectPacked.pack(state.acknowledged));
        statement.setString(14, ObjectPacked.pack(state.attempted));
        statement.setString(15, state.packedDisputes());
        boolean needed = row.kind.personal() && row.pending && row.content != null;
        statement.setString(16, needed ? close(row.content, belongs(flow, row, CONTENT)) : null);
    }

    private static void bindRefusal(PreparedStatement statement, ObjectRow row) throws SQLException {
        @Nullable ObjectRefusal refusal = row.state.refusal;
        statement.setString(17, refusal == null ? null : refusal.code());
        statement.setString(18, refusal == null ? null : refusal.text());
        if (refusal == null) {
            statement.setNull(19, Types.BIGINT);
        } else {
            statement.setLong(19, refusal.reject());
        }
        statement.setString(20, refusal == null ? null : refusal.blockedBy());
    }

    private void bindWay(PreparedStatement statement, String flow, ObjectRow row) throws SQLException {
        Standing standing = row.state.standing();
        statement.setBoolean(21, row.state.unseen);
        statement.setLong(22, row.run);
        statement.setInt(23, standing == Standing.PUT ? 1 : 0);
        statement.setInt(24, standing == Standing.DELETE ? 1 : 0);
        statement.setBoolean(25, row.pending);
        statement.setBoolean(26, row.queued);
        statement.setString(27, row.leaseOwner);
        statement.setDouble(28, row.leaseSecs);
        statement.setString(29, row.withheld);
        statement.setString(30, close(row.withheldContent, belongs(flow, row, WITHHELD)));
        statement.setBoolean(31, row.leaseChanged);
        statement.setBoolean(32, row.leaseChanged);
    }

    private static String belongs(String flow, ObjectRow row, String column) {
        return belongs(flow, row.kind.label(), row.key, column);
    }

    /** What is authenticated with a content: it opens nowhere else. */
    public static String belongs(String flow, String kind, String key, String column) {
        return "object/" + flow + "/" + kind + "/" + key + "/" + column;
    }

    private @Nullable SortedMap<String, String> open(@Nullable String sealed, String belongs) {
        return sealed == null ? null : ObjectPacked.values(seal.open(sealed, belongs));
    }

    private @Nullable String close(@Nullable SortedMap<String, String> values, String belongs) {
        return values == null ? null : seal.close(ObjectPacked.pack(values), belongs);
    }
}

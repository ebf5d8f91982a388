package org.pirogue.ledger.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code ledger.table_version}. */
public final class VersionTable {
    private static final String SELECT =
            "select v.*, r.workspace from ledger.table_version v join ledger.run r on r.run = v.run ";

    private final JdbcTemplate jdbc;

    public VersionTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The one that is not delivered yet, locked. */
    public Optional<TableVersion> open(String flow) {
        return one("where v.flow = ? and v.state in ('withheld', 'pending') for update of v", flow);
    }

    Optional<TableVersion> lock(String flow, long version) {
        return one("where v.flow = ? and v.version = ? for update of v", flow, version);
    }

    Optional<TableVersion> latest(String flow) {
        return one("where v.flow = ? and v.state <> 'refused' order by v.version desc limit 1", flow);
    }

    Optional<TableVersion> withheldBy(long run) {
        return one("where v.run = ? and v.state = 'withheld' for update of v", run);
    }

    private Optional<TableVersion> one(String where, Object... values) {
        return jdbc.query(SELECT + where, VersionTable::version, values).stream()
                .findFirst();
    }

    List<TableVersion> list(String where, Object... values) {
        return jdbc.query(SELECT + where, VersionTable::version, values);
    }

    long next(String flow) {
        Long next = jdbc.queryForObject(
                "select coalesce(max(version), 0) + 1 from ledger.table_version where flow = ?", Long.class, flow);
        return next == null ? 1 : next;
    }

    void insert(TableVersion version) {
        jdbc.update(
                """
                insert into ledger.table_version (flow, version, run, columns, key_columns, rows, changed, gone, state, queued_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, case when ? = 'pending' then ledger.now() end)""",
                version.flow(),
                version.version(),
                version.run(),
                RowJson.columns(version.columns()),
                version.key().toArray(new String[0]),
                version.rows(),
                version.changed(),
                version.gone(),
                word(version.state()),
                word(version.state()));
    }

    void state(TableVersion version, TableVersion.State state) {
        jdbc.update("""
                update ledger.table_version set state = ?, settled_at = case when ? = 'settled' then ledger.now() end,
                    lease_owner = null, lease_until = null where flow = ? and version = ?""", word(state), word(state), version.flow(), version.version());
    }

    /** What it had in flight is another's now, or nobody's. */
    public void supersede(TableVersion version, TableVersion.State state, Counts counts) {
        state(version, state);
        counts.move(version.run(), Count.IN_FLIGHT, Count.SUPERSEDED, version.changed());
        counts.move(version.run(), Count.RETRACT_IN_FLIGHT, Count.RETRACT_SUPERSEDED, version.gone());
    }

    private static String word(TableVersion.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static TableVersion version(ResultSet row, int number) throws SQLException {
        return new TableVersion(
                row.getString("flow"),
                row.getString("workspace"),
                row.getLong("version"),
                row.getLong("run"),
                RowJson.columns(row.getString("columns")),
                Arrays.asList((String[]) row.getArray("key_columns").getArray()),
                row.getLong("rows"),
                row.getLong("changed"),
                row.getLong("gone"),
                TableVersion.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }
}

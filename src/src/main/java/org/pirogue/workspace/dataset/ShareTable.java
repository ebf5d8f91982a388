package org.pirogue.workspace.dataset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code workspace.share}. */
final class ShareTable {
    /** A share that is answered. */
    static final String LIVE =
            "(s.withdrawn_at is null and (s.expires_at is null or s.expires_at > ledger.now()) and exists ("
                    + "select 1 from workspace.dataset d where d.workspace = s.workspace and d.name = s.dataset"
                    + " and d.state = 'published'))";

    private static final String SELECT = "select s.*, " + LIVE + " as live from workspace.share s ";

    private final JdbcTemplate jdbc;

    ShareTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Share> find(long id) {
        return list("where s.share = ?", id).stream().findFirst();
    }

    List<Share> ofDataset(DatasetName name) {
        return list("where s.workspace = ? and s.dataset = ? order by s.share", name.workspace(), name.name());
    }

    List<Share> list(String where, Object... values) {
        return jdbc.query(SELECT + where, ShareTable::share, values);
    }

    long insert(DatasetName name, Share.Terms terms, @Nullable Long version, String by) {
        Long id = jdbc.queryForObject(
                """
                insert into workspace.share (workspace, dataset, recipient_kind, recipient, columns, unit_column, units,
                    units_below, period_column, period_from, period_to, version, purpose, expires_at, made_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning share""",
                Long.class,
                name.workspace(),
                name.name(),
                terms.kind().name().toLowerCase(Locale.ROOT),
                terms.recipient(),
                terms.columns().toArray(new String[0]),
                terms.unitColumn(),
                terms.units().toArray(new String[0]),
                terms.unitsBelow(),
                terms.periodColumn(),
                terms.from(),
                terms.to(),
                version,
                terms.purpose(),
                timestamp(terms.expiresAt()),
                by);
        return id == null ? 0 : id;
    }

    void renew(long id, List<String> columns, @Nullable Instant expiresAt) {
        jdbc.update(
                "update workspace.share set columns = ?, expires_at = ? where share = ?",
                columns.toArray(new String[0]),
                timestamp(expiresAt),
                id);
    }

    void give(long id, long version) {
        jdbc.update(
                "update workspace.share set checked_version = ?, waiting_version = null, waiting_groups = null,"
                        + " waiting_persons = null, waiting_since = null where share = ?",
                version,
                id);
    }

    /** @return whether that was not known */
    boolean waits(long id, long version, long groups, int persons) {
        return jdbc.update(
                        "update workspace.share set waiting_version = ?, waiting_groups = ?, waiting_persons = ?,"
                                + " waiting_since = coalesce(waiting_since, ledger.now())"
                                + " where share = ? and waiting_version is distinct from ?",
                        version,
                        groups,
                        persons,
                        id,
                        version)
                > 0;
    }

    /** @return whether it was not withdrawn before */
    boolean withdraw(long id, String by) {
        return jdbc.update(
                        "update workspace.share set withdrawn_at = ledger.now(), withdrawn_by = ? where share = ? and withdrawn_at is null",
                        by,
                        id)
                > 0;
    }

    void role(long id, @Nullable String role) {
        jdbc.update(
                "update workspace.share set role = ?, role_made_at = case when ?::text is not null then ledger.now() end where share = ?",
                role,
                role,
                id);
    }

    /** The newest version that this recipient was given before, by whatever share. */
    Optional<Long> givenBefore(Share share) {
        return jdbc
                .queryForList(
                        """
                        select max(checked_version) from workspace.share
                        where workspace = ? and dataset = ? and recipient_kind = ? and recipient = ?
                        having max(checked_version) is not null""",
                        Long.class,
                        share.dataset().workspace(),
                        share.dataset().name(),
                        share.terms().kind().name().toLowerCase(Locale.ROOT),
                        share.terms().recipient())
                .stream()
                .findFirst();
    }

    List<String> units(long id) {
        return jdbc.queryForList(
                "select unit from workspace.share_unit where share = ? order by unit", String.class, id);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static Share share(ResultSet row, int number) throws SQLException {
        return new Share(
                row.getLong("share"),
                new DatasetName(row.getString("workspace"), row.getString("dataset")),
                terms(row),
                whole(row, "checked_version"),
                whole(row, "version"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"),
                DatasetTable.instant(row.getTimestamp("withdrawn_at")),
                row.getString("withdrawn_by"),
                row.getBoolean("live"),
                row.getString("role"),
                waiting(row));
    }

    private static Share.@Nullable Waiting waiting(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("waiting_since");
        return since == null
                ? null
                : new Share.Waiting(
                        row.getLong("waiting_version"),
                        row.getLong("waiting_groups"),
                        row.getInt("waiting_persons"),
                        since.toInstant());
    }

    private static Share.Terms terms(ResultSet row) throws SQLException {
        return new Share.Terms(
                Share.Kind.valueOf(row.getString("recipient_kind").toUpperCase(Locale.ROOT)),
                row.getString("recipient"),
                Arrays.asList((String[]) row.getArray("columns").getArray()),
                row.getString("unit_column"),
                Arrays.asList((String[]) row.getArray("units").getArray()),
                row.getBoolean("units_below"),
                row.getString("period_column"),
                row.getString("period_from"),
                row.getString("period_to"),
                row.getString("purpose"),
                DatasetTable.instant(row.getTimestamp("expires_at")));
    }

    private static @Nullable Long whole(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}

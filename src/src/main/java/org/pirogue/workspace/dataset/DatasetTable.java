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

/** The rows of {@code workspace.dataset} and {@code workspace.dataset_version}. */
final class DatasetTable {
    private final JdbcTemplate jdbc;

    DatasetTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Dataset> find(DatasetName name) {
        return jdbc
                .query(
                        "select * from workspace.dataset where workspace = ? and name = ?",
                        DatasetTable::dataset,
                        name.workspace(),
                        name.name())
                .stream()
                .findFirst();
    }

    /** @param workspace null for all */
    List<Dataset> list(@Nullable String workspace) {
        return jdbc.query(
                "select * from workspace.dataset where workspace = coalesce(?, workspace) order by workspace, name",
                DatasetTable::dataset,
                workspace);
    }

    Optional<DatasetVersion> version(DatasetName name, long version) {
        return versions(name, "and version = ?", version).stream().findFirst();
    }

    Optional<DatasetVersion> current(DatasetName name) {
        return versions(
                        name,
                        "and version = (select current from workspace.dataset d where d.workspace = v.workspace and d.name = v.dataset)")
                .stream()
                .findFirst();
    }

    boolean has(DatasetName name, String flow, long run) {
        return !versions(name, "and flow = ? and run = ?", flow, run).isEmpty();
    }

    /** The newest first. */
    List<DatasetVersion> versions(DatasetName name, String more, Object... values) {
        Object[] all = new Object[values.length + 2];
        all[0] = name.workspace();
        all[1] = name.name();
        System.arraycopy(values, 0, all, 2, values.length);
        return jdbc.query(
                "select * from workspace.dataset_version v where workspace = ? and dataset = ? " + more
                        + " order by version desc",
                DatasetTable::version,
                all);
    }

    /** What the flow says of it; who published it stays. */
    void write(DatasetName name, Publication.About about) {
        jdbc.update(
                """
                insert into workspace.dataset (workspace, name, title, description, owner, keep_last, keep_days)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace, name) do update set title = excluded.title, description = excluded.description,
                    owner = excluded.owner, keep_last = excluded.keep_last, keep_days = excluded.keep_days""",
                name.workspace(),
                name.name(),
                about.title(),
                about.description(),
                about.owner(),
                about.keepLast(),
                about.keepDays());
    }

    void insert(DatasetVersion version) {
        jdbc.update(
                """
                insert into workspace.dataset_version (workspace, dataset, version, relation, flow, run, rows, added, changed,
                    gone, content, columns, key_columns, profile, quality, lineage)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::jsonb, ?::jsonb, ?::jsonb)""",
                version.dataset().workspace(),
                version.dataset().name(),
                version.version(),
                version.relation(),
                version.flow(),
                version.run(),
                version.rows(),
                version.added(),
                version.changed(),
                version.gone(),
                version.content(),
                DatasetJson.text(version.columns()),
                version.key().toArray(new String[0]),
                version.profile().toString(),
                version.quality().toString(),
                version.lineage().toString());
        jdbc.update(
                "update workspace.dataset set current = ? where workspace = ? and name = ?",
                version.version(),
                version.dataset().workspace(),
                version.dataset().name());
    }

    private static Dataset dataset(ResultSet row, int number) throws SQLException {
        long current = row.getLong("current");
        return new Dataset(
                new DatasetName(row.getString("workspace"), row.getString("name")),
                Dataset.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("title"),
                row.getString("description"),
                row.getString("owner"),
                current == 0 ? null : current,
                row.getInt("keep_last"),
                row.getInt("keep_days"),
                row.getTimestamp("made_at").toInstant(),
                row.getTimestamp("state_at").toInstant(),
                row.getString("state_by"));
    }

    private static DatasetVersion version(ResultSet row, int number) throws SQLException {
        return new DatasetVersion(
                new DatasetName(row.getString("workspace"), row.getString("dataset")),
                row.getLong("version"),
                row.getLong("relation"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("flow"),
                row.getLong("run"),
                row.getLong("rows"),
                row.getLong("added"),
                row.getLong("changed"),
                row.getLong("gone"),
                row.getString("content"),
                DatasetJson.columns(row.getString("columns")),
                Arrays.asList((String[]) row.getArray("key_columns").getArray()),
                DatasetJson.tree(row.getString("profile")),
                DatasetJson.tree(row.getString("quality")),
                DatasetJson.tree(row.getString("lineage")),
                instant(row.getTimestamp("dropped_at")));
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}

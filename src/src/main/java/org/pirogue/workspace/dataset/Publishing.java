package org.pirogue.workspace.dataset;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pirogue.batch.Column;
import org.springframework.jdbc.core.JdbcTemplate;

/** One publication, within its transaction. */
final class Publishing {
    private final Publication publication;
    private final DatasetName name;
    private final List<Column> columns;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final DatasetTable datasets;

    Publishing(Publication publication, Connection connection, JdbcTemplate jdbc) {
        this.publication = publication;
        this.name = publication.dataset();
        this.columns = documented(publication);
        this.connection = connection;
        this.jdbc = jdbc;
        this.datasets = new DatasetTable(jdbc);
    }

    /** What the flow says of a column wins over what its source says. */
    private static List<Column> documented(Publication publication) {
        return publication.table().columns().stream()
                .map(column -> new Column(
                        column.name(),
                        column.type(),
                        false,
                        publication.about().columns().getOrDefault(column.name(), column.description())))
                .toList();
    }

    Optional<DatasetVersion> publish() throws SQLException {
        // One at a time; readers and those who only look are not kept waiting by it.
        jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 15))", row -> {}, "dataset " + name);
        if (datasets.has(name, publication.flow(), publication.run())) {
            return Optional.empty();
        }
        Optional<DatasetVersion> before = datasets.current(name);
        Promises promises = new Promises(publication, columns, jdbc);
        promises.refuseBreaking();
        before.ifPresent(each -> {
            new ShareTerms(jdbc).refuseBreaking(each, columns);
            promises.refuseBreaking(each);
        });
        jdbc.execute("set local work_mem = '64MB'");
        long relation = next();
        CopyIn copied = create(relation);
        promises.refuseEmpty(name.table(relation));
        Difference difference =
                Difference.of(before.orElse(null), name.table(relation), columns, publication.key(), jdbc);
        datasets.write(name, publication.about());
        if (before.isPresent() && before.get().content().equals(copied.digest()) && difference.isNothing()) {
            jdbc.execute("drop table " + name.table(relation));
            document(before.get());
            return Optional.empty();
        }
        return Optional.of(store(relation, copied, difference, before, promises));
    }

    private long next() {
        Long next = jdbc.queryForObject("select nextval('workspace.relation')", Long.class);
        return next == null ? 1 : next;
    }

    private CopyIn create(long relation) throws SQLException {
        String schema = name.schema();
        if (jdbc.queryForList("select 1 from pg_namespace where nspname = ?", schema)
                .isEmpty()) {
            // Two datasets may be the first of their workspace at once.
            jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 15))", row -> {}, "schema " + schema);
            jdbc.execute("create schema if not exists " + Identifiers.quoted(schema));
        }
        String table = name.table(relation);
        List<String> parts = new ArrayList<>(List.of(Identifiers.quoted(Identifiers.ROW) + " bigint not null"));
        columns.forEach(column -> parts.add(Identifiers.quoted(column.name()) + " " + type(column.type())));
        jdbc.execute("create table " + table + " (" + String.join(", ", parts) + ")");
        CopyIn copy = new CopyIn(columns);
        copy.copy(publication.table(), table, connection);
        jdbc.execute("alter table " + table + " add primary key (" + Identifiers.quoted(Identifiers.ROW) + ")");
        jdbc.execute("analyze " + table);
        return copy;
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "bigint";
            case NUMBER -> "numeric";
            case DATE -> "date";
            case BOOLEAN -> "boolean";
        };
    }

    /** Same rows: only what is said of the columns may be new. */
    private void document(DatasetVersion current) {
        jdbc.update(
                "update workspace.dataset_version set columns = ?::jsonb where workspace = ? and dataset = ? and version = ?",
                DatasetJson.text(columns),
                name.workspace(),
                name.name(),
                current.version());
    }

    private DatasetVersion store(
            long relation, CopyIn copied, Difference difference, Optional<DatasetVersion> before, Promises promises) {
        DatasetVersion made = new DatasetVersion(
                name,
                1
                        + datasets.versions(name, "").stream()
                                .mapToLong(DatasetVersion::version)
                                .max()
                                .orElse(0),
                relation,
                Instant.EPOCH,
                publication.flow(),
                publication.run(),
                copied.rows(),
                difference.added(),
                difference.changed(),
                difference.gone(),
                copied.digest(),
                columns,
                publication.key(),
                Profile.of(name.table(relation), columns, jdbc),
                publication.quality(),
                promises.kept(),
                null);
        datasets.insert(made);
        new DatasetUnits(jdbc).replace(name, publication.about().units());
        new CurrentView(jdbc).show(made, before.orElse(null));
        return datasets.version(name, made.version()).orElseThrow();
    }
}

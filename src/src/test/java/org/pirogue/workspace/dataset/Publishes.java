package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.prepare.table.DatasetContract;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One dataset over a real database, and whoever publishes and reads it. */
public final class Publishes {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final AtomicLong RUN = new AtomicLong(1_000_000);
    public static final Envelope READER = new Envelope("test", "lab", 0, 1, Envelope.Mode.COMPARE);
    public static final List<Column> COLUMNS = List.of(
            Column.text("id"),
            new Column("cases", Column.Type.INTEGER, false, "confirmed"),
            new Column("rate", Column.Type.NUMBER, false, ""),
            new Column("reçu le", Column.Type.DATE, false, ""),
            new Column("late", Column.Type.BOOLEAN, false, ""));

    public final DatasetName name;
    public final JdbcTemplate jdbc;
    final DatasetReader reader;
    final Path folder;
    final DatasetFiles files;
    final Retention retention;
    final DatasetPublisher publisher;
    public final Datasets datasets;
    public final Shares shares;
    public final ShareRoles roles;
    public final ShareChanges changes;
    /** Who is told of what shares give. */
    public Giving giving = Giving.UNSEEN;

    public ObjectNode lineage = JsonNodeFactory.instance.objectNode().put("anonymised", true);
    public List<String> key = List.of("id");
    public DatasetContract contract = DatasetContract.NONE;
    public Publication.About about = new Publication.About("Cases", "", "lab", Map.of(), 100, 0, Map.of());

    public Publishes() {
        this(TestDatabase.source());
    }

    public Publishes(DataSource source) {
        this(source, "lab");
    }

    /** @param workspace that the dataset belongs to */
    public Publishes(DataSource source, String workspace) {
        name = new DatasetName(workspace, "set-" + NUMBER.incrementAndGet());
        jdbc = new JdbcTemplate(source);
        reader = new DatasetReader(source);
        try {
            folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "datasets-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files = new DatasetFiles(folder.resolve("files"), reader);
        retention = new Retention(jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), files);
        publisher = new DatasetPublisher(source, retention);
        datasets = new Datasets(jdbc, files, retention);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        shares = new Shares(jdbc, transaction, datasets, files, reader, new Giving() {
            @Override
            public void gives(Share share, DatasetVersion version) {
                giving.gives(share, version);
            }

            @Override
            public void waits(Share share, DatasetVersion version) {
                giving.waits(share, version);
            }
        });
        changes = new ShareChanges(source);
        roles = new ShareRoles(jdbc, transaction, shares);
    }

    public static Row row(String id, String... values) {
        Map<String, String> all = new java.util.LinkedHashMap<>(Map.of("id", id));
        for (int at = 0; at < values.length; at += 2) {
            all.put(values[at], values[at + 1]);
        }
        return new Row("row " + id, all);
    }

    public static List<Row> rows(int count, String cases) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row("r" + i, "cases", cases));
        }
        return rows;
    }

    public Optional<DatasetVersion> publish(List<Row> rows) {
        return publish(RUN.incrementAndGet(), COLUMNS, rows.iterator());
    }

    public Optional<DatasetVersion> publish(List<Column> columns, List<Row> rows) {
        return publish(RUN.incrementAndGet(), columns, rows.iterator());
    }

    Optional<DatasetVersion> publish(long run, List<Column> columns, Iterator<Row> rows) {
        Iterator<Table.Part> parts = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Table.Part next() {
                List<Row> some = new ArrayList<>();
                while (rows.hasNext() && some.size() < 1_000) {
                    some.add(rows.next());
                }
                return new Table.Part(some, Tally.NONE, List.of());
            }
        };
        Table table = new Table(new Envelope("flow", "lab", run, 1, Envelope.Mode.SYNC), columns, parts, () -> {});
        JsonNodeFactory json = JsonNodeFactory.instance;
        return publisher.publish(new Publication(
                name, table, key, "flow-" + name.name(), run, json.objectNode(), lineage, about, contract));
    }

    public PersonRows personRows() {
        return new PersonRows(jdbc);
    }

    public Redaction redaction() {
        return new Redaction(
                jdbc,
                new TransactionTemplate(
                        new JdbcTransactionManager(java.util.Objects.requireNonNull(jdbc.getDataSource()))),
                reader,
                files);
    }

    /** Somebody is erased from a version. */
    public long redact(long version, String name) {
        return redaction().of(datasets.version(this.name, version), java.util.Set.of(name), 1, "tester");
    }

    List<Row> read(DatasetVersion version) {
        List<Row> rows = new ArrayList<>();
        try (Table table = reader.table(version, READER)) {
            table.parts().forEachRemaining(part -> rows.addAll(part.rows()));
        }
        return rows;
    }

    /** Tables of all datasets that no version knows. */
    List<String> orphans() {
        return jdbc.queryForList(
                "select nspname || '.' || relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where relkind = 'r' and starts_with(nspname, 'ws_lab') and not exists ("
                        + "select 1 from workspace.dataset_version v where '_' || v.relation = relname and dropped_at is null)",
                String.class);
    }
}

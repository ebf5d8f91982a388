package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the rows of a person who is erased out of a version: the one change that a version ever sees. It stands in its lineage, its
 * digest and profile are those of what is left, its files are made anew. The table is written anew, too, so that the rows are not
 * merely hidden in it.
 */
public final class Redaction {
    private static final Logger LOG = LoggerFactory.getLogger(Redaction.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DatasetReader reader;
    private final DatasetFiles files;

    Redaction(JdbcTemplate jdbc, TransactionTemplate transaction, DatasetReader reader, DatasetFiles files) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.reader = reader;
        this.files = files;
    }

    /**
     * @param names as {@code Alike} writes them
     * @param erasure number that the lineage names
     * @return how many rows went
     * @throws DatasetProblem P772 where a reader holds the version for too long
     */
    public long of(DatasetVersion version, Collection<String> names, long erasure, String by) {
        Cut person = PersonRows.cut(version, names);
        long gone;
        try {
            gone = Objects.requireNonNull(transaction.execute(status -> redact(version, person, erasure, by)));
        } catch (DataAccessException held) {
            if (SqlStates.isLockTimeout(held)) {
                throw new DatasetProblem(
                        "P772",
                        version.dataset() + " version " + version.version()
                                + " is held by a reader: nothing of it went yet, erase again when it has ended");
            }
            throw held;
        }
        files.forget(version);
        writeAnew(version);
        return gone;
    }

    private long redact(DatasetVersion version, Cut person, long erasure, String by) {
        // One at a time with publications: the current version is compared with the next by its digest.
        jdbc.query("select pg_advisory_xact_lock(hashtextextended(?, 15))", row -> {}, "dataset " + version.dataset());
        jdbc.execute("set local lock_timeout = '10s'");
        String left = digest(version, person);
        long gone = jdbc.update(
                "delete from " + version.table() + " where " + person.where(),
                person.values().toArray());
        if (gone == 0) {
            return 0;
        }
        ObjectNode note = JSON.createObjectNode()
                .put("erasure", erasure)
                .put("rows", gone)
                .put("by", by);
        jdbc.update(
                """
                update workspace.dataset_version set rows = rows - ?, content = ?, profile = ?::jsonb,
                    lineage = jsonb_set(lineage, '{redactions}', coalesce(lineage -> 'redactions', '[]'::jsonb)
                        || jsonb_build_array(?::jsonb || jsonb_build_object('at', ledger.now())))
                where relation = ?""",
                gone,
                left,
                Profile.of(version.table(), version.columns(), jdbc).toString(),
                note.toString(),
                version.relation());
        return gone;
    }

    /** Of the rows that stay: the next run, which does not read the person, makes no version for nothing. */
    private String digest(DatasetVersion version, Cut person) {
        List<String> columns = version.columns().stream().map(Column::name).toList();
        Cut rest = new Cut("rest", columns, "not " + person.where(), person.values());
        Envelope nobody = new Envelope("-", version.dataset().workspace(), 0, 1, Envelope.Mode.COMPARE);
        RowDigest digest = new RowDigest(version.columns());
        try (Table table = reader.table(version, rest, nobody)) {
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                parts.next().rows().forEach(row -> digest.row(version.columns(), row));
            }
        }
        return digest.hex();
    }

    /** What was deleted lies in the file of a table until it is written anew. */
    private void writeAnew(DatasetVersion version) {
        try {
            jdbc.execute((java.sql.Connection connection) -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("set lock_timeout = '10s'");
                    try {
                        statement.execute("vacuum (full, analyze) " + version.table());
                    } finally {
                        statement.execute("reset lock_timeout");
                    }
                }
                return true;
            });
        } catch (DataAccessException held) {
            LOG.warn(
                    "P773 {} version {} could not be written anew: the erased rows lie unseen in its file until the database uses their place",
                    version.dataset(),
                    version.version());
        }
    }
}

package org.pirogue.ledger.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.run.ChunkTable;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.Counts.Count;
import org.pirogue.ledger.run.FlowLock;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What tables should stand at the targets. The rows of a run are kept part by part; when the last is read, one transaction
 * makes a version of them, or nothing where the table is as before: what the target holds and what it should hold are
 * compared by digest, so that of a person nothing stays in clear.
 */
public final class TableBook {
    /** The one chunk of a run that reads a table: all of it. */
    private static final Scope WHOLE = new Scope("", new TreeSet<>());

    /** Comparing so many each with each takes no time. */
    private static final int FEW = 1_000;

    private static final String TWICE = "P610";
    /** What becomes of a second row that is the same as the first, and of one that is not. */
    private static final Tally SAME = new Tally(-1, 0, 0, 0, 1, 0);

    private static final Tally OTHER = new Tally(-1, 0, 0, 1, 0, 0);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Marks marks;
    private final RunBook runs;
    private final DraftTable draft;
    private final VersionTable versions;
    private final RejectTable rejects;
    private final ChunkTable chunks;

    public TableBook(JdbcTemplate jdbc, TransactionTemplate transaction, Marks marks, Seal seal, RunBook runs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.marks = marks;
        this.runs = runs;
        this.draft = new DraftTable(jdbc, seal);
        this.versions = new VersionTable(jdbc);
        this.rejects = new RejectTable(jdbc);
        this.chunks = new ChunkTable(jdbc);
    }

    /**
     * Takes a whole table, and closes it. Mode {@code PLAN} only counts what it would change, {@code COMPARE} only reads.
     *
     * @param key columns whose values together name a row; a second row of the same name is not taken
     * @return the version that is to be delivered now; none where nothing changed, and where it has to wait
     * @throws IllegalArgumentException where a key column is none of the table's
     */
    public Optional<TableVersion> handOver(Table table, List<String> key) {
        Envelope envelope = table.envelope();
        try (table) {
            draft.forgetUnfinished(envelope.flow());
            Reading reading = new Reading(table, key);
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                reading.take(parts.next());
            }
            if (reading.number > FEW) {
                draft.filled();
            }
            return Objects.requireNonNull(transaction.execute(status -> finish(table, key)));
        }
    }

    /** The rows of one run while they come. */
    private final class Reading {
        private final Envelope envelope;
        private final List<String> names;
        private final List<String> key;
        private final boolean personalKey;
        private final String shape;
        private long number;

        Reading(Table table, List<String> key) {
            this.envelope = table.envelope();
            this.names = table.columns().stream().map(Column::name).toList();
            this.key = List.copyOf(key);
            if (key.isEmpty() || !names.containsAll(key)) {
                throw new IllegalArgumentException("the key " + key + " is not among the columns " + names);
            }
            this.personalKey =
                    table.columns().stream().anyMatch(column -> key.contains(column.name()) && column.personal());
            // A table of other columns is another table, row by row.
            this.shape = table.columns().stream()
                    .map(column -> column.name() + ":" + column.type())
                    .collect(Collectors.joining(","));
        }

        /** Counted as it is read: a run that is killed here begins again, and its counts with it. */
        void take(Table.Part part) {
            Tally tally = part.tally();
            List<Finding> findings = new ArrayList<>(part.findings());
            List<DraftTable.Marked> rows =
                    part.rows().stream().map(this::marked).toList();
            List<DraftTable.Marked> twice =
                    rows.isEmpty() ? List.of() : draft.add(envelope.flow(), envelope.run(), rows);
            if (!twice.isEmpty()) {
                Map<String, String[]> stored = draft.stored(
                        envelope.flow(),
                        envelope.run(),
                        twice.stream().map(DraftTable.Marked::key).toList());
                for (DraftTable.Marked each : twice) {
                    boolean same = stored.get(each.key())[0].equals(each.mark());
                    tally = tally.plus(same ? SAME : OTHER);
                    if (!same) {
                        findings.add(twice(each));
                    }
                }
            }
            runs.count(envelope.run(), tally, findings);
        }

        private Finding twice(DraftTable.Marked row) {
            return new Finding(
                    TWICE,
                    null,
                    null,
                    null,
                    row.row().place(),
                    "another row has the same key (" + String.join(", ", key)
                            + ") and other values: only the first is taken; make the key longer, or deduplicate");
        }

        private DraftTable.Marked marked(Row row) {
            StringBuilder keys = new StringBuilder();
            key.forEach(column -> keys.append(row.value(column)).append('\0'));
            StringBuilder all = new StringBuilder(shape);
            names.forEach(column -> all.append('\0').append(row.value(column)));
            String label =
                    personalKey ? row.place() : key.stream().map(row::value).collect(Collectors.joining("/"));
            return new DraftTable.Marked(
                    ++number, marks.digest(keys.toString()), marks.digest(all.toString()), label, row);
        }
    }

    private Optional<TableVersion> finish(Table table, List<String> key) {
        Envelope envelope = table.envelope();
        FlowLock.take(jdbc, envelope.flow());
        if (!runs.planChunks(envelope.run(), List.of(WHOLE), null) || !chunks.finish(envelope.run(), 1, WHOLE)) {
            return Optional.empty();
        }
        jdbc.update("update ledger.run set chunks_done = chunks_done + 1 where run = ?", envelope.run());
        rejects.resolveSourceBefore(envelope.run(), envelope.flow());
        if (envelope.mode() == Envelope.Mode.SYNC && isFull(envelope.run())) {
            // Nothing of the target is taken for known: somebody may have taken it away.
            jdbc.update("update ledger.table_row set mark = '' where flow = ?", envelope.flow());
        }
        TableVersion made = compared(table, key);
        return switch (envelope.mode()) {
            case SYNC -> store(made);
            case PLAN, COMPARE -> look(made);
        };
    }

    private boolean isFull(long run) {
        return runs.find(run).map(Run::full).orElse(false);
    }

    private TableVersion compared(Table table, List<String> key) {
        Envelope envelope = table.envelope();
        String flow = envelope.flow();
        long run = envelope.run();
        long rows = count("select count(*) from ledger.table_draft where flow = ? and run = ?", flow, run);
        long same = count("""
                select count(*) from ledger.table_draft d join ledger.table_row r using (flow, key, mark)
                where d.flow = ? and d.run = ?""", flow, run);
        long gone = count("""
                select count(*) from ledger.table_row r where flow = ? and not exists (select 1 from ledger.table_draft d
                    where d.flow = r.flow and d.run = ? and d.key = r.key)""", flow, run);
        return new TableVersion(
                flow,
                envelope.workspace(),
                versions.next(flow),
                run,
                table.columns(),
                List.copyOf(key),
                rows,
                rows - same,
                gone,
                gone > 0 ? TableVersion.State.WITHHELD : TableVersion.State.PENDING);
    }

    private long count(String sql, Object... values) {
        Long count = jdbc.queryForObject(sql, Long.class, values);
        return count == null ? 0 : count;
    }

    private Optional<TableVersion> store(TableVersion made) {
        Counts counts = new Counts();
        versions.open(made.flow()).ifPresent(older -> {
            versions.supersede(older, TableVersion.State.SUPERSEDED, counts);
            draft.forget(older.flow(), older.run());
        });
        count(made, counts);
        boolean nothing = made.changed() + made.gone() == 0;
        if (nothing) {
            draft.forget(made.flow(), made.run());
        } else {
            versions.insert(made);
        }
        counts.write(jdbc);
        return nothing || made.state() == TableVersion.State.WITHHELD ? Optional.empty() : Optional.of(made);
    }

    private static void count(TableVersion made, Counts counts) {
        counts.add(made.run(), Count.DESIRED, made.rows());
        counts.add(made.run(), Count.UNCHANGED, made.rows() - made.changed());
        counts.add(made.run(), Count.IN_FLIGHT, made.changed());
        counts.add(made.run(), Count.RETRACTED, made.gone());
        counts.add(made.run(), Count.RETRACT_IN_FLIGHT, made.gone());
    }

    private Optional<TableVersion> look(TableVersion made) {
        runs.holding().wouldTake(made.run(), Math.toIntExact(made.gone()));
        new Plans(jdbc).add(made.run(), TablePlans.difference(jdbc, made));
        draft.forget(made.flow(), made.run());
        return Optional.empty();
    }

    /** What the flow has delivered last, or is about to. */
    public Optional<TableVersion> latest(String flow) {
        return versions.latest(flow);
    }
}

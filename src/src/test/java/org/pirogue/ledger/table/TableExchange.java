package org.pirogue.ledger.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.Seal;
import org.pirogue.ledger.decision.HeldRuns;
import org.pirogue.ledger.reject.Rejects;
import org.pirogue.ledger.run.HoldLimits;
import org.pirogue.ledger.run.Plans;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One flow of a table over the real ledger, with a target beside it that holds a table as a file does: whole. */
public final class TableExchange {
    static final Duration LEASE = Duration.ofMinutes(5);
    public static final List<Column> COLUMNS = List.of(
            Column.text("id"), new Column("name", Column.Type.TEXT, true, "of the patient"), Column.text("result"));
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final String flow = "table-" + NUMBER.incrementAndGet();
    final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    public final RunBook runs;
    public final TableBook book;
    final TableDeliveries deliveries;
    final TableOutbox outbox;
    final HeldRuns held;
    final Rejects rejects = new Rejects(jdbc);
    final Plans plans = new Plans(jdbc);
    /** Row by its id; null before the first. */
    @Nullable
    Map<String, Row> target;

    private int owners;

    public TableExchange(HoldLimits limits) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));
        Marks marks = new Marks(() -> "a key for tests only");
        Seal seal = Seal.by(() -> "another key for tests only");
        runs = new RunBook(jdbc, transaction, limits);
        book = new TableBook(jdbc, transaction, marks, seal, runs);
        deliveries = new TableDeliveries(jdbc, transaction, seal);
        outbox = new TableOutbox(jdbc);
        held = new HeldRuns(jdbc, transaction, runs, TestDatabase.SEAL);
    }

    /** @param texts {@code id name result} */
    public static List<Row> rows(String... texts) {
        List<Row> rows = new ArrayList<>();
        for (String text : texts) {
            String[] parts = text.split(" ");
            rows.add(new Row(
                    "cases.csv:" + (rows.size() + 2), Map.of("id", parts[0], "name", parts[1], "result", parts[2])));
        }
        return rows;
    }

    public Run open() {
        return runs.open(flow, "w", "test").orElseThrow();
    }

    Table table(Run run, List<Row> rows) {
        List<Table.Part> parts = new ArrayList<>();
        for (int at = 0; at < rows.size(); at += 3) {
            List<Row> some = rows.subList(at, Math.min(at + 3, rows.size()));
            parts.add(new Table.Part(some, new Tally(some.size(), 0, 0, 0, 0, 0), List.of()));
        }
        return new Table(run.envelope(1), COLUMNS, parts.iterator(), () -> {});
    }

    /** Of many rows, in one part. */
    Run collectAtOnce(List<Row> rows) {
        Run run = open();
        Table.Part whole = new Table.Part(rows, new Tally(rows.size(), 0, 0, 0, 0, 0), List.of());
        book.handOver(new Table(run.envelope(1), COLUMNS, List.of(whole).iterator(), () -> {}), List.of("id"));
        return runs.collected(run.run());
    }

    Run collect(String... rows) {
        return collect(rows(rows));
    }

    public Run collect(List<Row> rows) {
        Run run = open();
        book.handOver(table(run, rows), List.of("id"));
        return runs.collected(run.run());
    }

    Run planned(String... rows) {
        runs.request(flow, "w", Envelope.Mode.PLAN, null, null, false);
        return collect(rows);
    }

    /** What is due is written as a whole. @return the rows that differed, by id */
    public List<String> deliver() {
        List<String> changed = new ArrayList<>();
        due().ifPresent(message -> {
            TableDeliveries.Claim.Mine mine = claim(message).orElseThrow();
            each(deliveries.changes(mine, LEASE)).forEach(row -> changed.add(row.value("id")));
            write(mine);
            deliveries.settle(mine);
        });
        return changed;
    }

    Optional<TableMessage> due() {
        return outbox.due(flow, Duration.ZERO);
    }

    Optional<TableDeliveries.Claim.Mine> claim(TableMessage message) {
        TableDeliveries.Claim claim = deliveries.claim(flow, message.version(), "node/" + ++owners, LEASE);
        return claim instanceof TableDeliveries.Claim.Mine mine ? Optional.of(mine) : Optional.empty();
    }

    void write(TableDeliveries.Claim.Mine mine) {
        Map<String, Row> now = new TreeMap<>();
        each(deliveries.table(mine, LEASE)).forEach(row -> now.put(row.value("id"), row));
        target = now;
    }

    static List<Row> each(Table table) {
        List<Row> rows = new ArrayList<>();
        for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
            rows.addAll(parts.next().rows());
        }
        return rows;
    }

    Run now(Run run) {
        return runs.find(run.run()).orElseThrow();
    }

    List<String> found(Run run) {
        return jdbc.queryForList(
                "select code || ' ' || place from ledger.reject where run = ? order by id", String.class, run.run());
    }

    static String[] many(int from, int to) {
        String[] rows = new String[to - from];
        Arrays.setAll(rows, i -> "c" + (from + i) + " Ndayishimiye" + (from + i) + " negative");
        return rows;
    }
}

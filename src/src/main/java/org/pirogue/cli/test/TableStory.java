package org.pirogue.cli.test;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowStarter;
import org.pirogue.flow.table.TableFileSource;
import org.pirogue.flow.table.TableRules;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.table.TableBook;
import org.pirogue.ledger.table.TableDeliveries;
import org.pirogue.ledger.table.TableMessage;
import org.pirogue.ledger.table.TableOutbox;
import org.pirogue.prepare.table.Join;

/** The steps of a test whose goods are a table: one line a row, its values by column. */
final class TableStory {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int PART = 2;

    private final Bench bench;
    private final Flow flow;
    private final TestFile file;
    private final String input;
    /** What the source has given, as it went by. */
    private final List<Map<String, Object>> passed = new ArrayList<>();

    private int deliveries;

    TableStory(Bench bench, Flow flow, TestFile file, String input) {
        this.bench = bench;
        this.flow = flow;
        this.file = file;
        this.input = input;
    }

    /** The table with an ear at it: its rows are read once, by whoever hands them over. */
    Table heard(Table table) {
        passed.clear();
        Iterator<Table.Part> parts = table.parts();
        return table.changed(
                table.columns(),
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return parts.hasNext();
                    }

                    @Override
                    public Table.Part next() {
                        Table.Part part = parts.next();
                        part.rows().forEach(row -> passed.add(line(table.columns(), row)));
                        return part;
                    }
                },
                () -> {});
    }

    Found source(TestFile.Given stated) {
        Found found = new Found();
        TestFile.Asked asked = stated.asks() == null ? new TestFile.Asked(null, null, null, false) : stated.asks();
        Envelope.Mode mode = asked.mode() == null ? Envelope.Mode.SYNC : asked.mode();
        passed.clear();
        Run run = bench.bean(FlowStarter.class).start(flow.name(), mode, asked.from(), asked.to(), asked.full());
        await().atMost(Bench.PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            Run.State state = bench.books.now(run).state();
            return state != Run.State.REQUESTED
                    && state != Run.State.COLLECTING
                    && bench.camel.getInflightRepository().size() == 0;
        });
        found.gives.addAll(passed);
        deliver(found);
        report(run, found);
        return found;
    }

    /** A step between: what it makes of the rows. */
    Found action(TestFile.Given stated) {
        Found found = new Found();
        Run run = bench.books.open(flow);
        Tally tally = Tally.NONE;
        List<String> findings = new ArrayList<>();
        try (Table table = (Table) bench.template.requestBody(input, table(run, stated.rows()))) {
            for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
                Table.Part part = parts.next();
                tally = tally.plus(part.tally());
                part.rows().forEach(row -> found.gives.add(line(table.columns(), row)));
                part.findings().stream().map(Finding::code).forEach(findings::add);
            }
        } catch (RuntimeException e) {
            found.fails = Failure.of(e).code();
        }
        findings.sort(null);
        found.findings = findings;
        found.counts = Books.counts(tally);
        bench.books.runs.fail(run.run(), "P399", "the test has ended");
        return found;
    }

    /** The steps from behind the source to the queue; or {@code changed-rows-action} alone. */
    Found handOver(TestFile.Given stated) {
        Found found = new Found();
        lookups(stated);
        known(stated);
        Run run = bench.books.open(flow);
        try {
            bench.template.sendBody(input, given(run, stated));
            bench.books.runs.collected(run.run());
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        deliver(found);
        report(run, found);
        return found;
    }

    /** What should stand goes through the sink; a step without rows only lets come again what is pending. */
    Found sink(TestFile.Given stated) {
        Found found = new Found();
        known(stated);
        if (stated.rows() != null) {
            Run run = bench.books.open(flow);
            bench.bean(TableBook.class).handOver(table(run, stated.rows()), key());
            bench.books.runs.collected(run.run());
        }
        try {
            bench.bean(TableOutbox.class)
                    .due(flow.name(), Duration.ZERO)
                    .ifPresent(message -> bench.template.requestBody(input, message.toJson()));
        } catch (CamelExecutionException e) {
            found.fails = Failure.of(e).code();
        }
        report(bench.books.runs.latest(flow.name()).orElseThrow(), found);
        return found;
    }

    /** What another flow has published, version by version. */
    void publish(@Nullable List<List<ObjectNode>> versions, String dataset) {
        for (List<ObjectNode> rows : versions == null ? List.<List<ObjectNode>>of() : versions) {
            Run run = bench.books.open(flow);
            new DatasetStory(bench).publish(DatasetStory.WORKSPACE, dataset, table(run, rows), key(), run.run());
            bench.books.runs.fail(run.run(), "P399", "another flow's");
        }
    }

    /** Datasets that joins of the flow look into, as if they were all of its own workspace. */
    private void lookups(TestFile.Given stated) {
        Map<String, List<ObjectNode>> datasets = stated.datasets() == null ? Map.of() : stated.datasets();
        for (Join join : TableRules.ofDatasets(flow)) {
            if (datasets.containsKey(join.dataset())) {
                Run run = bench.books.open(flow);
                Table table = table(run, join.columns(), datasets.get(join.dataset()));
                List<String> all = join.columns().stream().map(Column::name).toList();
                new DatasetStory(bench).publish(flow.workspace(), join.dataset(), table, all, run.run());
                bench.books.runs.fail(run.run(), "P399", "another flow's");
            }
        }
    }

    private List<String> key() {
        return List.of(Objects.requireNonNull(file.key(), "this test needs 'key': the columns that name a row")
                .split("\\s*,\\s*"));
    }

    /** What an earlier run has brought. */
    private void known(TestFile.Given stated) {
        if (stated.knownRows() != null) {
            Run run = bench.books.open(flow);
            List<String> key = flow.step("changed-rows-action")
                    .map(step -> List.of(step.parameter("key").split("\\s*,\\s*")))
                    .orElseGet(this::key);
            bench.bean(TableBook.class).handOver(table(run, stated.knownRows()), key);
            bench.books.runs.collected(run.run());
            deliver(new Found());
        }
    }

    /** As if the target took it all. */
    private void deliver(Found found) {
        bench.texts(flow.queue());
        TableDeliveries book = bench.bean(TableDeliveries.class);
        bench.bean(TableOutbox.class).due(flow.name(), Duration.ZERO).ifPresent(message -> {
            TableDeliveries.Claim.Mine mine = (TableDeliveries.Claim.Mine) claim(book, message);
            Table changes = book.changes(mine, LEASE);
            changes.parts().forEachRemaining(part -> part.rows()
                    .forEach(row -> found.sends.add(Map.of("put", line(changes.columns(), row)))));
            book.gone(mine).forEach(label -> found.sends.add(Map.of("delete", label)));
            book.settle(mine);
        });
    }

    private TableDeliveries.Claim claim(TableDeliveries book, TableMessage message) {
        return book.claim(message.flow(), message.version(), "table-delivery-" + ++deliveries, LEASE);
    }

    /** What the source gives: rows as they are, or what it makes of files. */
    Table given(Run run, TestFile.Given stated) {
        return stated.received() == null
                ? table(run, stated.rows())
                : bench.bean(TableFileSource.class)
                        .of(run.envelope(1), flow.source(), new FileStory(bench).receive(stated.received()));
    }

    private Table table(Run run, @Nullable List<ObjectNode> lines) {
        List<ObjectNode> given = lines == null ? List.of() : lines;
        return table(run, columns(given), given);
    }

    private static Table table(Run run, List<Column> columns, List<ObjectNode> given) {
        List<Row> rows = new ArrayList<>();
        for (ObjectNode line : given) {
            Map<String, String> values = new LinkedHashMap<>();
            line.properties().stream()
                    .filter(value -> !value.getValue().isNull())
                    .forEach(
                            value -> values.put(value.getKey(), value.getValue().asText()));
            rows.add(new Row("row " + (rows.size() + 1), values));
        }
        List<Table.Part> parts = new ArrayList<>();
        for (int at = 0; at < rows.size(); at += PART) {
            List<Row> some = rows.subList(at, Math.min(at + PART, rows.size()));
            parts.add(new Table.Part(some, new Tally(some.size(), 0, 0, 0, 0, 0), List.of()));
        }
        return new Table(run.envelope(1), columns, parts.iterator(), () -> {});
    }

    /** Those that the file declares, or, of texts only, those that its rows name. */
    private List<Column> columns(List<ObjectNode> lines) {
        if (file.columns() != null) {
            return file.columns().stream().map(TableStory::column).toList();
        }
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> line.fieldNames().forEachRemaining(names::add));
        return names.stream().map(Column::text).toList();
    }

    private static Column column(JsonNode said) {
        if (said.isTextual()) {
            return Column.text(said.textValue());
        }
        String type = said.path("type").asText("text").toUpperCase(Locale.ROOT);
        return new Column(
                said.path("name").asText(),
                Column.Type.valueOf(type),
                said.path("personal").asBoolean(),
                said.path("description").asText());
    }

    static Map<String, Object> line(List<Column> columns, Row row) {
        Map<String, Object> line = new LinkedHashMap<>();
        columns.forEach(column -> {
            if (!row.value(column.name()).isEmpty()) {
                line.put(column.name(), row.value(column.name()));
            }
        });
        return line;
    }

    private void report(Run run, Found found) {
        Run now = bench.books.now(run);
        found.fails =
                found.fails == null && now.problem() != null ? now.problem().code() : found.fails;
        found.findings = bench.books.findings(now);
        found.counts = Books.counts(now);
    }
}

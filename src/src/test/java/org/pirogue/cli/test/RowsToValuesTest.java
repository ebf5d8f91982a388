package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.ChangedSlices;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.table.RowsToValues;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceBook;

/** A table on its way to values over several runs: many chunks, an interruption, another table afterwards. */
class RowsToValuesTest {
    private static final String SET = "SET";
    private static final List<Column> COLUMNS = List.of(
            Column.text("unit"),
            Column.text("week"),
            Column.text("disease"),
            new Column("cases", Column.Type.INTEGER, false, ""));

    private Bench bench;
    private Flow flow;

    @BeforeEach
    void start() throws IOException {
        Ground ground = TestGround.ground();
        Path folder = ground.folder("flow");
        Files.writeString(
                folder.resolve("values.csv"),
                "data_element,take,when disease,zero\nMAL,sum(cases),MAL,stated\nCHO,sum(cases),CHO,absent\n-,,RAS,\n");
        Map<String, String> terms =
                Map.of("rules", "values.csv", "orgUnit", "unit", "period", "week", "periodType", "Weekly");
        flow = new Flow(
                "rows-story",
                "test",
                folder,
                List.of(
                        new Flow.Step("dhis2-case-list-source", Map.of("connection", Bench.CONNECTION)),
                        new Flow.Step("rows-to-values-action", terms),
                        new Flow.Step("changed-slices-action", Map.of("connection", Bench.CONNECTION, "dataSet", SET))),
                List.of(),
                "test.rows-story");
        bench = new Bench(ground, new Flows(List.of(flow)), LocalDate.of(2026, 10, 15), Map.of());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void manyChunksEqualAPlainSumAndASecondReadingChangesNothing() {
        List<Row> rows = many(new Random(7), 3_000);
        Run first = bench.books.open(flow);
        int chunks = handOver(chunks(first, rows), Integer.MAX_VALUE);
        assertThat(chunks).isGreaterThan(10);
        Run now = bench.books.runs.collected(first.run());
        assertThat(now.tally().read()).isEqualTo(3_000);
        assertThat(now.tally().used() + now.tally().ignored()).isEqualTo(3_000);
        assertThat(stands()).isEqualTo(plain(rows));

        Run second = bench.books.open(flow);
        assertThat(handOver(chunks(second, rows), Integer.MAX_VALUE)).isEqualTo(chunks);
        assertThat(bench.books.runs.collected(second.run()).desired().superseded())
                .isZero();
        assertThat(stands()).isEqualTo(plain(rows));
    }

    @Test
    void aRunThatWasInterruptedGoesOnWithTheSameTable() {
        List<Row> rows = many(new Random(8), 500);
        Run run = bench.books.open(flow);
        handOver(chunks(run, rows), 3);
        Run again = bench.books.open(flow);
        assertThat(again.run()).isEqualTo(run.run());
        handOver(chunks(again, rows), Integer.MAX_VALUE);
        Run now = bench.books.runs.collected(run.run());
        assertThat(now.tally().read()).isEqualTo(500);
        assertThat(now.problem()).isNull();
        assertThat(stands()).isEqualTo(plain(rows));
    }

    @Test
    void anotherTableAfterAnInterruptionIsReadByAnotherRun() {
        Run run = bench.books.open(flow);
        handOver(chunks(run, many(new Random(9), 500)), 3);
        List<Row> other = many(new Random(10), 400);
        assertThat(chunks(bench.books.open(flow), other).hasNext()).isFalse();
        assertThat(bench.books.now(run).problem().code()).isEqualTo("P718");

        Run next = bench.books.open(flow);
        assertThat(next.run()).isGreaterThan(run.run());
        handOver(chunks(next, other), Integer.MAX_VALUE);
        bench.books.runs.collected(next.run());
        assertThat(stands()).isEqualTo(plain(other));
    }

    @Test
    void aChunkThatFailsDoesNotEndInATableThatLooksShorter() {
        Run run = bench.books.open(flow);
        Iterator<SliceBatch> chunks = chunks(run, many(new Random(11), 500));
        chunks.next();
        handOver(chunks, Integer.MAX_VALUE);
        assertThat(bench.books.now(run).chunksDone())
                .isLessThan(bench.books.now(run).chunks());
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> bench.books.runs.collected(run.run()))
                .isInstanceOf(IllegalStateException.class);
    }

    private Iterator<SliceBatch> chunks(Run run, List<Row> rows) {
        List<Table.Part> parts = new ArrayList<>();
        for (int at = 0; at < rows.size(); at += 100) {
            List<Row> some = rows.subList(at, Math.min(at + 100, rows.size()));
            parts.add(new Table.Part(some, new Tally(some.size(), 0, 0, 0, 0, 0), List.of()));
        }
        Table table = new Table(run.envelope(1), COLUMNS, parts.iterator(), () -> {});
        return bench.bean(RowsToValues.class)
                .values("values.csv", "unit", "code", "", "", "week", "Weekly", "gone", table);
    }

    /** As the flow's splitter does. @return how many */
    private int handOver(Iterator<SliceBatch> chunks, int most) {
        int done = 0;
        while (done < most && chunks.hasNext()) {
            bench.bean(ChangedSlices.class)
                    .handOver(Bench.CONNECTION, SET, 1000, "trust", chunks.next(), new DefaultExchange(bench.camel));
            done++;
        }
        return done;
    }

    private Map<String, String> stands() {
        Map<String, String> stands = new TreeMap<>();
        SliceBook slices = bench.bean(SliceBook.class);
        slices.windows(flow.name()).forEach(window -> slices.known(
                        flow.name(),
                        SET,
                        new Scope(window.period(), new java.util.TreeSet<>(List.of(window.orgUnit()))))
                .forEach(slice -> slice.desired()
                        .forEach((cell, value) -> stands.put(key(window.orgUnit(), window.period(), cell), value))));
        return stands;
    }

    private static Map<String, String> plain(List<Row> rows) {
        Map<String, Long> sums = new TreeMap<>();
        for (Row row : rows) {
            sums.merge(row.value("unit") + " " + row.value("week") + " MAL", 0L, Long::sum);
            if (!row.value("disease").equals("RAS")) {
                sums.merge(
                        row.value("unit") + " " + row.value("week") + " " + row.value("disease"),
                        Long.parseLong(row.value("cases")),
                        Long::sum);
            }
        }
        Map<String, String> values = new TreeMap<>();
        sums.forEach((key, sum) -> values.put(key, sum.toString()));
        return values;
    }

    private static String key(String unit, String period, Cell cell) {
        return unit + " " + period + " " + cell;
    }

    private static List<Row> many(Random random, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Row(
                    "row " + i,
                    Map.of(
                            "unit",
                            "U" + random.nextInt(40),
                            "week",
                            "2026W" + (1 + random.nextInt(15)),
                            "disease",
                            List.of("MAL", "CHO", "RAS").get(random.nextInt(3)),
                            "cases",
                            String.valueOf(random.nextInt(50)))));
        }
        return rows;
    }
}

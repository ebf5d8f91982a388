package org.pirogue.ledger.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.ledger.column.TableLost;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.run.Run;

class TableBookTest {
    private static final int MANY = 1_200;

    private final TableExchange cases = new TableExchange(flow -> 100);

    @Test
    void aTableGoesWholeOnceAndThenOnlyWhereItDiffers() {
        Run first = cases.collect("a Ana positive", "b Ben negative");
        assertThat(cases.deliver()).containsExactly("a", "b");
        assertThat(cases.now(first).desired().written()).isEqualTo(2);
        assertThat(cases.now(first).state()).isEqualTo(Run.State.DONE);

        Run same = cases.collect("b Ben negative", "a Ana positive");
        assertThat(cases.due()).isEmpty();
        assertThat(same.desired().unchanged()).isEqualTo(2);
        assertThat(same.state()).isEqualTo(Run.State.DONE);

        Run changed = cases.collect("b Ben positive", "c Caritas negative");
        assertThat(cases.deliver()).containsExactly("b", "c");
        assertThat(Objects.requireNonNull(cases.target)).containsOnlyKeys("b", "c");
        assertThat(cases.now(changed).desired().written()).isEqualTo(2);
        assertThat(cases.now(changed).retracted().deleted()).isEqualTo(1);
        assertThat(cases.now(changed).state()).isEqualTo(Run.State.DONE);
    }

    /** Somebody may have taken the file away. */
    @Test
    void aFullRunWritesAllOfItAgain() {
        cases.collect("a Ana positive", "b Ben negative");
        cases.deliver();
        cases.target = null;
        cases.runs.request(cases.flow, "w", Envelope.Mode.SYNC, null, null, true);
        Run full = cases.collect("a Ana positive", "b Ben negative");
        assertThat(full.desired().inFlight()).isEqualTo(2);
        assertThat(cases.deliver()).containsExactly("a", "b");
        assertThat(Objects.requireNonNull(cases.target)).containsOnlyKeys("a", "b");
        assertThat(cases.now(full).desired().written()).isEqualTo(2);
        assertThat(cases.now(full).state()).isEqualTo(Run.State.DONE);
        assertThat(cases.collect("a Ana positive", "b Ben negative").desired().unchanged())
                .isEqualTo(2);
    }

    @Test
    void aSecondRowOfOneKeyIsADoubleOrAReject() {
        Run run = cases.collect("a Ana positive", "a Ana positive", "b Ben x", "c Caritas x", "b Ben y");

        assertThat(run.tally().used()).isEqualTo(3);
        assertThat(run.tally().duplicate()).isEqualTo(1);
        assertThat(run.tally().invalid()).isEqualTo(1);
        assertThat(run.tally().read()).isEqualTo(5);
        assertThat(cases.found(run)).containsExactly("P610 cases.csv:6");
        cases.deliver();
        assertThat(Objects.requireNonNull(cases.target).get("b").value("result"))
                .isEqualTo("x");
        assertThat(cases.now(run).state()).isEqualTo(Run.State.PARTIAL);
    }

    @Test
    void aNewerVersionTakesOverWhatIsInFlight() {
        Run first = cases.collect("a Ana positive", "b Ben negative");
        TableMessage late = cases.due().orElseThrow();
        Run second = cases.collect("a Ana positive", "b Ben positive");

        assertThat(cases.claim(late)).isEmpty();
        cases.deliver();
        assertThat(cases.now(first).desired().superseded()).isEqualTo(2);
        assertThat(cases.now(second).desired().written()).isEqualTo(2);
        assertThat(cases.now(first).inFlight()).isZero();
    }

    @Test
    void whatMayHaveArrivedBeforeAKillIsTakenAwayAgain() {
        cases.collect("a Ana positive");
        cases.deliver();
        cases.collect("a Ana positive", "b Ben negative");
        cases.write(cases.claim(cases.due().orElseThrow()).orElseThrow());
        cases.deliveries.abandon("node/", Duration.ZERO);

        Run after = cases.collect("a Ana positive");
        assertThat(cases.now(after).retracted().retracted()).isEqualTo(1);
        cases.deliver();
        assertThat(Objects.requireNonNull(cases.target)).containsOnlyKeys("a");
    }

    @Test
    void whatMayBeGoneAfterAKillIsWrittenAgain() {
        cases.collect("a Ana positive", "b Ben negative");
        cases.deliver();
        cases.collect("a Ana positive");
        cases.write(cases.claim(cases.due().orElseThrow()).orElseThrow());
        cases.deliveries.abandon("node/", Duration.ZERO);

        cases.collect("a Ana positive", "b Ben negative");
        assertThat(cases.deliver()).containsExactly("b");
        assertThat(Objects.requireNonNull(cases.target)).containsOnlyKeys("a", "b");
    }

    /**
     * As after a large table was delivered, when the database has looked at what that left: it would compare each row with each, and
     * take minutes for 20,000.
     */
    @Test
    void theDatabaseKnowsHowManyRowsAreToBeComparedAlsoWhereItSawTheTableEmpty() {
        cases.collectAtOnce(TableExchange.rows(TableExchange.many(0, MANY)));
        cases.deliver();
        cases.jdbc.execute("analyze ledger.table_draft");

        Run run = cases.collectAtOnce(TableExchange.rows(TableExchange.many(0, MANY + 1)));

        String plan = cases.jdbc.queryForObject(
                "explain (format json) select key from ledger.table_draft where flow = '%s' and run = %d"
                        .formatted(cases.flow, run.run()),
                String.class);
        Matcher rows = Pattern.compile("\"Plan Rows\": (\\d+)").matcher(Objects.requireNonNull(plan));
        assertThat(rows.find()).isTrue();
        assertThat(Integer.parseInt(rows.group(1))).isBetween(MANY / 2, MANY * 2);
    }

    @Test
    void aDeliveryThatLostItsLeaseGivesNoMoreRowsAndSettlesNothing() {
        cases.collect(TableExchange.many(0, 5));
        TableMessage due = cases.due().orElseThrow();
        TableDeliveries.Claim.Mine slow = cases.claim(due).orElseThrow();
        assertThat(cases.claim(due)).isEmpty();
        cases.deliveries.abandon("node/", Duration.ZERO);
        TableDeliveries.Claim.Mine other = cases.claim(due).orElseThrow();

        assertThatThrownBy(() -> TableExchange.each(cases.deliveries.table(slow, TableExchange.LEASE)))
                .isInstanceOf(TableLost.class)
                .extracting(lost -> ((TableLost) lost).code())
                .isEqualTo("P611");
        assertThat(cases.deliveries.settle(slow)).isFalse();
        assertThat(cases.deliveries.settle(other)).isTrue();
    }

    @Test
    void aRunThatWasKilledWhileItReadBeginsAgain() {
        Run killed = cases.open();
        List<Row> rows = new ArrayList<>(TableExchange.rows("a Ana positive", "b Ben negative"));
        var table = cases.table(killed, rows);
        var cut = table.changed(
                table.columns(),
                new java.util.Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return true;
                    }

                    @Override
                    public org.pirogue.batch.Table.Part next() {
                        if (table.parts().hasNext()) {
                            return table.parts().next();
                        }
                        throw new IllegalStateException("killed");
                    }
                },
                () -> {});
        assertThatThrownBy(() -> cases.book.handOver(cut, List.of("id"))).hasMessage("killed");

        Run again = cases.collect(rows);
        assertThat(again.run()).isEqualTo(killed.run());
        assertThat(again.tally().read()).isEqualTo(2);
        assertThat(cases.deliver()).containsExactly("a", "b");
    }

    @Test
    void aRunThatTakesMuchAwayWaitsForAPerson() {
        TableExchange careful = new TableExchange(flow -> 5);
        careful.collect(TableExchange.many(0, 40));
        careful.deliver();

        Run few = careful.collect(TableExchange.many(0, 38));
        assertThat(few.held()).isFalse();
        careful.deliver();

        Run plan = careful.planned(TableExchange.many(0, 30));
        assertThat(careful.plans.plan(plan.run(), 100, 0)).hasSize(8).allSatisfy(planned -> assertThat(planned.delete())
                .hasSize(1));
        Run much = careful.collect(TableExchange.many(0, 30));
        assertThat(much.held()).isTrue();
        assertThat(much.hold().code()).isEqualTo("P612");
        assertThat(careful.due()).isEmpty();
        assertThat(careful.held.slices(much.run(), 100, 0))
                .extracting(planned -> planned.key().orgUnit())
                .containsExactly("c30", "c31", "c32", "c33", "c34", "c35", "c36", "c37");

        careful.held.refuse(much.run(), new Decision("admin", "the file was cut"));
        assertThat(careful.due()).isEmpty();
        assertThat(careful.now(much).state()).isEqualTo(Run.State.PARTIAL);
        assertThat(Objects.requireNonNull(careful.target)).hasSize(38);

        Run again = careful.collect(TableExchange.many(0, 30));
        assertThat(again.held()).isTrue();
        careful.held.approve(again.run(), new Decision("admin", "they were doubles"));
        careful.deliver();
        assertThat(careful.target).hasSize(30);
        assertThat(careful.now(again).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void ofAPersonNothingIsReadableInTheDatabaseAndAfterDeliveryNothingIsThere() {
        cases.collect("a Canary positive");
        assertThat(stored()).isNotEmpty().noneMatch(text -> text.contains("Canary"));

        cases.deliver();
        assertThat(cases.jdbc.queryForObject(
                        "select count(*) from ledger.table_draft where flow = ?", Long.class, cases.flow))
                .isZero();
        assertThat(stored()).noneMatch(text -> text.contains("Canary"));
    }

    private List<String> stored() {
        List<String> texts = new ArrayList<>();
        cases.jdbc.query(
                "select content, d::text from ledger.table_draft d where flow = ?",
                row -> {
                    texts.add(new String(row.getBytes(1), StandardCharsets.ISO_8859_1));
                    texts.add(row.getString(2));
                },
                cases.flow);
        texts.addAll(cases.jdbc.queryForList(
                "select r::text from ledger.table_row r where flow = ?", String.class, cases.flow));
        return texts;
    }

    /** Collect, deliver, kill before or after the writing, late messages: at rest the target holds the newest table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderEndsAtTheNewestTableAndBalances(long seed) {
        Random random = new Random(seed);
        List<TableMessage> messages = new ArrayList<>();
        Map<String, Row> wanted = new TreeMap<>();
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    List<Row> rows = random(random);
                    wanted.clear();
                    rows.forEach(row -> wanted.put(row.value("id"), row));
                    cases.collect(rows);
                }
                case 1 -> cases.due().ifPresent(messages::add);
                case 2 ->
                    any(messages, random).flatMap(cases::claim).ifPresent(mine -> {
                        if (random.nextBoolean()) {
                            cases.write(mine);
                        }
                        cases.deliveries.abandon("node/", Duration.ZERO);
                    });
                default ->
                    any(messages, random).flatMap(cases::claim).ifPresent(mine -> {
                        cases.write(mine);
                        cases.deliveries.settle(mine);
                    });
            }
            assertThat(cases.runs.list(cases.flow, 1000)).allMatch(TableBookTest::balances);
        }
        cases.deliver();
        assertThat(content(Objects.requireNonNullElse(cases.target, Map.of()))).isEqualTo(content(wanted));
        assertThat(cases.runs.list(cases.flow, 1000)).allMatch(run -> run.inFlight() == 0);
    }

    private static java.util.Optional<TableMessage> any(List<TableMessage> messages, Random random) {
        return messages.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(messages.get(random.nextInt(messages.size())));
    }

    private static List<Row> random(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            if (random.nextInt(3) > 0) {
                texts.add("r" + i + " Name" + i + " v" + random.nextInt(3));
            }
        }
        return TableExchange.rows(texts.toArray(new String[0]));
    }

    private static Map<String, Map<String, String>> content(Map<String, Row> rows) {
        Map<String, Map<String, String>> content = new TreeMap<>();
        rows.forEach((id, row) -> content.put(id, row.values()));
        return content;
    }

    private static boolean balances(Run run) {
        Run.Desired put = run.desired();
        Run.Retracted gone = run.retracted();
        return put.desired() == put.written() + put.unchanged() + put.inFlight() + put.superseded()
                && gone.retracted() == gone.deleted() + gone.inFlight() + gone.superseded();
    }
}

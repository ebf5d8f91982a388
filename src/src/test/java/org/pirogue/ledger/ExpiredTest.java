package org.pirogue.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.person.KeptCase;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Exchange;
import org.pirogue.ledger.value.Window;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ExpiredTest {
    private final Exchange exchange = new Exchange();
    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final Expired expired =
            new Expired(jdbc, new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source())));

    private static KeptCase kept(String enrollment, String... periods) {
        CaseRecord record =
                new CaseRecord("p", enrollment, "A", null, null, "ACTIVE", false, Map.of("SEX", "F"), List.of());
        return new KeptCase(
                record,
                java.util.Arrays.stream(periods)
                        .map(period -> new Window(period, "A"))
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void recordsThatCountInClosedPeriodsOnlyGoAndNothingOfThoseIsCountedAgain() {
        Run run = exchange.open();
        exchange.cases.replace(
                run,
                List.of(kept("old", "202301"), kept("both", "202301", "202601"), kept("new", "202601"), kept("none")),
                new Tally(4, 0, 0, 0, 0, 0),
                List.of());
        assertThat(expired.periods(exchange.flow)).containsExactly("202301", "202601");

        assertThat(expired.cases(exchange.flow, Set.of("202301"))).isEqualTo(1);

        assertThat(jdbc.queryForList(
                        "select enrollment from ledger.kept_case where flow = ? order by 1",
                        String.class,
                        exchange.flow))
                .containsExactly("both", "new", "none");
        assertThat(exchange.cases.windows(exchange.flow)).containsExactly(new Window("202601", "A"));
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(new Window("202601", "A"));
        assertThat(expired.removed(1)).anySatisfy(each -> {
            assertThat(each.flow()).isEqualTo(exchange.flow);
            assertThat(each.what()).isEqualTo("kept-cases");
            assertThat(each.many()).isEqualTo(1);
        });
        assertThat(expired.cases(exchange.flow, Set.of("202301")))
                .as("once more")
                .isZero();
    }

    @Test
    void settledRejectsOfEndedRunsGoAndOpenOnesStayHoweverOld() {
        Run run = exchange.open();
        List<Finding> findings = List.of(
                new Finding("P250", null, null, "x", "a", "settled long ago"),
                new Finding("P250", null, null, "x", "b", "settled now"),
                new Finding("P250", null, null, "x", "c", "open"));
        exchange.runs.count(run.run(), new Tally(3, 0, 0, 0, 0, 0), findings);
        jdbc.update(
                "update ledger.reject set created_at = '2020-01-01', changed_at = case place when 'a' then timestamptz '2020-02-01'"
                        + " when 'b' then ledger.now() end, state = case place when 'c' then 'open' else 'dismissed' end where run = ?",
                run.run());
        assertThat(expired.rejects(exchange.flow, 30)).as("it has not ended").isZero();
        jdbc.update("update ledger.run set ended_at = ledger.now() where run = ?", run.run());

        assertThat(expired.rejects(exchange.flow, 30)).isEqualTo(1);

        assertThat(jdbc.queryForList(
                        "select place from ledger.reject where run = ? order by 1", String.class, run.run()))
                .containsExactly("b", "c");
    }

    /** Days, to the day; and of this flow alone. */
    @Test
    void whatWasSettledLaterThanThatStaysAndSoDoesWhatIsAnotherFlows() {
        Exchange other = new Exchange();
        settled(exchange, "29 days", "31 days");
        settled(other, "31 days");

        assertThat(expired.rejects(exchange.flow, 30)).isEqualTo(1);

        assertThat(places(exchange)).containsExactly("29 days");
        assertThat(places(other)).containsExactly("31 days");
    }

    /** @param ago as many rejects, each settled so long ago */
    private void settled(Exchange of, String... ago) {
        Run run = of.open();
        List<Finding> findings = java.util.Arrays.stream(ago)
                .map(each -> new Finding("P250", null, null, "x", each, "x"))
                .toList();
        of.runs.count(run.run(), new Tally(ago.length, 0, 0, 0, 0, 0), findings);
        jdbc.update(
                "update ledger.reject set state = 'dismissed', changed_at = ledger.now() - place::interval where run = ?",
                run.run());
        jdbc.update("update ledger.run set ended_at = ledger.now() where run = ?", run.run());
    }

    private List<String> places(Exchange of) {
        return jdbc.queryForList("select place from ledger.reject where flow = ? order by 1", String.class, of.flow);
    }

    @Test
    void whatHasEnoughDaysIsClosedAndWithoutDaysNothingIs() {
        java.time.LocalDate today = java.time.LocalDate.of(2026, 3, 31);
        assertThat(List.of("202601", "202602", "2026W8"))
                .filteredOn(new org.pirogue.flow.ClosedPeriods(31, today)::has)
                .containsExactly("202601", "2026W8");
        assertThat(new org.pirogue.flow.ClosedPeriods(0, today).has("190001")).isFalse();
    }
}

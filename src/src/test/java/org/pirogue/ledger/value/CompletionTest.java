package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.run.Run;

/** That a report is complete goes through the ledger as a cell, and waits for the values of its slice. */
class CompletionTest {
    private static final Decision DECISION = new Decision("amina", "the form says so");

    private final Exchange exchange = new Exchange();
    private Set<String> bad = Set.of("9");

    private Run delivers(String... values) {
        Run run = exchange.collect(scope("A"), slice("A", values));
        deliver();
        return run;
    }

    /** As the sink does: the values first, then the report, unless it lacks one of them. */
    private void deliver() {
        for (SliceMessage message : exchange.outbox.due(exchange.flow, Duration.ZERO, 1000, 1000)) {
            String owner = exchange.owner();
            for (Claim claim : exchange.deliveries.claim(exchange.flow, message.versions(), owner, Exchange.LEASE)) {
                if (exchange.compare(owner, claim) instanceof Claim.Difference difference) {
                    exchange.settle(owner, receipt(difference));
                }
            }
        }
    }

    private Receipt receipt(Claim.Difference difference) {
        Map<Cell, Outcome> outcomes = new HashMap<>();
        difference.put().forEach((cell, value) -> {
            boolean refused = bad.contains(value);
            outcomes.put(cell, refused ? new Outcome.Refused("E8122", "not so") : Outcome.ACCEPTED);
        });
        difference.delete().forEach(cell -> outcomes.put(cell, Outcome.ACCEPTED));
        long lacking = outcomes.values().stream()
                        .filter(Outcome.Refused.class::isInstance)
                        .count()
                + difference.unsettled().size();
        if (lacking > 0) {
            outcomes.computeIfPresent(Cell.COMPLETE, (cell, before) -> Outcome.waits((int) lacking));
        }
        outcomes.forEach((cell, outcome) -> stands(difference, cell, outcome));
        return new Receipt(difference, outcomes);
    }

    private void stands(Claim.Difference difference, Cell cell, Outcome outcome) {
        if (outcome != Outcome.ACCEPTED) {
            return;
        }
        if (difference.delete().contains(cell)) {
            exchange.target.of(key("A")).remove(cell);
        } else {
            exchange.target.of(key("A")).put(cell, difference.put().get(cell));
        }
    }

    private Reject open(String code) {
        return exchange.rejects.open(exchange.flow, 10).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportWaitsForARefusedValueAndGoesWithTheNextGoodOne() {
        Run first = delivers("CONF=9", "DEATH=1", "@complete=true");
        assertThat(exchange.desired(first)).isEqualTo("3 = 1 written 0 unchanged 2 rejected 0 in flight 0 superseded");

        Run second = delivers("CONF=8", "DEATH=1", "@complete=true");

        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=1", "@complete=true"));
        assertThat(exchange.desired(second)).isEqualTo("3 = 2 written 1 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
    }

    @Test
    void aReportThatWaitsIsNotAskedForAgainByEachRun() {
        delivers("CONF=9", "@complete=true");
        Run second = delivers("CONF=9", "@complete=true");
        assertThat(exchange.desired(second)).isEqualTo("2 = 0 written 0 unchanged 2 rejected 0 in flight 0 superseded");
        assertThat(exchange.rejects.open(exchange.flow, 10)).hasSize(2);
    }

    @Test
    void aReplayedValueTakesItsReportAlong() {
        Run run = delivers("CONF=9", "@complete=true");
        bad = Set.of();
        exchange.decisions.replay(exchange.flow, "hmis", List.of(open("E8122").id()), DECISION);
        assertThat(exchange.desired(run)).isEqualTo("2 = 0 written 0 unchanged 0 rejected 2 in flight 0 superseded");
        deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=9", "@complete=true"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
    }

    @Test
    void aReplayOfOneOfTwoRefusedValuesLetsTheReportWait() {
        Run run = delivers("CONF=9", "DEATH=9", "@complete=true");
        bad = Set.of();
        exchange.decisions.replay(exchange.flow, "hmis", List.of(open("E8122").id()), DECISION);
        deliver();
        assertThat(exchange.desired(run)).isEqualTo("3 = 1 written 0 unchanged 2 rejected 0 in flight 0 superseded");
        exchange.decisions.replay(exchange.flow, "hmis", List.of(open("E8122").id()), DECISION);
        deliver();
        assertThat(exchange.desired(run)).isEqualTo("3 = 3 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aCorrectedValueTakesItsReportAlong() {
        Run run = delivers("CONF=9", "@complete=true");
        exchange.decisions.correct(open("E8122"), "hmis", Exchange.DATA_SET, "8", DECISION);
        deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "@complete=true"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aReportWaitsForTheAnswerToAConflict() {
        delivers("CONF=5");
        exchange.target.of(key("A")).put(cell("CONF"), "7");
        Run run = delivers("CONF=6", "@complete=true");
        assertThat(exchange.desired(run))
                .isEqualTo("2 = 0 written 0 unchanged 1 rejected 0 in flight 0 superseded 1 conflict");
        exchange.conflicts.settle(
                List.of(exchange.onlyConflict().id()), Conflict.Keep.SOURCE, "amina", "the form says so");
        deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6", "@complete=true"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void aReportThatStandsIsLeftWhenALaterValueIsRefused() {
        delivers("CONF=5", "@complete=true");
        Run run = delivers("CONF=9", "@complete=true");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "@complete=true"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 0 written 1 unchanged 1 rejected 0 in flight 0 superseded");
    }

    @Test
    void aKillBetweenTheValuesAndTheReportIsReadBackAndTheReportGoes() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5", "@complete=true"));
        String owner = exchange.owner();
        exchange.difference(owner, "A", 1);
        exchange.target.of(key("A")).put(cell("CONF"), "5");
        exchange.timePasses();

        deliver();

        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "@complete=true"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 2 written 0 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aRefusalOfAValueThatIsWantedNoMoreDoesNotHoldTheReport() {
        exchange.collect(scope("A"), slice("A", "CONF=9", "@complete=true"));
        String owner = exchange.owner();
        Claim.Difference late = exchange.difference(owner, "A", 1);
        exchange.collect(scope("A"), slice("A", "@complete=true"));
        exchange.settle(owner, receipt(late));
        deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("@complete=true"));
        assertThat(exchange.rejects.open(exchange.flow, 10)).isEmpty();
    }

    @Test
    void onlyWhatThisFlowRegisteredIsWithdrawn() {
        exchange.target.of(key("A")).put(Cell.COMPLETE, "true");
        delivers("CONF=5");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "@complete=true"));
        exchange.target.of(key("A")).remove(Cell.COMPLETE);
        delivers("CONF=5", "@complete=true");
        Run run = delivers("CONF=5");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
        assertThat(exchange.retracted(run)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void theReportsThatShouldBeCompleteAreKnown() {
        delivers("CONF=5", "@complete=2026-02-07");
        exchange.collect(scope("B"), slice("B", "CONF=5"));
        assertThat(exchange.slices.complete(exchange.flow, Exchange.PERIOD))
                .isEqualTo(Map.of(key("A").inDataSet(""), "2026-02-07"));
    }
}

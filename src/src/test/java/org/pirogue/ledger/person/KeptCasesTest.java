package org.pirogue.ledger.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.PERIOD;
import static org.pirogue.ledger.value.Exchange.scope;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.Exchange;
import org.pirogue.ledger.value.Window;

public class KeptCasesTest {
    private final Exchange exchange = new Exchange();

    private static KeptCase kept(String enrollment, String orgUnit, String result, boolean deleted) {
        var event = new CaseRecord.Event(
                "event-" + enrollment,
                "INVESTIGATION",
                orgUnit,
                "COMPLETED",
                "2026-01-12",
                null,
                false,
                Map.of("MCS_RESULT", result, "B", "2", "A", "1"));
        var record = new CaseRecord(
                "person-" + enrollment,
                enrollment,
                orgUnit,
                "2026-01-10",
                null,
                "ACTIVE",
                deleted,
                Map.of("BIRTH_DATE", "2023-02-01", "SEX", "F"),
                List.of(event));
        return new KeptCase(record, Set.of(window(orgUnit)));
    }

    private static Window window(String orgUnit) {
        return new Window(PERIOD, orgUnit);
    }

    private Set<Window> replace(Run run, KeptCase... cases) {
        return exchange.cases.replace(run, List.of(cases), new Tally(cases.length, 0, 0, 0, 0, 0), List.of());
    }

    @Test
    void aMovedCaseTouchesItsFormerAndItsNewWindow() {
        Run run = exchange.open();
        assertThat(replace(run, kept("e1", "A", "POS", false), kept("e2", "A", "NEG", false)))
                .containsExactly(window("A"));
        assertThat(replace(run, kept("e1", "B", "POS", false))).containsExactly(window("A"), window("B"));
        assertThat(exchange.cases.cases(exchange.flow, scope("A")))
                .extracting(CaseRecord::enrollment)
                .containsExactly("e2");
        assertThat(exchange.cases.cases(exchange.flow, scope("A", "B")))
                .containsExactly(
                        kept("e1", "B", "POS", false).record(),
                        kept("e2", "A", "NEG", false).record());
        assertThat(exchange.run(run).tally().read()).isEqualTo(3);
    }

    @Test
    void aCaseThatIsReadAgainUnchangedTouchesNothing() {
        Run run = exchange.open();
        replace(run, kept("e1", "A", "POS", false));
        assertThat(replace(run, kept("e1", "A", "POS", false))).isEmpty();
    }

    @Test
    void aDeletedCaseTouchesWhereItCountedAndIsForgotten() {
        Run run = exchange.open();
        replace(run, kept("e1", "A", "POS", false));
        assertThat(replace(run, kept("e1", "A", "POS", true), kept("never seen", "B", "POS", true)))
                .containsExactly(window("A"));
        assertThat(exchange.cases.cases(exchange.flow, scope("A", "B"))).isEmpty();
    }

    @Test
    public void touchedWindowsOutliveAKillUntilTheirSlicesAreHandedOver() {
        Run run = exchange.open();
        replace(run, kept("e1", "A", "POS", false));
        exchange.collect(exchange.open(), scope("A"));
        assertThat(exchange.cases.touched(exchange.flow)).isEmpty();

        Run second = exchange.open();
        replace(second, kept("e1", "B", "POS", false));
        Run again = exchange.open();
        assertThat(replace(again, kept("e1", "B", "POS", false)))
                .as("killed and read again: the move itself is not seen any more")
                .isEmpty();
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(window("A"), window("B"));
        exchange.runs.fail(again.run(), "P301", "the source does not answer");
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(window("A"), window("B"));
        exchange.collect(scope("B"));
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(window("A"));
    }

    @Test
    void aPlanLeavesTheTouchedWindowsToTheNextRun() {
        Run plan = exchange.asked(Envelope.Mode.PLAN);
        replace(plan, kept("e1", "A", "POS", false));
        exchange.collect(plan, scope("A"));
        assertThat(exchange.cases.touched(exchange.flow)).containsExactly(window("A"));
    }

    @Test
    void aWholeReadForgetsWhatTheSourceNoLongerShows() {
        replace(exchange.open(), kept("e1", "A", "POS", false), kept("e2", "B", "POS", false));
        exchange.collect(exchange.open(), scope("A", "B"));
        exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, true);
        Run full = exchange.open();
        replace(full, kept("e1", "A", "POS", false));
        assertThat(exchange.cases.forgetUnseen(full)).containsExactly(window("B"));
        assertThat(exchange.cases.windows(exchange.flow)).containsExactly(window("A"));
    }

    @Test
    void aFlowForgetsItsCasesAndNoOthers() {
        Exchange other = new Exchange();
        other.cases.replace(other.open(), List.of(kept("e1", "A", "POS", false)), Tally.NONE, List.of());
        replace(exchange.open(), kept("e1", "A", "POS", false));
        exchange.cases.forget(exchange.flow);
        assertThat(exchange.cases.cases(exchange.flow, scope("A"))).isEmpty();
        assertThat(other.cases.cases(other.flow, scope("A"))).hasSize(1);
    }
}

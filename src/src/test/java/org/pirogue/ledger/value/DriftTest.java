package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.Run;

class DriftTest {
    private final Exchange exchange = new Exchange();

    private Drift.Kind kind(String name, @Nullable String source, @Nullable String target) {
        return Drift.of(key("A"), cell(name), source, target, exchange.known("A"))
                .kind();
    }

    @Test
    void saysWhatHasBecomeOfACell() {
        exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        assertThat(kind("CONF", "5", "6")).isEqualTo(Drift.Kind.EDITED);
        assertThat(kind("CONF", "5", null)).isEqualTo(Drift.Kind.MISSING);
        assertThat(kind("CONF", "7", "5")).isEqualTo(Drift.Kind.CHANGED_AT_SOURCE);
        assertThat(kind("CONF", null, "5")).isEqualTo(Drift.Kind.GONE_AT_SOURCE);
        assertThat(kind("TEST", "3", null)).isEqualTo(Drift.Kind.CHANGED_AT_SOURCE);
        assertThat(kind("TEST", null, "3")).isEqualTo(Drift.Kind.EXTRA);
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        assertThat(kind("CONF", "6", "5")).isEqualTo(Drift.Kind.NOT_DELIVERED);
        assertThat(kind("DEATH", null, "1")).isEqualTo(Drift.Kind.NOT_DELIVERED);
    }

    @Test
    void whatIsMissingIsDeliveredAgainAndNothingElse() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.deliver();
        exchange.target.of(key("A")).remove(cell("CONF"));
        exchange.target.of(key("A")).put(cell("DEATH"), "9");
        Run compared =
                exchange.collect(exchange.asked(Envelope.Mode.COMPARE), scope("A"), slice("A", "CONF=5", "DEATH=1"));
        exchange.drifts.add(
                compared.run(),
                List.of(
                        Drift.of(key("A"), cell("CONF"), "5", null, exchange.known("A")),
                        Drift.of(key("A"), cell("DEATH"), "1", "9", exchange.known("A"))));
        assertThat(exchange.drifts.counts(compared.run()))
                .containsEntry(Drift.Kind.MISSING, 1L)
                .containsEntry(Drift.Kind.EDITED, 1L);
        Drifts.Repaired repaired = exchange.drifts.repair(compared);
        assertThat(repaired.cells()).isEqualTo(1);
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DELIVERING);
        repaired.messages().forEach(exchange::deliver);
        assertThat(exchange.target.of(key("A")).get(cell("CONF"))).isEqualTo("5");
        assertThat(exchange.run(run).state().ended()).isTrue();
        assertThat(exchange.run(run).balanced()).isTrue();
        assertThat(exchange.drifts.repair(compared).cells()).as("once").isZero();
        assertThat(exchange.drifts.list(compared.run(), 10, 0))
                .extracting(Drift::repaired)
                .containsExactly(true, false);
    }

    @Test
    void whatTheSourceNoLongerHasInScopeIsListed() {
        exchange.collect(scope("A", "B"), slice("A", "CONF=5"), slice("B", "CONF=7"));
        exchange.deliver();
        Run compared = exchange.collect(exchange.asked(Envelope.Mode.COMPARE), scope("A"), slice("A", "CONF=5"));
        exchange.drifts.addOutOfScope(compared);
        assertThat(exchange.drifts.list(compared.run(), 10, 0)).singleElement().satisfies(drift -> {
            assertThat(drift.key()).isEqualTo(key("B"));
            assertThat(drift.kind()).isEqualTo(Drift.Kind.OUT_OF_SCOPE);
            assertThat(drift.ledger()).isEqualTo("7");
        });
        assertThat(exchange.target.of(key("B"))).isEqualTo(values("CONF=7"));
    }
}

package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Slice;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.run.Run;

/** The later of two edits stands, as far as the times of both can be trusted. */
class LatestTest {
    private static final String AT_EIGHT = "2026-02-03T08:00:00.000+0000";
    private static final String AT_NINE = "2026-02-03T09:00:00.000+0000";
    private static final String AT_TEN = "2026-02-03T10:00:00.000+0000";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Exchange exchange = new Exchange();

    @BeforeEach
    void latest() {
        exchange.policy = Policy.LATEST;
    }

    private static Policy of(@Nullable String ours, String goal, String theirs, @Nullable String theirsAt) {
        Edit edit = ours == null ? null : new Edit(ours, "amina");
        return Latest.of(edit, goal, new Stands(theirs, "nurse", theirsAt), MINUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T10:00:00.000+0000, 2026-02-03T09:00:00.000+0000, SOURCE",
        "2026-02-03T09:00:00.000+0000, 2026-02-03T10:00:00.000+0000, TARGET",
        // As texts the other way round.
        "2026-02-03T09:00:00.000-0500, 2026-02-03T10:00:00.000+0200, SOURCE",
        "2026-02-03T10:00:00.000+0200, 2026-02-03T09:00:00.000Z, TARGET",
        "2026-02-03T10:00:00, 2026-02-03T09:00:00.000+0000, ASK",
        "2026-02-03T10:00:00.000+02:00, 2026-02-03T05:00:00Z, SOURCE",
        "2026-02-03T09:01:00.000+0000, 2026-02-03T09:00:00.000+0000, ASK",
        "2026-02-03T09:01:00.001+0000, 2026-02-03T09:00:00.000+0000, SOURCE",
        "2026-02-03T09:00:00.000+0000, 2026-02-03T09:00:00.000+0000, ASK",
        "2026-02-03, 2026-02-01, ASK",
        "yesterday, 2026-02-03T09:00:00.000+0000, ASK",
        ", 2026-02-03T09:00:00.000+0000, ASK",
        "2026-02-03T09:00:00.000+0000, , ASK"
    })
    void theLaterTimeWinsWhereBothAreTimes(@Nullable String ours, @Nullable String theirs, Policy expected) {
        assertThat(of(ours, "6", "7", theirs)).isEqualTo(expected);
    }

    @Test
    void aDeletionNeverWinsAndAValueThatIsNewerThanOneDoes() {
        assertThat(of(AT_TEN, "", "7", AT_NINE)).isEqualTo(Policy.ASK);
        assertThat(of(AT_NINE, "6", "", AT_TEN)).isEqualTo(Policy.ASK);
        assertThat(of(AT_TEN, "6", "", AT_NINE)).isEqualTo(Policy.SOURCE);
        assertThat(of(AT_NINE, "", "7", AT_TEN)).isEqualTo(Policy.TARGET);
    }

    @Test
    void clocksThatCannotBeComparedAreAsked() {
        Stands theirs = new Stands("7", "nurse", AT_NINE);
        assertThat(Latest.of(new Edit(AT_TEN, null), "6", theirs, null)).isEqualTo(Policy.ASK);
    }

    /** Typed at the source at that time; a value alone has no time. */
    private Run delivers(@Nullable String value, @Nullable String at) {
        TreeMap<org.pirogue.batch.Cell, Edit> edits = new TreeMap<>();
        if (at != null) {
            edits.put(cell("DAYS"), new Edit(at, "amina"));
        }
        Slice slice = new Slice(key("A"), value == null ? new TreeMap<>() : values("DAYS=" + value), edits);
        Run run = exchange.collect(scope("A"), slice);
        exchange.deliver();
        return run;
    }

    private void typed(String value, String at) {
        exchange.target.of(key("A")).put(cell("DAYS"), value);
        exchange.target.typed.put(cell("DAYS"), at);
    }

    private String stands() {
        return exchange.target.of(key("A")).getOrDefault(cell("DAYS"), "nothing");
    }

    @Test
    void theSourceWinsWhereItWasTypedLaterAndTheConflictTellsBothSides() {
        delivers("5", AT_EIGHT);
        typed("7", AT_NINE);
        Run run = delivers("6", AT_TEN);
        assertThat(stands()).isEqualTo("6");
        assertThat(exchange.desired(run)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        Conflict conflict = exchange.onlyConflict();
        assertThat(conflict.keep()).isEqualTo(Conflict.Keep.SOURCE);
        assertThat(conflict.settledBy()).isEqualTo("policy");
        assertThat(List.of(conflict.base(), conflict.ours(), conflict.theirs())).containsExactly("5", "6", "7");
        assertThat(List.of(conflict.oursBy(), conflict.oursAt())).containsExactly("amina", AT_TEN);
        assertThat(List.of(conflict.storedBy(), conflict.theirsAt())).containsExactly("nurse", AT_NINE);
    }

    @Test
    void theTargetWinsWhereItWasTypedLaterUntilTheSourceIsTypedAgain() {
        delivers("5", AT_EIGHT);
        typed("7", AT_TEN);
        delivers("6", AT_NINE);
        assertThat(stands()).isEqualTo("7");
        assertThat(exchange.onlyConflict().keep()).isEqualTo(Conflict.Keep.TARGET);
        delivers("8", "2026-02-03T12:00:00.000+0000");
        assertThat(stands()).isEqualTo("8");
    }

    @Test
    void aPersonIsAskedWhereOneTimeIsMissingOrTheClocksDiffer() {
        delivers("5", AT_EIGHT);
        typed("7", AT_NINE);
        Run run = delivers("6", null);
        assertThat(exchange.desired(run))
                .isEqualTo("1 = 0 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        assertThat(exchange.onlyConflict().keep()).isNull();
        exchange.clocks = null;
        delivers("8", AT_TEN);
        assertThat(stands()).isEqualTo("7");
    }

    @Test
    void typingTheSameValueAgainIsAnEditToo() {
        delivers("5", AT_EIGHT);
        Run again = delivers("5", AT_TEN);
        assertThat(exchange.desired(again)).isEqualTo("1 = 0 written 1 unchanged 0 rejected 0 in flight 0 superseded");
        typed("7", AT_NINE);
        // Found with the slice's next version; DAYS itself was last typed at ten.
        TreeMap<org.pirogue.batch.Cell, Edit> edits = new TreeMap<>();
        edits.put(cell("DAYS"), new Edit(AT_TEN, "amina"));
        exchange.collect(scope("A"), new Slice(key("A"), values("DAYS=6", "OTHER=1"), edits));
        exchange.deliver();
        assertThat(stands()).isEqualTo("6");
    }

    @Test
    void whatTheSourceClearedLaterIsAskedAndEarlierIsKept() {
        delivers("5", AT_EIGHT);
        typed("7", AT_NINE);
        Run run = delivers(null, AT_TEN);
        assertThat(stands()).isEqualTo("7");
        assertThat(exchange.retracted(run)).endsWith("1 conflict");
        delivers(null, AT_EIGHT);
        assertThat(stands()).isEqualTo("7");
    }

    @Test
    void whatTheTargetClearedEarlierIsWrittenAndLaterIsAsked() {
        delivers("5", AT_EIGHT);
        exchange.target.of(key("A")).clear();
        exchange.target.typed.put(cell("DAYS"), AT_NINE);
        delivers("6", AT_TEN);
        assertThat(stands()).isEqualTo("6");
        exchange.target.of(key("A")).clear();
        exchange.target.typed.put(cell("DAYS"), "2026-02-03T12:00:00.000+0000");
        Run run = delivers("7", "2026-02-03T11:00:00.000+0000");
        assertThat(stands()).isEqualTo("nothing");
        assertThat(exchange.run(run).desired().conflict()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DAYS", "OTHER"})
    void aCellThatSomebodyClearedAndNobodyWantsIsNobodysBusiness(String cleared) {
        exchange.target.typed.put(cell(cleared), AT_NINE);
        exchange.collect(scope("A"), Exchange.slice("A", "THIRD=1"));
        exchange.deliver();
        assertThat(exchange.conflicts.list(exchange.flow, null, 10)).isEmpty();
        assertThat(exchange.foreign.list(exchange.flow, 10)).isEmpty();
    }
}

package org.pirogue.ledger.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pirogue.ledger.value.Exchange.cell;
import static org.pirogue.ledger.value.Exchange.key;
import static org.pirogue.ledger.value.Exchange.scope;
import static org.pirogue.ledger.value.Exchange.slice;
import static org.pirogue.ledger.value.Exchange.values;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.conflict.Conflict;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.run.Run;

/** What is known, what is wanted, and what stands at the target. */
class ThreeWayTest {
    private final Exchange exchange = new Exchange();

    private void stands(String... values) {
        exchange.target.of(key("A")).clear();
        exchange.target.of(key("A")).putAll(values(values));
    }

    /** The flow has written this before. */
    private void wrote(String... values) {
        exchange.collect(scope("A"), slice("A", values));
        exchange.deliver();
        exchange.target.posts = 0;
        exchange.target.values = 0;
    }

    private Run delivers(String... values) {
        Run run = exchange.collect(scope("A"), slice("A", values));
        exchange.deliver();
        return run;
    }

    @Test
    void whatStandsThereAlreadyIsAdoptedAndNothingIsPosted() {
        stands("CONF=5", "DEATH=1");
        Run run = delivers("CONF=5", "DEATH=1");
        assertThat(exchange.target.posts).isZero();
        assertThat(exchange.desired(run)).isEqualTo("2 = 0 written 2 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.known("A").acknowledged()).isEqualTo(values("CONF=5", "DEATH=1"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void whatStoodThereBeforeTheFirstRunIsOverwrittenAndListed() {
        stands("CONF=7");
        Run run = delivers("CONF=5");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5"));
        assertThat(exchange.desired(run)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.foreign.list(exchange.flow, 10)).singleElement().satisfies(each -> {
            assertThat(each.overwritten()).isTrue();
            assertThat(each.value()).isEqualTo("7");
            assertThat(each.storedBy()).isEqualTo("nurse");
        });
    }

    @Test
    void aFirstRunMayAskOrKeepWhatStandsThere() {
        exchange.first = Policy.ASK;
        stands("CONF=7");
        Run asking = delivers("CONF=5");
        assertThat(exchange.desired(asking))
                .isEqualTo("1 = 0 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        exchange.first = Policy.TARGET;
        Run keeping = delivers("CONF=6");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=7"));
        assertThat(exchange.desired(keeping))
                .isEqualTo("1 = 0 written 1 unchanged 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aValueOfSomebodyElseInsideTheClaimIsListedAndNeverDeleted() {
        exchange.claim = cell -> !cell.equals(cell("OTHER"));
        stands("RDT=9", "OTHER=1");
        delivers("CONF=5");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=5", "RDT=9", "OTHER=1"));
        assertThat(exchange.foreign.list(exchange.flow, 10)).singleElement().satisfies(each -> {
            assertThat(each.overwritten()).isFalse();
            assertThat(each.cell()).isEqualTo(cell("RDT"));
        });
        exchange.target.of(key("A")).remove(cell("RDT"));
        delivers("CONF=6");
        assertThat(exchange.foreign.list(exchange.flow, 10)).as("gone there").isEmpty();
    }

    @Test
    void aHandEditIsAConflictWithBothValuesWhoAndWhen() {
        wrote("CONF=5", "DEATH=1");
        stands("CONF=8", "DEATH=1");
        Run run = delivers("CONF=6", "DEATH=2");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=2"));
        assertThat(exchange.desired(run))
                .isEqualTo("2 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.PARTIAL);
        Conflict conflict = exchange.onlyConflict();
        assertThat(List.of(conflict.base(), conflict.ours(), conflict.theirs())).containsExactly("5", "6", "8");
        assertThat(conflict.storedBy()).isEqualTo("nurse");
        assertThat(conflict.theirsAt()).startsWith("2026-02-03");
    }

    @Test
    void aHandEditOfACellThatDidNotChangeIsFoundWithItsSlice() {
        wrote("CONF=5", "DEATH=1");
        stands("CONF=8", "DEATH=1");
        Run run = delivers("CONF=5", "DEATH=2");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=2"));
        assertThat(exchange.desired(run))
                .isEqualTo("2 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
    }

    @Test
    void aConflictIsNotRaisedAgainByTheNextRun() {
        wrote("CONF=5");
        stands("CONF=8");
        delivers("CONF=6");
        Run next = delivers("CONF=6");
        assertThat(next.state()).isEqualTo(Run.State.PARTIAL);
        assertThat(exchange.desired(next))
                .isEqualTo("1 = 0 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        Run withNeighbour = delivers("CONF=6", "DEATH=1");
        assertThat(exchange.desired(withNeighbour))
                .isEqualTo("2 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        assertThat(exchange.conflicts.list(exchange.flow, null, 10)).hasSize(1);
    }

    @Test
    void aConflictIsGoneWhenTheSourceComesToTheSameValueOrTheEditIsTakenBack() {
        wrote("CONF=5", "DEATH=1");
        stands("CONF=8", "DEATH=9");
        delivers("CONF=6", "DEATH=2");
        stands("CONF=8", "DEATH=1");
        Run run = delivers("CONF=8", "DEATH=2");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=2"));
        assertThat(exchange.desired(run)).isEqualTo("2 = 1 written 1 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.conflicts.list(exchange.flow, null, 10))
                .hasSize(2)
                .allMatch(each -> each.state() == Conflict.State.GONE);
    }

    @Test
    void whatSomebodyElseTypedIsNeverDeletedWhateverThePolicy() {
        exchange.policy = Policy.SOURCE;
        wrote("CONF=5");
        stands("CONF=8");
        Run run = delivers();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8"));
        assertThat(exchange.retracted(run)).isEqualTo("1 = 0 deleted 0 rejected 0 in flight 0 superseded 1 conflict");
        assertThat(exchange.onlyConflict().ours()).isNull();
    }

    @Test
    void aDeletionThatSomebodyElseHasDoneIsSettledWithoutAPost() {
        wrote("CONF=5");
        stands();
        Run run = delivers();
        assertThat(exchange.target.posts).isZero();
        assertThat(exchange.retracted(run)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aValueDeletedByHandIsAnEditToo() {
        wrote("CONF=5");
        stands();
        delivers("CONF=6");
        assertThat(exchange.onlyConflict().theirs()).isNull();
        assertThat(exchange.target.posts).isZero();
    }

    @Test
    void policySourceWritesOursAndKeepsWhatWasThere() {
        exchange.policy = Policy.SOURCE;
        wrote("CONF=5");
        stands("CONF=8");
        Run run = delivers("CONF=6");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.onlyConflict().state()).isEqualTo(Conflict.State.SETTLED);
        assertThat(exchange.onlyConflict().settledBy()).isEqualTo("policy");
    }

    @Test
    void policyTargetKeepsTheirsUntilASideChanges() {
        exchange.policy = Policy.TARGET;
        wrote("CONF=5");
        stands("CONF=8");
        delivers("CONF=6");
        Run same = delivers("CONF=6", "DEATH=1");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=1"));
        assertThat(exchange.conflicts.list(exchange.flow, null, 10)).hasSize(1);
        assertThat(exchange.run(same).state()).isEqualTo(Run.State.DONE);
        delivers("CONF=7", "DEATH=1");
        assertThat(exchange.conflicts.list(exchange.flow, null, 10))
                .as("ours changed")
                .hasSize(2);
        delivers("DEATH=1");
        assertThat(exchange.target.of(key("A"))).as("theirs is never deleted").containsEntry(cell("CONF"), "8");
    }

    @Test
    void aValueThatTheServerWritesInItsOwnWayIsNoChange() {
        wrote("CONF=5.0");
        stands("CONF=5");
        Run run = delivers("CONF=6", "DEATH=1");
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.conflicts.list(exchange.flow, null, 10)).isEmpty();
    }

    @Test
    void aUnitThatTheTargetDoesNotKnowIsNoEmptyOne() {
        wrote("CONF=5", "DEATH=1");
        Run run = exchange.collect(scope("A"), slice("A", "CONF=6"));
        Claim.ToRead read = (Claim.ToRead) exchange.claim("one", "A", 2);
        Claim.Difference difference = (Claim.Difference) exchange.compare("one", read, null);
        assertThat(difference.put()).isEqualTo(values("CONF=6"));
        assertThat(difference.delete()).containsExactly(cell("DEATH"));
        assertThat(exchange.retracted(run)).isEqualTo("1 = 0 deleted 0 rejected 1 in flight 0 superseded");
    }

    @Test
    void aReadThatFailedLeavesEverythingInFlight() {
        Run run = exchange.collect(scope("A"), slice("A", "CONF=6"));
        Claim read = exchange.claim("one", "A", 1);
        exchange.deliveries.unknown(exchange.flow, "one", List.of(read), Duration.ZERO);
        assertThat(exchange.desired(run)).isEqualTo("1 = 0 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
    }

    @Test
    void aLockedValueWaitsAndIsNotTriedBeforeItsTime() {
        exchange.target.locked = (cell, value) -> true;
        Run run = exchange.collect(scope("A"), slice("A", "CONF=6"));
        exchange.deliver();
        assertThat(exchange.desired(run)).isEqualTo("1 = 0 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        assertThat(exchange.rejects.list(run.run(), 10)).isEmpty();
        assertThat(exchange.claim("early", "A", 1)).isInstanceOf(Claim.Held.class);
        assertThat(exchange.holds.of(exchange.flow)).satisfies(held -> {
            assertThat(held.slices()).isEqualTo(1);
            assertThat(held.values()).isEqualTo(1);
            assertThat(held.code()).isEqualTo("E8030");
        });
        exchange.target.locked = (cell, value) -> false;
        exchange.lockLifts();
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.holds.of(exchange.flow).slices()).isZero();
    }

    @Test
    void aNewerVersionDoesNotWaitForTheLockOfAnOlderOne() {
        exchange.target.locked = (cell, value) -> value.equals("6");
        exchange.collect(scope("A"), slice("A", "CONF=6"));
        exchange.deliver();
        Run run = delivers("CONF=7");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=7"));
        assertThat(exchange.run(run).state()).isEqualTo(Run.State.DONE);
    }

    @Test
    void neighboursOfALockedValueSettle() {
        exchange.target.locked = (cell, value) -> cell.equals(cell("DEATH"));
        Run run = delivers("CONF=6", "DEATH=1");
        assertThat(exchange.desired(run)).isEqualTo("2 = 1 written 0 unchanged 0 rejected 1 in flight 0 superseded");
        assertThat(Map.copyOf(exchange.known("A").acknowledged())).isEqualTo(values("CONF=6"));
    }

    private Conflict raised() {
        wrote("CONF=5");
        stands("CONF=8");
        delivers("CONF=6");
        return exchange.onlyConflict();
    }

    private List<Conflict> settles(Conflict conflict, Conflict.Keep keep) {
        return exchange.conflicts.settle(List.of(conflict.id()), keep, "amina", "checked the register");
    }

    @Test
    void aPersonKeepsTheSourceAndItIsWritten() {
        Conflict conflict = raised();
        assertThat(settles(conflict, Conflict.Keep.SOURCE)).hasSize(1);
        Run owner = exchange.runs.find(conflict.run()).orElseThrow();
        assertThat(owner.state()).as("it delivers again").isEqualTo(Run.State.DELIVERING);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=6"));
        assertThat(exchange.run(owner).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.desired(owner)).isEqualTo("1 = 1 written 0 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.onlyConflict()).satisfies(settled -> {
            assertThat(settled.state()).isEqualTo(Conflict.State.SETTLED);
            assertThat(settled.keep()).isEqualTo(Conflict.Keep.SOURCE);
            assertThat(settled.settledBy()).isEqualTo("amina");
            assertThat(settled.reason()).isEqualTo("checked the register");
        });
        assertThat(settles(conflict, Conflict.Keep.TARGET)).as("only once").isEmpty();
    }

    @Test
    void whatThePersonDidNotSeeIsNotWrittenOver() {
        settles(raised(), Conflict.Keep.SOURCE);
        stands("CONF=9");
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=9"));
        assertThat(exchange.conflicts.list(exchange.flow, Conflict.State.OPEN, 10))
                .singleElement()
                .satisfies(next -> assertThat(next.theirs()).isEqualTo("9"));
    }

    @Test
    void aPersonKeepsTheTargetAndIsNotAskedAgainUntilASideChanges() {
        Conflict conflict = raised();
        settles(conflict, Conflict.Keep.TARGET);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8"));
        Run same = delivers("CONF=6", "DEATH=1");
        assertThat(exchange.run(same).state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.conflicts.list(exchange.flow, Conflict.State.OPEN, 10))
                .isEmpty();
        delivers("CONF=7", "DEATH=1");
        assertThat(exchange.conflicts.list(exchange.flow, Conflict.State.OPEN, 10))
                .as("ours changed")
                .hasSize(1);
    }

    @Test
    void aPersonWhoKeepsTheTargetIsAskedAgainWhereItIsNotWhatWasSeen() {
        settles(raised(), Conflict.Keep.TARGET);
        stands("CONF=9");
        exchange.deliver();
        assertThat(exchange.conflicts.list(exchange.flow, Conflict.State.OPEN, 10))
                .singleElement()
                .satisfies(next -> assertThat(next.theirs()).isEqualTo("9"));
    }

    @Test
    void aPersonMayKeepTheDeletion() {
        wrote("CONF=5");
        stands("CONF=8");
        Run run = delivers();
        settles(exchange.onlyConflict(), Conflict.Keep.SOURCE);
        exchange.deliver();
        assertThat(exchange.target.of(key("A"))).isEmpty();
        assertThat(exchange.retracted(run)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
    }

    @Test
    void aPersonMayKeepWhatShouldHaveBeenDeleted() {
        wrote("CONF=5");
        stands("CONF=8");
        Run run = delivers();
        settles(exchange.onlyConflict(), Conflict.Keep.TARGET);
        exchange.deliver();
        delivers("DEATH=1");
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("CONF=8", "DEATH=1"));
        assertThat(exchange.retracted(run)).isEqualTo("0 = 0 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.foreign.list(exchange.flow, 10))
                .as("it was decided")
                .isEmpty();
    }

    private Run fully(boolean adoptDeletes, String... values) {
        Run asked = exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, true);
        if (adoptDeletes) {
            exchange.runs.adoptDeletes(asked.run());
        }
        Run run = exchange.open();
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        Shown shown = new Shown(Set.of("A"), Set.of(), Map.of(key("A"), exchange.target.shows(key("A"))));
        exchange.slices.handOver(
                exchange.batch(run, 1, scope("A"), slice("A", values)), Exchange.DATA_SET, exchange.claim, shown);
        exchange.runs.collected(run.run());
        exchange.deliver();
        return exchange.run(run);
    }

    @Test
    void aFullRunFindsAHandEditThatNoChangeOfTheSourceWouldHaveMet() {
        wrote("CONF=5", "DEATH=1");
        stands("CONF=8", "DEATH=1");
        Run run = fully(false, "CONF=5", "DEATH=1");
        assertThat(exchange.desired(run))
                .isEqualTo("2 = 0 written 1 unchanged 0 rejected 0 in flight 0 superseded 1 conflict");
        assertThat(exchange.onlyConflict().theirs()).isEqualTo("8");
        fully(false, "CONF=5", "DEATH=1");
        assertThat(exchange.conflicts.list(exchange.flow, null, 10))
                .as("asked once")
                .hasSize(1);
        stands("CONF=9", "DEATH=1");
        fully(false, "CONF=5", "DEATH=1");
        assertThat(exchange.conflicts.list(exchange.flow, Conflict.State.OPEN, 10))
                .singleElement()
                .satisfies(next -> assertThat(next.theirs()).isEqualTo("9"));
        stands("CONF=5", "DEATH=1");
        Run last = fully(false, "CONF=5", "DEATH=1");
        assertThat(last.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.posts).isZero();
    }

    @Test
    void aFullRunThatFindsNothingSendsNothing() {
        wrote("CONF=5", "DEATH=1");
        Run run = fully(false, "CONF=5", "DEATH=1");
        assertThat(exchange.desired(run)).isEqualTo("2 = 0 written 2 unchanged 0 rejected 0 in flight 0 superseded");
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.posts).isZero();
    }

    @Test
    void foreignValuesAreDeletedOnlyWhenThatIsAskedFor() {
        stands("RDT=9");
        Run looking = fully(false);
        assertThat(exchange.foreign.list(exchange.flow, 10)).hasSize(1);
        assertThat(looking.state()).isEqualTo(Run.State.DONE);
        assertThat(exchange.target.of(key("A"))).isEqualTo(values("RDT=9"));
        Run deleting = fully(true);
        assertThat(exchange.target.of(key("A"))).isEmpty();
        assertThat(exchange.retracted(deleting)).isEqualTo("1 = 1 deleted 0 rejected 0 in flight 0 superseded");
        assertThat(exchange.foreign.list(exchange.flow, 10)).isEmpty();
        stands("OTHER=1");
        exchange.claim = cell -> !cell.equals(cell("OTHER"));
        fully(true, "CONF=1");
        assertThat(exchange.target.of(key("A"))).as("outside the claim").containsEntry(cell("OTHER"), "1");
    }

    @Test
    void aFullRunSaysNothingOfAUnitThatItCannotRead() {
        wrote("CONF=5");
        Run asked = exchange.runs.request(exchange.flow, "hmis", Envelope.Mode.SYNC, null, null, true);
        Run run = exchange.open();
        assertThat(run.run()).isEqualTo(asked.run());
        exchange.runs.planChunks(run.run(), List.of(scope("A")), null);
        exchange.slices.handOver(
                exchange.batch(run, 1, scope("A"), slice("A", "CONF=5")),
                Exchange.DATA_SET,
                exchange.claim,
                Shown.NOTHING);
        assertThat(exchange.runs.collected(run.run()).state()).isEqualTo(Run.State.DONE);
    }
}

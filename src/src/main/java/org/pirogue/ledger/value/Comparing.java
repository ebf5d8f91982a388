package org.pirogue.ledger.value;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.conflict.ConflictTable;
import org.pirogue.ledger.conflict.Dispute;
import org.pirogue.ledger.conflict.ForeignTable;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.reject.RejectTable;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One comparing transaction while it is computed: slices were read whole at the target, and what is known, wanted and
 * found there is merged. What is still in flight afterwards is left to post.
 */
final class Comparing {
    private final Terms terms;
    private final RejectTable rejects;
    private final ConflictTable conflicts;
    private final ForeignTable foreign;
    private final Mirroring mirroring;
    private final Moves moves = new Moves();
    private final List<ConflictTable.Raised> raised = new ArrayList<>();
    private final List<ForeignTable.Met> met = new ArrayList<>();
    private final List<SliceKey> read = new ArrayList<>();
    private final List<Long> resolved = new ArrayList<>();
    private final List<Long> gone = new ArrayList<>();

    Comparing(Terms terms, RejectTable rejects, ConflictTable conflicts, ForeignTable foreign, Mirroring mirroring) {
        this.terms = terms;
        this.rejects = rejects;
        this.conflicts = conflicts;
        this.foreign = foreign;
        this.mirroring = mirroring;
    }

    /** @param actual every value that the target shows in the slice; null where it cannot be said what stands there */
    void compare(SliceRow row, @Nullable Map<Cell, Stands> actual) {
        SliceState state = row.state();
        Map<Cell, Standing> before = state.standings();
        Set<Cell> effected = new HashSet<>();
        if (actual != null) {
            read.add(row.key);
            for (Cell cell : cells(state, before, actual)) {
                if (compare(row, cell, before.get(cell), actual.getOrDefault(cell, Stands.NOTHING))) {
                    effected.add(cell);
                }
            }
        }
        state.freeCompletion().ifPresent(resolved::add);
        state.unseen = false;
        moves.count(row, before, effected);
    }

    private Set<Cell> cells(SliceState state, Map<Cell, Standing> standings, Map<Cell, Stands> actual) {
        Set<Cell> cells = new TreeSet<>(standings.keySet());
        actual.keySet().stream()
                // What nobody ever wanted there, and somebody cleared, is nobody's business.
                .filter(cell -> state.concerns(cell)
                        || (terms.claim().test(cell)
                                && !actual.get(cell).value().isEmpty()))
                .forEach(cells::add);
        cells.removeIf(cell -> !terms.shown().test(cell));
        return cells;
    }

    /** @return whether the cell shows what this flow sent there, and had no answer to */
    private boolean compare(SliceRow row, Cell cell, @Nullable Standing standing, Stands stands) {
        Found found = Found.of(row.state(), cell, stands.value());
        if (standing == Standing.GOOD) {
            // It was counted. What somebody changed meanwhile is found with the slice's next version.
            return false;
        }
        if (standing == Standing.REJECTED || standing == Standing.DELETE_REJECTED) {
            return found == Found.AS_WANTED && asWanted(row, cell);
        }
        switch (found) {
            case AS_WANTED -> {
                return asWanted(row, cell);
            }
            case OURS -> ours(row.state(), cell, stands.value());
            case BEFORE_US -> {
                if (knownToBothAsEmpty(row, cell)) {
                    edited(row, cell, stands, terms.edited().apply(cell));
                } else {
                    beforeUs(row, cell, stands);
                }
            }
            case FOREIGN -> leave(row, cell, stands);
            case EDITED -> edited(row, cell, stands, terms.edited().apply(cell));
            case KEPT -> row.state().attempted.remove(cell);
        }
        return false;
    }

    private boolean asWanted(SliceRow row, Cell cell) {
        SliceState state = row.state();
        mirroring.agree(row, cell, state.goal(cell));
        String goal = state.goal(cell);
        boolean deleted = goal.equals(SliceState.DELETION) && state.acknowledged.containsKey(cell);
        boolean effected = deleted
                || state.attempted.getOrDefault(cell, List.of()).stream().anyMatch(sent -> Found.same(sent, goal));
        state.acknowledge(cell, goal);
        Refusal refusal = state.refused.remove(cell);
        if (refusal != null) {
            resolved.add(refusal.reject());
        }
        settleDispute(state, cell);
        return effected;
    }

    private void ours(SliceState state, Cell cell, String actual) {
        state.acknowledge(cell, actual);
        settleDispute(state, cell);
    }

    private void settleDispute(SliceState state, Cell cell) {
        Dispute dispute = state.disputes.remove(cell);
        if (dispute != null && dispute.open()) {
            gone.add(dispute.conflict());
        }
    }

    /** Two directions have agreed on nothing there: a value that stands now was typed since, and is not older than us. */
    private boolean knownToBothAsEmpty(SliceRow row, Cell cell) {
        return row.version > 1 && mirroring.covers(row.key, cell);
    }

    private void beforeUs(SliceRow row, Cell cell, Stands stands) {
        if (terms.first().apply(cell) != Policy.SOURCE) {
            edited(row, cell, stands, terms.first().apply(cell));
            return;
        }
        row.state().attempted.remove(cell);
        met.add(new ForeignTable.Met(row.run, row.key, cell, stands, true));
    }

    private void leave(SliceRow row, Cell cell, Stands stands) {
        row.state().attempted.remove(cell);
        if (!mirroring.covers(row.key, cell)) {
            met.add(new ForeignTable.Met(row.run, row.key, cell, stands, false));
        }
    }

    private void edited(SliceRow row, Cell cell, Stands stands, Policy policy) {
        SliceState state = row.state();
        if (onlyTheirs(row, cell)) {
            state.attempted.remove(cell);
            return;
        }
        Dispute before = state.disputes.get(cell);
        if (before != null
                && before.open()
                && before.ours().equals(state.goal(cell))
                && before.theirs().equals(stands.value())) {
            return;
        }
        settleDispute(state, cell);
        switch (decided(state, cell, stands, policy)) {
            case SOURCE -> {
                raise(row, cell, stands, Policy.SOURCE);
                state.acknowledge(cell, stands.value());
            }
            case TARGET -> state.keepTheirs(cell, raise(row, cell, stands, Policy.TARGET));
            case ASK, LATEST -> {
                Dispute dispute = raise(row, cell, stands, null);
                mirroring.ask(row, cell, state.goal(cell), state.edited.get(cell), stands);
                state.attempted.remove(cell);
                state.disputes.put(cell, dispute);
            }
        }
    }

    private Policy decided(SliceState state, Cell cell, Stands stands, Policy policy) {
        String goal = state.goal(cell);
        if (policy == Policy.LATEST) {
            return Latest.of(state.edited.get(cell), goal, stands, terms.clocks());
        }
        return policy == Policy.SOURCE && goal.equals(SliceState.DELETION) ? Policy.ASK : policy;
    }

    /** Ours is what both ends had: the flow of the other direction carries theirs. */
    private boolean onlyTheirs(SliceRow row, Cell cell) {
        SliceState state = row.state();
        return state.goal(cell).equals(state.acknowledged.get(cell)) && mirroring.covers(row.key, cell);
    }

    private Dispute raise(SliceRow row, Cell cell, Stands stands, @Nullable Policy keep) {
        SliceState state = row.state();
        long number = conflicts.number();
        String ours = state.goal(cell);
        String base = state.acknowledged.getOrDefault(cell, SliceState.DELETION);
        raised.add(new ConflictTable.Raised(
                number, row.run, row.key, cell, base, ours, state.edited.get(cell), stands, keep));
        return new Dispute(Dispute.Kind.OPEN, ours, stands.value(), number);
    }

    void write(String flow, JdbcTemplate jdbc) {
        rejects.resolve(resolved);
        conflicts.gone(gone);
        conflicts.add(flow, raised);
        foreign.replace(flow, read, met);
        mirroring.write(moves, conflicts, rejects);
        moves.write(jdbc);
    }
}

package org.pirogue.flow.table;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.pirogue.flow.Relation;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.period.Period;

/** Which target unit and period a report of a table feeds, through the steps behind. */
final class RowTargets {
    private final Relation relation;
    private final Predicate<String> decided;
    private final boolean moves;

    /**
     * @param decided whether a person said of a unit what becomes of it, for whatever time
     * @param moves whether a step behind moves values to another unit or period
     */
    RowTargets(Relation relation, Predicate<String> decided, boolean moves) {
        this.relation = relation;
        this.decided = decided;
        this.moves = moves;
    }

    boolean moves() {
        return moves;
    }

    /** A report of a unit without a target comes along as if it were one: what becomes of its values must be seen. */
    Window of(RowWindows windows, long window) {
        String unit = windows.unit(window);
        Period target = relation.targetPeriod(windows.period(window));
        SortedSet<String> units = relation.targetUnits(unit, target);
        if (units.isEmpty() && !decided.test(unit)) {
            // It may be any unit, written badly: nothing of this period is taken for gone.
            windows.doubt(Optional.empty(), Optional.of(target));
        }
        return new Window(target.id(), units.isEmpty() ? unit : units.first());
    }

    /** The target units of a part of which some row may have been not understood. */
    Set<String> doubtful(RowWindows windows, RowPlan.Part part) {
        Set<String> doubtful = new TreeSet<>();
        for (long source : part.sources()) {
            if (!windows.isSure(source)) {
                doubtful.add(of(windows, source).orgUnit());
            }
        }
        Period target = Period.parse(part.scope().period());
        Set<Period> periods = new HashSet<>(relation.sourcePeriods(target));
        periods.add(target);
        for (String unit : part.scope().orgUnits()) {
            Set<String> units = new TreeSet<>(relation.sourceUnits(unit, target));
            units.add(unit);
            if (periods.stream()
                    .anyMatch(period -> units.stream().anyMatch(each -> windows.isDoubtful(each, period)))) {
                doubtful.add(unit);
            }
        }
        return doubtful;
    }
}

package org.pirogue.prepare.check;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;
import org.pirogue.prepare.period.Period;

/**
 * P537: an expected report that is not there when it is due, a number of days after its period: without a value, and not
 * registered as complete either. It stands before checks that hold values back, or these are missed. Expected is one of
 * each unit of the chunk: in a full run that is each unit to which the source's data set is assigned and that the flow maps, in
 * another one each that was touched. (DHIS2's reporting rate counts the same units, but by registrations.)
 *
 * @param days DHIS2's {@code timelyDays} of the data set
 */
record Timeliness(Clock clock, int days) implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        return List.of();
    }

    @Override
    public List<Finding> of(List<Slice> slices, History history, Scope scope) {
        List<Finding> findings = new ArrayList<>();
        LocalDate due = Period.parse(scope.period()).lastDay().plusDays(days);
        if (!due.isBefore(LocalDate.now(clock))) {
            return findings;
        }
        Set<String> missing = new TreeSet<>(scope.orgUnits());
        slices.stream()
                .filter(slice -> !slice.values().isEmpty())
                .forEach(slice -> missing.remove(slice.key().orgUnit()));
        missing.forEach(unit -> findings.add(new Finding(
                "P537",
                new SliceKey("", unit, scope.period(), ""),
                null,
                null,
                "",
                "The report of " + unit + " for " + scope.period() + " was due on " + due + " and is not there.")));
        return findings;
    }
}

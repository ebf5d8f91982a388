package org.pirogue.prepare.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;

/** One rule of quality. A new one is a class, a line in {@link CheckNames}, a code and a test. */
@FunctionalInterface
public interface Check {
    /** @return one finding a value, or one without a cell for a whole slice; empty when all is well */
    List<Finding> of(List<Slice> slices);

    /** As {@link #of(List)}, for a check that holds values against those of other periods. */
    default List<Finding> of(List<Slice> slices, History history) {
        return of(slices);
    }

    /**
     * As {@link #of(List, History)}, for a check that asks which reports were expected: one of each unit of
     * the chunk.
     *
     * @param scope without the units whose report is registered as complete
     */
    default List<Finding> of(List<Slice> slices, History history, Scope scope) {
        return of(slices, history);
    }

    /** Each check looks only at the values in which those before it found nothing. */
    static Check seq(Check... checks) {
        return slices -> {
            List<Finding> findings = new ArrayList<>();
            for (Check check : checks) {
                findings.addAll(check.of(Quarantine.without(findings, slices)));
            }
            return findings;
        };
    }

    /** Every check looks at every value. */
    static Check all(Check... checks) {
        return slices ->
                Stream.of(checks).flatMap(check -> check.of(slices).stream()).toList();
    }
}

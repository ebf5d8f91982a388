package org.pirogue.batch;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A closed chunk: every slice of this period and these organisation units was read whole, empty ones included.
 *
 * @param period the target period
 * @param orgUnits codes of the target organisation units
 */
public record Scope(String period, SortedSet<String> orgUnits) {
    public Scope {
        orgUnits = Collections.unmodifiableSortedSet(new TreeSet<>(orgUnits));
    }

    public boolean holds(String orgUnit, String period) {
        return this.period.equals(period) && orgUnits.contains(orgUnit);
    }
}

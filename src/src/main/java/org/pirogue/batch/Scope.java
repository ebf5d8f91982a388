package org.pirogue.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** These units in their order, so many in each. */
    public static List<Scope> parts(String period, List<String> orgUnits, int most) {
        List<Scope> parts = new ArrayList<>();
        for (int at = 0; at < orgUnits.size(); at += most) {
            parts.add(new Scope(period, new TreeSet<>(orgUnits.subList(at, Math.min(at + most, orgUnits.size())))));
        }
        return parts;
    }

    public boolean holds(String orgUnit, String period) {
        return this.period.equals(period) && orgUnits.contains(orgUnit);
    }
}

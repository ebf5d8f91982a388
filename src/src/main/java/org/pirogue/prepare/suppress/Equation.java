package org.pirogue.prepare.suppress;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/** A group: its parts add up to its total, which is a cell of its own, or known from elsewhere where there is none. */
record Equation(Set<Cell> parts, @Nullable Cell total) {
    Equation {
        parts = Set.copyOf(parts);
    }

    Set<Cell> cells() {
        Set<Cell> all = new TreeSet<>(parts);
        if (total != null) {
            all.add(total);
        }
        return all;
    }
}

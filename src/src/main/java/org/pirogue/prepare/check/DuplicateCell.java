package org.pirogue.prepare.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceKey;

/** P257: one cell of one slice given twice, with different values: neither can be believed. */
final class DuplicateCell implements Check {
    @Override
    public List<Finding> of(List<Slice> slices) {
        Map<SliceKey, Map<Cell, String>> seen = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Slice slice : slices) {
            Map<Cell, String> before = seen.putIfAbsent(slice.key(), new HashMap<>(slice.values()));
            if (before != null) {
                slice.values().forEach((cell, value) -> compare(slice, cell, value, before, findings));
            }
        }
        return findings;
    }

    private static void compare(
            Slice slice, Cell cell, String value, Map<Cell, String> before, List<Finding> findings) {
        String other = before.putIfAbsent(cell, value);
        if (other != null && !other.equals(value)) {
            findings.add(new Finding(
                    "P257",
                    slice.key(),
                    cell,
                    value,
                    "",
                    "'" + cell + "' was given twice, as '" + other + "' and as '" + value + "'."));
        }
    }
}

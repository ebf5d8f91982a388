package org.pirogue.prepare.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.Sheet;

/** The tree of units in a table beside the flow: {@code org_unit,parent}, the root without a parent. */
public final class UnitsFile implements Hierarchy {
    private final Map<String, String> parents;

    private UnitsFile(Map<String, String> parents) {
        this.parents = parents;
    }

    /** @throws Problems as {@link Sheet}, and P675 a unit that stands twice, a parent that has no row, a circle */
    public static UnitsFile read(Path file) {
        Sheet sheet = Sheet.read(file, Sheet.columns("org_unit", "parent"), Sheet.columns("note"));
        Map<String, String> parents = new HashMap<>();
        for (Sheet.Row row : sheet.rows()) {
            if (parents.put(row.code("org_unit"), row.text("parent")) != null) {
                row.problem("P675", row.text("org_unit"), "the unit stands twice", "remove one of the rows");
            }
        }
        UnitsFile units = new UnitsFile(parents);
        for (Sheet.Row row : sheet.rows()) {
            String parent = row.text("parent");
            if (!parent.isEmpty() && !parents.containsKey(parent)) {
                row.problem("P675", parent, "the parent has no row", "add it");
            } else if (units.path(row.text("org_unit")).isEmpty()) {
                row.problem("P675", row.text("org_unit"), "the unit is above itself", "correct its parents");
            }
        }
        sheet.refuseProblems();
        return units;
    }

    /** Parent by unit, empty for a root. */
    public Map<String, String> parents() {
        return Map.copyOf(parents);
    }

    @Override
    public Optional<String> ancestor(String orgUnit, int level) {
        List<String> path = path(orgUnit);
        return path.size() < level ? Optional.empty() : Optional.of(path.get(path.size() - level));
    }

    /** From the unit to the root; none for an unknown one, and where it does not end. */
    private List<String> path(String orgUnit) {
        List<String> path = new ArrayList<>();
        for (String at = orgUnit; !at.isEmpty(); at = parents.getOrDefault(at, "")) {
            if (!parents.containsKey(at) || path.size() > parents.size()) {
                return List.of();
            }
            path.add(at);
        }
        return path;
    }
}

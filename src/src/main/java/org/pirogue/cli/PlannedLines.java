package org.pirogue.cli;

import java.util.List;
import java.util.Map;
import org.pirogue.cli.rest.PlannedSlice;

/** What would change of a slice, a line for each cell. */
final class PlannedLines {
    private final Screen screen;

    PlannedLines(Screen screen) {
        this.screen = screen;
    }

    void print(PlannedSlice slice) {
        String key = slice.orgUnit() + " " + slice.period();
        Map<String, String> put = slice.put() == null ? Map.of() : slice.put();
        List<String> delete = slice.delete() == null ? List.of() : slice.delete();
        put.forEach((cell, value) -> screen.print(key + "  " + screen.text("plan.put", cell, value)));
        delete.forEach(cell -> screen.print(key + "  " + screen.text("plan.delete", cell)));
    }
}

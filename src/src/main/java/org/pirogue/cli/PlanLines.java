package org.pirogue.cli;

import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.PlannedSlice;

/** A plan as a person reads it, before and after: only its first lines, as a screen is short. */
final class PlanLines {
    private final Screen screen;
    private final int most;
    private int shown;

    PlanLines(Screen screen, int most) {
        this.screen = screen;
        this.most = most;
    }

    void add(PlannedSlice slice) {
        if (shown < most) {
            screen.print(head(slice));
        }
        for (PlannedSlice.Change change : slice.changes()) {
            if (shown < most) {
                shown++;
                screen.print("  " + line(change));
            }
        }
    }

    private static String head(PlannedSlice slice) {
        String unit =
                slice.orgUnitName() == null ? slice.orgUnit() : slice.orgUnitName() + " (" + slice.orgUnit() + ")";
        return unit + "  " + slice.period() + (isSaid(slice.attributeOptions()) ? "  " + slice.attributeOptions() : "");
    }

    private String line(PlannedSlice.Change change) {
        String element = change.dataElementName() == null
                ? change.dataElement()
                : change.dataElementName() + " (" + change.dataElement() + ")";
        String cell = isSaid(change.categoryOptions()) ? element + " " + change.categoryOptions() : element;
        return screen.text(
                "plan.change", cell, said(change.before(), "plan.nothing"), said(change.after(), "plan.deleted"));
    }

    private String said(@Nullable String value, String otherwise) {
        return value == null ? screen.text(otherwise) : value;
    }

    private static boolean isSaid(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    int shown() {
        return shown;
    }
}

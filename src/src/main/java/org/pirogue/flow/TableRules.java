package org.pirogue.flow;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.pirogue.batch.Table;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.judge.Calculation;
import org.pirogue.prepare.judge.Decisions;
import org.pirogue.prepare.judge.Draw;
import org.pirogue.prepare.judge.Grouping;
import org.pirogue.prepare.rows.CellColumns;
import org.pirogue.prepare.table.Anonymisation;
import org.pirogue.prepare.table.DatasetNotes;
import org.pirogue.prepare.table.Deduplication;
import org.pirogue.prepare.table.Hierarchy;
import org.pirogue.prepare.table.Join;
import org.pirogue.prepare.table.ListChanges;
import org.pirogue.prepare.table.Lookup;
import org.pirogue.prepare.table.UnitsFile;

/**
 * The rules of steps that work on tables, beside their flow. They are small, and read once for each run. Reading throws
 * {@link Problems} with everything that is wrong in a file.
 */
public final class TableRules {
    private static final Hierarchy NO_UNITS = (orgUnit, level) -> java.util.Optional.empty();
    private static final Map<String, BiFunction<Flow, String, Object>> BY_STEP = Map.of(
            "deduplicate-action", TableRules::deduplication,
            "join-action", TableRules::looked,
            "anonymise-action", TableRules::withUnits,
            "calculate-columns-action", TableRules::calculation,
            "group-rows-action", TableRules::grouping,
            "classify-rows-action", TableRules::decisions,
            "draw-sample-action", TableRules::draw);

    /** Sources that have rules of their own. */
    private static final Map<String, BiFunction<Flow, String, Object>> BY_SOURCE = Map.of(
            "dhis2-value-list-source", TableRules::cells,
            "dataset-changes-source", TableRules::changes);

    public static final String ANONYMISE = "anonymise-action";
    private static final String CASES = "dhis2-case-list-source";

    /** The kamelet that writes a dataset. */
    public static final String DATASET = "dataset-sink";

    private TableRules() {}

    /** Reads all that a step of the flow names; nothing for other steps. @throws Problems as reading does */
    public static void check(Flow flow, Flow.Step step) {
        BiFunction<Flow, String, Object> reader = BY_SOURCE.getOrDefault(step.kamelet(), BY_STEP.get(step.kamelet()));
        if (reader != null) {
            reader.apply(flow, step.parameter("rules"));
        }
    }

    static boolean isStep(String kamelet) {
        return BY_STEP.containsKey(kamelet);
    }

    /** The steps that have rules of this kind, in their order. */
    public static List<Flow.Step> steps(Flow flow) {
        return flow.collect().stream()
                .filter(step -> isStep(step.kamelet()) || BY_SOURCE.containsKey(step.kamelet()))
                .toList();
    }

    /** Whether its rows come from a list of cases. */
    public static boolean isOfCases(Flow flow) {
        return flow.source().kamelet().equals(CASES);
    }

    /** What is said of a dataset. @param file beside the flow, empty for none */
    public static DatasetNotes notes(Flow flow, String file) {
        return file.isBlank() ? DatasetNotes.NONE : DatasetNotes.read(flow.file(file));
    }

    /** Its units: parent by unit, empty for the topmost. */
    public static Map<String, String> units(Flow flow, DatasetNotes notes) {
        return notes.units().isEmpty()
                ? Map.of()
                : UnitsFile.read(flow.file(notes.units())).parents();
    }

    static Deduplication deduplication(Flow flow, String file) {
        return Deduplication.read(flow.file(file));
    }

    static Calculation calculation(Flow flow, String file) {
        return Calculation.read(flow.file(file));
    }

    static Grouping grouping(Flow flow, String file) {
        return Grouping.read(flow.file(file));
    }

    static Decisions decisions(Flow flow, String file) {
        return Decisions.read(flow.file(file));
    }

    static Draw draw(Flow flow, String file) {
        return Draw.read(flow.file(file));
    }

    static ListChanges changes(Flow flow, String file) {
        return ListChanges.read(flow.file(file));
    }

    static CellColumns cells(Flow flow, String file) {
        return CellColumns.read(flow.file(file));
    }

    static Join join(Flow flow, String file) {
        return Join.read(flow.file(file));
    }

    static Lookup other(Flow flow, Join join) {
        return join.lookup(flow.file(join.file()));
    }

    static Anonymisation anonymisation(Flow flow, String file) {
        return Anonymisation.read(flow.file(file));
    }

    static Hierarchy units(Flow flow, Anonymisation rules) {
        return rules.units().isEmpty() ? NO_UNITS : UnitsFile.read(flow.file(rules.units()));
    }

    /** With a look at the beginning of the other table. */
    private static Join looked(Flow flow, String file) {
        Join join = join(flow, file);
        try (Table table = other(flow, join).open()) {
            if (table.parts().hasNext()) {
                table.parts().next();
            }
        }
        return join;
    }

    private static Hierarchy withUnits(Flow flow, String file) {
        return units(flow, anonymisation(flow, file));
    }
}

package org.pirogue.flow.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pirogue.batch.Table;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.judge.Calculation;
import org.pirogue.prepare.judge.Decisions;
import org.pirogue.prepare.judge.Draw;
import org.pirogue.prepare.judge.Grouping;
import org.pirogue.prepare.rows.CellColumns;
import org.pirogue.prepare.table.Anonymisation;
import org.pirogue.prepare.table.DatasetContract;
import org.pirogue.prepare.table.DatasetNotes;
import org.pirogue.prepare.table.Deduplication;
import org.pirogue.prepare.table.Detection;
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
            "deduplicate-action", beside(Deduplication::read),
            "join-action", TableRules::looked,
            "anonymise-action", TableRules::withUnits,
            "calculate-columns-action", beside(Calculation::read),
            "group-rows-action", beside(Grouping::read),
            "classify-rows-action", beside(Decisions::read),
            "draw-sample-action", beside(Draw::read),
            "detect-outbreak-action", TableRules::detectionWithUnits);

    /** Sources that have rules of their own. */
    private static final Map<String, BiFunction<Flow, String, Object>> BY_SOURCE = Map.of(
            "dhis2-value-list-source", beside(CellColumns::read),
            "dataset-changes-source", beside(ListChanges::read));

    public static final String ANONYMISE = "anonymise-action";
    private static final String CASES = "dhis2-case-list-source";
    /** Gives counts, whatever it is given. */
    private static final String DETECT = "detect-outbreak-action";

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

    public static boolean isStep(String kamelet) {
        return BY_STEP.containsKey(kamelet);
    }

    /** The steps that have rules of this kind, in their order. */
    public static List<Flow.Step> steps(Flow flow) {
        return flow.collect().stream()
                .filter(step -> isStep(step.kamelet()) || BY_SOURCE.containsKey(step.kamelet()))
                .toList();
    }

    /** Whether its rows are those of a list of cases. */
    public static boolean isOfCases(Flow flow) {
        return flow.source().kamelet().equals(CASES) && !isOfCounts(flow);
    }

    /** Whether its rows are counts, in which no person stands. */
    public static boolean isOfCounts(Flow flow) {
        return flow.step(DETECT).isPresent();
    }

    /** What is said of a dataset. @param file beside the flow, empty for none */
    public static DatasetNotes notes(Flow flow, String file) {
        return file.isBlank() ? DatasetNotes.NONE : DatasetNotes.read(flow.file(file));
    }

    /** What its dataset promises; nothing where no {@code contract.json} is beside it. */
    public static DatasetContract contract(Flow flow) {
        Path file = flow.folder().resolve(DatasetContract.FILE);
        return Files.isRegularFile(file) ? DatasetContract.read(file) : DatasetContract.NONE;
    }

    /** Its units: parent by unit, empty for the topmost. */
    public static Map<String, String> units(Flow flow, DatasetNotes notes) {
        return notes.units().isEmpty()
                ? Map.of()
                : UnitsFile.read(flow.file(notes.units())).parents();
    }

    private static BiFunction<Flow, String, Object> beside(Function<Path, Object> reader) {
        return (flow, file) -> reader.apply(flow.file(file));
    }

    static Join join(Flow flow, String file) {
        return Join.read(flow.file(file));
    }

    static Lookup other(Flow flow, Join join) {
        return join.lookup(flow.file(join.file()));
    }

    /** Joins of the flow that look into a dataset; none for rules that cannot be read, which is said elsewhere. */
    public static List<Join> ofDatasets(Flow flow) {
        return flow.collect().stream()
                .filter(step -> step.kamelet().equals("join-action"))
                .flatMap(step -> {
                    try {
                        return Stream.of(join(flow, step.parameter("rules")));
                    } catch (Problems | FlowException said) {
                        return Stream.empty();
                    }
                })
                .filter(join -> !join.dataset().isEmpty())
                .toList();
    }

    public static Anonymisation anonymisation(Flow flow, String file) {
        return Anonymisation.read(flow.file(file));
    }

    static Hierarchy units(Flow flow, Anonymisation rules) {
        return rules.units().isEmpty() ? NO_UNITS : UnitsFile.read(flow.file(rules.units()));
    }

    /** With a look at the beginning of the other table. */
    private static Join looked(Flow flow, String file) {
        Join join = join(flow, file);
        if (!join.dataset().isEmpty()) {
            return join;
        }
        try (Table table = other(flow, join).open()) {
            if (table.parts().hasNext()) {
                table.parts().next();
            }
        }
        return join;
    }

    static Detection detection(Flow flow, String file) {
        return Detection.read(flow.file(file));
    }

    static Hierarchy units(Flow flow, Detection rules) {
        return rules.units().isEmpty() ? NO_UNITS : UnitsFile.read(flow.file(rules.units()));
    }

    private static Hierarchy detectionWithUnits(Flow flow, String file) {
        return units(flow, detection(flow, file));
    }

    private static Hierarchy withUnits(Flow flow, String file) {
        return units(flow, anonymisation(flow, file));
    }
}

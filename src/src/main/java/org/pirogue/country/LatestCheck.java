package org.pirogue.country;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.pirogue.batch.Cell;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.FlowFiles;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.map.Mapping;

/**
 * The later edit can stand only where both sides have true edit times: one value that somebody typed at the source, carried as
 * it is. A count, a sum or an estimate has none.
 */
final class LatestCheck {
    private static final String TYPED = "dhis2-data-values-source";
    private static final String CHECKS = "check-quality-action";
    private static final Set<String> OBJECTS = Set.of("dhis2-tracker-sink", "dhis2-org-units-sink");
    private static final String LATEST = "latest";

    private final FlowFiles files;
    private final Findings findings;
    private final BiFunction<Flow, Flow.Step, String> place;

    /** @param place of a step, with its line */
    LatestCheck(FlowFiles files, Findings findings, BiFunction<Flow, Flow.Step, String> place) {
        this.files = files;
        this.findings = findings;
        this.place = place;
    }

    void check(Flow flow) {
        flow.deliver().stream()
                .filter(step ->
                        OBJECTS.contains(step.kamelet()) && step.parameters().containsValue(LATEST))
                .forEach(step -> refuse(flow, LATEST, step.kamelet() + " writes whole objects"));
        if (!flow.carriesValues()) {
            return;
        }
        try {
            Set<Cell> cells = new TreeSet<>(files.claim(flow));
            cells.removeIf(files.latest(flow).negate());
            if (!cells.isEmpty()) {
                check(flow, cells);
            }
        } catch (Problems | FlowException said) {
            // Reported where the file was read.
            return;
        }
    }

    private void check(Flow flow, Set<Cell> cells) {
        if (!flow.source().kamelet().equals(TYPED)) {
            refuse(flow, LATEST, "its values come from " + flow.source().kamelet() + ", and nobody typed them");
            return;
        }
        Mapping mapping = files.mapping(flow);
        cells.stream()
                .filter(mapping::sums)
                .forEach(cell -> refuse(flow, cell.toString(), "several values of the source are added up in it"));
        if (imputes(flow)) {
            refuse(flow, LATEST, "its quality rules put estimates in the place of values");
        }
    }

    private boolean imputes(Flow flow) {
        return flow.step(CHECKS)
                .map(step -> files.checks(flow, step.parameter("rules")).imputes())
                .orElse(false);
    }

    private void refuse(Flow flow, String value, String why) {
        findings.add(
                "P424",
                place.apply(flow, flow.deliver().get(0)),
                value,
                "the later edit cannot be found: " + why,
                "write source, target or ask for it");
    }
}

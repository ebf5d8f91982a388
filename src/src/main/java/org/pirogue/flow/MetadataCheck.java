package org.pirogue.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;
import org.pirogue.prepare.aggregate.Fields;
import org.pirogue.prepare.convert.PeriodConversion;
import org.pirogue.prepare.map.Mapping;

/**
 * Whether the tables of a flow fit what its servers have: the codes that they name are there, nothing of the source is left
 * unsaid, and the period types meet. What the servers said within the last minutes is taken from the cache.
 */
public class MetadataCheck {
    private static final int SOME = 5;

    private final FlowFiles files;
    private final MetadataCache metadata;
    private final MetadataReader reader;

    public MetadataCheck(FlowFiles files, MetadataCache metadata, MetadataReader reader) {
        this.files = files;
        this.metadata = metadata;
        this.reader = reader;
    }

    /**
     * P197 a code that a server does not have, P198 something of the source that no table names, P199 period types that do not
     * meet; and whatever keeps a server from answering, by its own code.
     */
    public List<Problem> of(Flow flow) {
        List<Problem> problems = new ArrayList<>();
        if (flow.carriesValues()) {
            guarded(flow, problems, () -> source(flow, problems));
            guarded(flow, problems, () -> target(flow, problems));
        }
        // What keeps a server from answering may be met twice.
        return problems.stream().distinct().toList();
    }

    private static void guarded(Flow flow, List<Problem> problems, Runnable check) {
        try {
            check.run();
        } catch (Problems said) {
            problems.addAll(said.all());
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            problems.add(new Problem(failure.code(), flow.name(), null, failure.text(), "then check again"));
        }
    }

    private void source(Flow flow, List<Problem> problems) {
        Flow.Step source = flow.source();
        String connection = source.parameters().getOrDefault("connection", "");
        if (source.kamelet().equals("dhis2-data-values-source")
                && flow.step("map-codes-action").isPresent()) {
            DataSetMetadata known = metadata.dataSet(connection, source.parameter("dataSet"));
            mapped(flow, known, files.mapping(flow), problems);
        } else if (flow.step("aggregate-events-action").isPresent()) {
            ProgramMetadata known = reader.program(connection, source.parameter("program"));
            Fields fields = files.rules(flow).fields();
            Set<String> codes = new TreeSet<>(fields.stages());
            fields.elements().forEach(element -> codes.add(element.substring(element.indexOf('.') + 1)));
            codes.addAll(fields.attributes());
            String where = "program '" + source.parameter("program") + "' of connection '" + connection + "'";
            missing(codes, known::has, "rules.csv", where, problems);
        }
    }

    private void mapped(Flow flow, DataSetMetadata known, Mapping mapping, List<Problem> problems) {
        String where = "data set '" + known.code() + "' of connection '"
                + flow.source().parameter("connection") + "'";
        cells(mapping.sources(), known, "mapping.csv", where, problems);
        List<String> left = known.dataElements().stream()
                .filter(element -> !mapping.sourceDataElements().contains(element))
                .toList();
        unsaid(left, "data element(s) of " + where, "mapping.csv", problems);
        List<String> units = known.orgUnits().stream()
                .filter(unit -> !mapping.knowsOrgUnit(unit))
                .toList();
        unsaid(units, "org unit(s) of " + where, "org-units.csv", problems);
    }

    private static void unsaid(List<String> left, String what, String place, List<Problem> problems) {
        if (!left.isEmpty()) {
            problems.add(new Problem(
                    "P198",
                    place,
                    some(left),
                    left.size() + " " + what + " stand in no row: their values are counted as unmapped",
                    "add a row for each, with - as target for what is left out on purpose"));
        }
    }

    private void target(Flow flow, List<Problem> problems) {
        Flow.Step target = flow.target();
        if (flow.deliver().stream().noneMatch(step -> step.kamelet().startsWith("dhis2-"))) {
            return;
        }
        DataSetMetadata known = metadata.dataSet(target.parameter("connection"), target.parameter("dataSet"));
        String where = "data set '" + known.code() + "' of connection '" + target.parameter("connection") + "'";
        cells(files.claim(flow), known, "target", where, problems);
        periods(flow, known, problems);
    }

    private void periods(Flow flow, DataSetMetadata target, List<Problem> problems) {
        @Nullable String comes = comes(flow);
        if (comes != null && !comes.equals(target.periodType())) {
            problems.add(new Problem(
                    "P199",
                    flow.name(),
                    comes,
                    "the flow brings values of period type " + comes + ", and data set '" + target.code() + "' takes "
                            + target.periodType(),
                    "convert them by convert-period-action, or name another data set"));
        }
    }

    /** The period type that arrives at the target, as far as the flow's steps tell. */
    private @Nullable String comes(Flow flow) {
        PeriodConversion conversion = files.conversion(flow).orElse(null);
        if (conversion != null) {
            return conversion.relation().target().dhis2Name();
        }
        return flow.step("aggregate-events-action")
                .map(step -> step.parameters().getOrDefault("periodType", "Monthly"))
                .orElseGet(() -> flow.source().kamelet().equals("dhis2-data-values-source")
                        ? metadata.dataSet(
                                        flow.source().parameter("connection"),
                                        flow.source().parameter("dataSet"))
                                .periodType()
                        : null);
    }

    private static void cells(
            Collection<Cell> named, DataSetMetadata known, String place, String where, List<Problem> problems) {
        // That a report is complete is a cell of its own, which no server knows as a value.
        Set<Cell> cells = new TreeSet<>(named);
        cells.remove(Cell.COMPLETE);
        Set<String> elements = cells.stream().map(Cell::dataElement).collect(Collectors.toCollection(TreeSet::new));
        missing(elements, code -> known.element(code) != null, place, where, problems);
        for (Cell cell : cells) {
            DataSetMetadata.Element element = known.element(cell.dataElement());
            if (element != null && known.optionComboId(element, cell.categoryOptions()) == null) {
                problems.add(new Problem(
                        "P197",
                        place,
                        cell.toString(),
                        where + " has data element '" + cell.dataElement() + "' without these category options",
                        "correct the options"));
            }
        }
    }

    private static void missing(
            Set<String> codes, Predicate<String> known, String place, String where, List<Problem> problems) {
        for (String code : codes) {
            if (!known.test(code)) {
                problems.add(new Problem(
                        "P197", place, code, where + " has no '" + code + "'", "correct the code, or remove the row"));
            }
        }
    }

    private static String some(List<String> codes) {
        String named = codes.stream().limit(SOME).collect(Collectors.joining(", "));
        return codes.size() > SOME ? named + ", …" : named;
    }
}

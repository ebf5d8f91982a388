package org.pirogue.flow;

import java.util.List;
import java.util.Set;
import org.pirogue.flow.table.RowTerms;
import org.pirogue.flow.table.TableRules;

/** Where steps may stand in the collecting half of a flow: what is planned by the source must be what they make of it. */
final class StepOrder {
    /** What gives slices of a data set, or as if there were one. */
    private static final Set<String> VALUES = Set.of("dhis2-data-values-source", AnalyticsTerms.KAMELET);

    private static final Set<String> TABLES = Set.of(
            "table-file-source",
            "dhis2-case-list-source",
            "dhis2-value-list-source",
            "dhis2-org-unit-list-source",
            "dataset-source",
            "dataset-changes-source");
    private static final String MAP = "map-codes-action";
    private static final String CONVERT = "convert-period-action";

    private final Flow flow;
    private final List<String> names;

    StepOrder(Flow flow) {
        this.flow = flow;
        this.names = flow.collect().stream().map(Flow.Step::kamelet).toList();
    }

    /** Directly behind what gives values; before the mapping, which works in target periods. */
    boolean convertsInPlace() {
        return names.indexOf(CONVERT) == first() && (names.contains(MAP) || ofRows());
    }

    /** Behind what gives values and a conversion of periods, before the mapping. */
    boolean alignsInPlace() {
        int at = names.indexOf(Relations.ALIGN);
        boolean early = at == first() || (at == first() + 1 && names.indexOf(CONVERT) == first());
        boolean unmapped = ofRows() && !names.contains(MAP);
        return first() > 0 && early && (unmapped || names.indexOf(MAP) > at);
    }

    /** Behind a source of tables and steps over tables; the table goes nowhere else. */
    boolean takesRowsInPlace() {
        return TABLES.contains(names.get(0))
                && tableSteps().stream().allMatch(TableRules::isStep)
                && !flow.carriesTable();
    }

    /** Whether the table comes with the columns of the files that were read. */
    boolean takesRowsOfFiles() {
        return names.get(0).equals("table-file-source") && tableSteps().stream().allMatch("deduplicate-action"::equals);
    }

    private List<String> tableSteps() {
        return names.subList(1, names.indexOf(RowTerms.KAMELET));
    }

    private boolean ofRows() {
        return names.contains(RowTerms.KAMELET);
    }

    /** Of the steps over values; 0 where there is none. */
    private int first() {
        return VALUES.contains(names.get(0)) ? 1 : names.indexOf(RowTerms.KAMELET) + 1;
    }
}

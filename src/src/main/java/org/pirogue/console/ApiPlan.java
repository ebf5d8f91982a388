package org.pirogue.console;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.flow.TargetNames;
import org.pirogue.ledger.run.PlannedSlice;

/** What a run would change of one slice, as the REST interface shows it. */
record ApiPlan(
        String dataSet,
        String orgUnit,
        @Nullable String orgUnitName,
        String period,
        String attributeOptions,
        List<Change> changes) {

    /**
     * @param before what is known to stand at the target, null for nothing
     * @param after what would stand there, null for a deletion
     */
    record Change(
            String dataElement,
            @Nullable String dataElementName,
            String categoryOptions,
            @Nullable String before,
            @Nullable String after) {}

    static ApiPlan of(PlannedSlice slice, TargetNames.Names names) {
        return new ApiPlan(
                slice.key().dataSet(),
                slice.key().orgUnit(),
                names.orgUnit(slice.key().orgUnit()),
                slice.key().period(),
                slice.key().attributeOptions(),
                slice.cells().stream().map(cell -> change(slice, cell, names)).toList());
    }

    private static Change change(PlannedSlice slice, Cell cell, TargetNames.Names names) {
        return new Change(
                cell.dataElement(),
                names.dataElement(cell.dataElement()),
                cell.categoryOptions(),
                slice.before().get(cell),
                slice.put().get(cell));
    }
}

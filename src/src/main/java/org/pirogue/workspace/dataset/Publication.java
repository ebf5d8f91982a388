package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.pirogue.batch.Table;
import org.pirogue.prepare.table.DatasetContract;

/**
 * A whole table that is to become a version.
 *
 * @param table its rows, read once
 * @param key columns that name a row
 * @param quality numbers and findings of the run
 * @param lineage what the run worked by
 * @param contract what the dataset promises
 */
public record Publication(
        DatasetName dataset,
        Table table,
        List<String> key,
        String flow,
        long run,
        JsonNode quality,
        JsonNode lineage,
        About about,
        DatasetContract contract) {

    /** Of a dataset that promises nothing. */
    public Publication(
            DatasetName dataset,
            Table table,
            List<String> key,
            String flow,
            long run,
            JsonNode quality,
            JsonNode lineage,
            About about) {
        this(dataset, table, key, flow, run, quality, lineage, about, DatasetContract.NONE);
    }

    /**
     * What the flow says of its dataset.
     *
     * @param columns documentation by column
     * @param units parent by unit, empty for the topmost
     */
    public record About(
            String title,
            String description,
            String owner,
            Map<String, String> columns,
            int keepLast,
            int keepDays,
            Map<String, String> units) {
        public static final About NOTHING = new About("", "", "", Map.of(), 10, 0, Map.of());
    }
}

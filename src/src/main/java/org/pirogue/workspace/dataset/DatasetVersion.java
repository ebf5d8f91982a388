package org.pirogue.workspace.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;

/**
 * One version of a dataset: its rows never change.
 *
 * @param relation number of the table that holds them
 * @param added against the version before, by the columns that name a row; so are {@code changed} and {@code gone}
 * @param content digest of all rows, whatever their order
 * @param profile by column: count, missing, distinct, min, max, quantiles
 * @param quality numbers and findings of the run
 * @param lineage digests that the run worked by, and the steps that the rows went through
 * @param droppedAt when its rows were given up
 */
public record DatasetVersion(
        DatasetName dataset,
        long version,
        long relation,
        Instant madeAt,
        String flow,
        long run,
        long rows,
        long added,
        long changed,
        long gone,
        String content,
        List<Column> columns,
        List<String> key,
        JsonNode profile,
        JsonNode quality,
        JsonNode lineage,
        @Nullable Instant droppedAt) {

    String table() {
        return dataset.table(relation);
    }
}

package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would change of one slice. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlannedSlice(
        String dataSet,
        String orgUnit,
        @Nullable String orgUnitName,
        String period,
        @Nullable String attributeOptions,
        List<Change> changes) {

    /**
     * @param before what is known to stand at the target, null for nothing
     * @param after what would stand there, null for a deletion
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Change(
            String dataElement,
            @Nullable String dataElementName,
            String categoryOptions,
            @Nullable String before,
            @Nullable String after) {}
}

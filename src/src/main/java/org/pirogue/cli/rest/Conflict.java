package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A cell that somebody else changed at a target, as {@code GET /api/conflicts} shows it; an absent value is none. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Conflict(
        String id,
        String flow,
        String state,
        String dataSet,
        String orgUnit,
        String period,
        String attributeOptions,
        String dataElement,
        String categoryOptions,
        @Nullable String base,
        @Nullable String ours,
        @Nullable String theirs,
        @Nullable String storedBy,
        @Nullable String theirsAt,
        @Nullable String oursBy,
        @Nullable String oursAt,
        @Nullable String keep,
        @Nullable String settledBy,
        @Nullable String reason) {

    /** As people write it: {@code MAL_CONF/AGE_LT5}. */
    public String cell() {
        return categoryOptions.isEmpty() ? dataElement : dataElement + "/" + categoryOptions;
    }
}

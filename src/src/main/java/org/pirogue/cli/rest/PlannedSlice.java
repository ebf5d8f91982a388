package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent of one slice.
 *
 * @param put values by {@code DATA_ELEMENT/CATEGORY_OPTIONS}; null where there are none
 * @param delete cells to delete, written the same way; null where there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlannedSlice(
        String orgUnit,
        String period,
        @Nullable Map<String, String> put,
        @Nullable List<String> delete) {}

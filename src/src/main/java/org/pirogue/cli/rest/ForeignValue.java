package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A value inside a flow's claim that the flow did not write, as {@code GET /api/flows/{flow}/foreign} shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ForeignValue(
        String orgUnit,
        String period,
        String dataElement,
        String categoryOptions,
        boolean overwritten,
        String value,
        @Nullable String storedBy,
        @Nullable String theirsAt) {

    /** As people write it: {@code MAL_CONF/AGE_LT5}. */
    public String cell() {
        return categoryOptions.isEmpty() ? dataElement : dataElement + "/" + categoryOptions;
    }
}

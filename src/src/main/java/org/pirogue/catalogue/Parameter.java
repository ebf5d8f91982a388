package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What whoever uses a template can set: a property of a kamelet, or a parameter of a step of a flow.
 *
 * @param initial what holds where nothing is set; of a flow what its publisher had set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parameter(
        @Nullable String title,
        @Nullable String type,
        boolean required,
        @JsonProperty("default") @Nullable String initial) {}

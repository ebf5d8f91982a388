package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A value that could not be delivered, or a record that could not be used, with the reason. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reject(
        long id,
        @Nullable String state,
        String code,
        @Nullable String orgUnit,
        @Nullable String period,
        @Nullable String dataElement,
        @Nullable String categoryOptions,
        @Nullable String value,
        @Nullable String place,
        @Nullable String text) {}

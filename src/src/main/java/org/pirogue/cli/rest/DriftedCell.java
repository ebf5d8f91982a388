package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * A cell where source, ledger and target do not say the same; values are null where nothing stands.
 *
 * @param kind edited, missing, extra, not-delivered, changed-at-source, gone-at-source or out-of-scope
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftedCell(
        String dataSet,
        String orgUnit,
        String period,
        String dataElement,
        @Nullable String categoryOptions,
        String kind,
        @Nullable String source,
        @Nullable String ledger,
        @Nullable String target) {}

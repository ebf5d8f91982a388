package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** Cells of the source against cells of the target, in numbers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Comparison(
        long cells,
        long equal,
        long different,
        long missing,
        long extra,
        long rejected,
        long conflict,
        boolean agrees) {}

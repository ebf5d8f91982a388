package org.pirogue.cli.rest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is used now.
 *
 * @param open whether messages are delivered to it
 * @param code why they wait, null where they do not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Connection(
        String name,
        @Nullable String workspace,
        boolean open,
        @Nullable String code,
        @Nullable String text,
        @Nullable String until,
        @Nullable String circuit,
        int valuesPerPost) {}

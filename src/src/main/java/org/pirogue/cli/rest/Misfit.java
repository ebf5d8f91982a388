package org.pirogue.cli.rest;

import org.jspecify.annotations.Nullable;

/** Something of a flow's tables that does not fit what its servers have. */
public record Misfit(
        String flow, String code, String place, @Nullable String value, String text, String hint) {}

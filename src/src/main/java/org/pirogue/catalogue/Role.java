package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose a file is once it is installed. */
public enum Role {
    /** The template's: an upgrade replaces it, an edit by hand is refused. */
    @JsonProperty("template")
    TEMPLATE,
    /** The country's own from then on: put there if it is missing, never touched again. */
    @JsonProperty("example")
    EXAMPLE;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

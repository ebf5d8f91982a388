package org.pirogue.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a template is. */
public enum Kind {
    /** A step that flows share: one kamelet and its tests. */
    @JsonProperty("kamelet")
    KAMELET,
    /** A whole flow made of kamelets: its two routes, its tests and tables. */
    @JsonProperty("flow")
    FLOW;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

package org.pirogue.flow;

import java.util.Locale;

/** What a flow does with the registrations that say that a report is complete: {@code completeness} of its source. */
enum Completeness {
    /** They are neither read nor written. */
    NONE,
    /** Carried; a report is registered once none of its values is refused, held back or in conflict. */
    SETTLED,
    /** Carried; a report is registered once its values were judged, refused ones or not. */
    ALWAYS;

    /** @throws FlowException P164 where the flow says something else */
    static Completeness of(Flow flow) {
        return named(flow.source().parameters().getOrDefault("completeness", "none"), flow.name());
    }

    /** As {@link #of}. */
    static Completeness named(String said, String flow) {
        for (Completeness each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(said)) {
                return each;
            }
        }
        throw new FlowException(
                "P164", "completeness of flow '" + flow + "' is '" + said + "': write none, settled or always");
    }

    boolean carried() {
        return this != NONE;
    }
}

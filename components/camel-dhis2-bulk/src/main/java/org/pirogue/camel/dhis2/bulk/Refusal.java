package org.pirogue.camel.dhis2.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DHIS2's reason, in its own words. Code, text and arguments may repeat values that were sent, and so {@code toString}
 * shows the code alone.
 *
 * @param code DHIS2's error code such as {@code E8022}; null where it gave none
 * @param text DHIS2's text
 * @param args DHIS2's arguments, the culprit's id among them; may be empty
 */
public record Refusal(@Nullable String code, String text, List<String> args) {

    /** Copies. */
    public Refusal {
        args = List.copyOf(args);
    }

    @Override
    public String toString() {
        return "Refusal[" + code + "]";
    }
}

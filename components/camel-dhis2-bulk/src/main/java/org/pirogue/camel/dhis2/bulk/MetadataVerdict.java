package org.pirogue.camel.dhis2.bulk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What DHIS2 decided on each object of a metadata import.
 *
 * @param outcomes by id, one for each object of the import, in its order
 * @param stopped why not all were decided; null where all were
 */
public record MetadataVerdict(
        Map<String, Outcome> outcomes, @Nullable Dhis2Exception stopped) {

    /** Copies. */
    public MetadataVerdict {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** How many objects are in this state. */
    public int count(Outcome.State state) {
        return (int) outcomes.values().stream()
                .filter(outcome -> outcome.state() == state)
                .count();
    }
}

package org.pirogue.sandbox.values;

import java.time.Instant;

/** One data value; ids are UIDs. */
public record DataValue(
        String dataElement,
        String period,
        String orgUnit,
        String categoryOptionCombo,
        String attributeOptionCombo,
        String value,
        String storedBy,
        Instant created,
        Instant lastUpdated,
        boolean deleted) {}

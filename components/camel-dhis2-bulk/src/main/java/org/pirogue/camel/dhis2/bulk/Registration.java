package org.pirogue.camel.dhis2.bulk;

import org.jspecify.annotations.Nullable;

/**
 * That a report is complete, or no longer so, as {@code completeDataSetRegistrations} says it; all ids are UIDs.
 *
 * @param attributeOptionCombo null for the default one
 * @param completed false where the registration was withdrawn: DHIS2 may keep it, and counts it no more
 * @param date when it was registered or last changed, as the server writes it; null to let the server say
 * @param storedBy who registered it; null to let the server say
 */
public record Registration(
        String dataSet,
        String period,
        String orgUnit,
        @Nullable String attributeOptionCombo,
        boolean completed,
        @Nullable String date,
        @Nullable String storedBy) {

    /** One to be sent. */
    public static Registration of(
            String dataSet,
            String period,
            String orgUnit,
            @Nullable String attributeOptionCombo,
            @Nullable String date,
            boolean completed) {
        return new Registration(dataSet, period, orgUnit, attributeOptionCombo, completed, date, null);
    }
}

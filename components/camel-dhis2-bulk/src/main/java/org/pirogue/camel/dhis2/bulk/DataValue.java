package org.pirogue.camel.dhis2.bulk;

import org.jspecify.annotations.Nullable;

/**
 * One aggregate data value, in the id scheme that was asked for (UID unless said otherwise).
 *
 * @param period ISO period id such as {@code 202510} or {@code 2025W7}
 * @param categoryOptionCombo null: the default one
 * @param attributeOptionCombo null: the default one
 * @param value null only for a deletion
 * @param deleted read: was deleted at the server; written: delete it
 * @param lastUpdated as DHIS2 writes it ({@code 2026-11-22T12:02:19.218+0000}); never written
 * @param storedBy user name of who wrote it last; never written
 */
public record DataValue(
        String dataElement,
        String period,
        String orgUnit,
        @Nullable String categoryOptionCombo,
        @Nullable String attributeOptionCombo,
        @Nullable String value,
        boolean deleted,
        @Nullable String lastUpdated,
        @Nullable String storedBy) {

    /** Without who wrote it. */
    public DataValue(
            String dataElement,
            String period,
            String orgUnit,
            @Nullable String categoryOptionCombo,
            @Nullable String attributeOptionCombo,
            @Nullable String value,
            boolean deleted,
            @Nullable String lastUpdated) {
        this(
                dataElement,
                period,
                orgUnit,
                categoryOptionCombo,
                attributeOptionCombo,
                value,
                deleted,
                lastUpdated,
                null);
    }

    /** A value to write. */
    public static DataValue put(
            String dataElement, String period, String orgUnit, @Nullable String categoryOptionCombo, String value) {
        return new DataValue(dataElement, period, orgUnit, categoryOptionCombo, null, value, false, null);
    }

    /** A value to delete whose last value is not known. */
    public static DataValue delete(
            String dataElement, String period, String orgUnit, @Nullable String categoryOptionCombo) {
        return delete(dataElement, period, orgUnit, categoryOptionCombo, null);
    }

    /** A value to delete. */
    public static DataValue delete(
            String dataElement,
            String period,
            String orgUnit,
            @Nullable String categoryOptionCombo,
            @Nullable String lastKnown) {
        return new DataValue(dataElement, period, orgUnit, categoryOptionCombo, null, lastKnown, true, null);
    }
}

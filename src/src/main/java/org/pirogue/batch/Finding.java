package org.pirogue.batch;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with one value or record of the source, or a value that the receiver refused: what becomes a reject.
 *
 * @param code Pirogue's code ({@code P207}) or DHIS2's own ({@code E8122})
 * @param key the slice it belongs to, null where it belongs to none
 * @param cell the cell, null where the whole slice or record is meant
 * @param value the value as it came, null where there is none; personal data must not be put here
 * @param place where to look: file and row, uid of the event, path in the answer
 * @param text one English sentence for the log-free places: database, console, command line
 * @param kept whether the value travels all the same: then the finding only warns
 */
public record Finding(
        String code,
        @Nullable SliceKey key,
        @Nullable Cell cell,
        @Nullable String value,
        String place,
        String text,
        boolean kept) {

    /** A finding whose value does not travel. */
    public Finding(
            String code,
            @Nullable SliceKey key,
            @Nullable Cell cell,
            @Nullable String value,
            String place,
            String text) {
        this(code, key, cell, value, place, text, false);
    }
}

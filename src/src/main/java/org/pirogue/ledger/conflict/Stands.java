package org.pirogue.ledger.conflict;

import org.jspecify.annotations.Nullable;

/**
 * What a read of the target shows in one cell.
 *
 * @param storedBy who wrote it, as the target says
 * @param lastUpdated when, as the target writes it
 */
public record Stands(
        String value, @Nullable String storedBy, @Nullable String lastUpdated) {
    public static final Stands NOTHING = new Stands("", null, null);

    public static Stands of(String value) {
        return new Stands(value, null, null);
    }
}

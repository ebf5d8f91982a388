package org.pirogue.sandbox.values;

import org.jspecify.annotations.Nullable;

/**
 * A payload with everything named by UID: numbers of the store's names; -1 where a combo was not given (the default one
 * is meant).
 *
 * @param period numbers of the payload's own texts
 * @param periods the payload's texts as periods; null where a text is none, or is no period
 */
record Decoded(
        Payload payload,
        @Nullable String dataSet,
        int[] dataElement,
        int[] orgUnit,
        int[] period,
        int[] optionCombo,
        int[] attributeCombo,
        @Nullable Period[] periods) {
    int size() {
        return dataElement.length;
    }

    Period periodOf(int row) {
        return java.util.Objects.requireNonNull(periods[period[row]]);
    }

    boolean hasPeriod(int row) {
        return periods[period[row]] != null;
    }
}

package org.pirogue.batch;

import java.util.Comparator;

/**
 * The unit of an aggregate exchange.
 *
 * @param dataSet code of the data set; empty while a batch has not reached the step that names the target's
 * @param orgUnit code of the organisation unit (its UID where it has no code)
 * @param period DHIS2 period identifier: {@code 202501}, {@code 2025W1}, {@code 2025Q1}, {@code 2025}
 * @param attributeOptions codes of the attribute option combo's category options, as in {@link Cell#categoryOptions}
 */
public record SliceKey(String dataSet, String orgUnit, String period, String attributeOptions)
        implements Comparable<SliceKey> {
    private static final Comparator<SliceKey> ORDER = Comparator.comparing(SliceKey::dataSet)
            .thenComparing(SliceKey::period)
            .thenComparing(SliceKey::orgUnit)
            .thenComparing(SliceKey::attributeOptions);

    public SliceKey inDataSet(String code) {
        return new SliceKey(code, orgUnit, period, attributeOptions);
    }

    @Override
    public int compareTo(SliceKey other) {
        return ORDER.compare(this, other);
    }
}

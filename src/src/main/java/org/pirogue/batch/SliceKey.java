package org.pirogue.batch;

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
    public SliceKey inDataSet(String code) {
        return new SliceKey(code, orgUnit, period, attributeOptions);
    }

    @Override
    public int compareTo(SliceKey other) {
        int order = dataSet.compareTo(other.dataSet);
        order = order != 0 ? order : period.compareTo(other.period);
        order = order != 0 ? order : orgUnit.compareTo(other.orgUnit);
        return order != 0 ? order : attributeOptions.compareTo(other.attributeOptions);
    }
}

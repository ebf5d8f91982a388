package org.pirogue.camel.dhis2.bulk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data values of one data set to write in one call.
 *
 * @param dataSet named in the payload, so that elements of several sets cannot be mistaken; null lets DHIS2 find it
 * @param values to put, or to delete where {@link DataValue#deleted()}
 * @param dryRun whether DHIS2 only judges
 * @param parameters any further parameter of DHIS2, such as {@code orgUnitIdScheme=CODE}
 */
public record DataValueImport(
        @Nullable String dataSet, List<DataValue> values, boolean dryRun, Map<String, String> parameters) {

    /** Copies. */
    public DataValueImport {
        values = List.copyOf(values);
        parameters = Map.copyOf(parameters);
    }

    /** A plain import. */
    public static DataValueImport of(@Nullable String dataSet, List<DataValue> values) {
        return new DataValueImport(dataSet, values, false, Map.of());
    }

    /** The same, judged only. */
    public DataValueImport asDryRun() {
        return new DataValueImport(dataSet, values, true, parameters);
    }

    /** The same for other values. */
    DataValueImport with(List<DataValue> others) {
        return new DataValueImport(dataSet, others, dryRun, parameters);
    }
}

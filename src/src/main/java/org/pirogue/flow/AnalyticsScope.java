package org.pirogue.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;

/**
 * What a flow asks of the analytics of a server, in UIDs and in the codes that travel.
 *
 * @param items the cell that the mapping names, by what {@code dx} calls it
 * @param unitIds UIDs of the units, by code
 * @param unitCodes the other way round
 * @param roots UIDs of the units that the user sees, with all below
 * @param requests what is asked together
 * @param digest changes when the server is configured to give something else
 */
record AnalyticsScope(
        SortedMap<String, Cell> items,
        Map<String, String> unitIds,
        Map<String, String> unitCodes,
        List<String> roots,
        List<AnalyticsRequest> requests,
        String digest) {

    /** The same units and items. */
    AnalyticsScope asking(List<AnalyticsRequest> what) {
        return new AnalyticsScope(items, unitIds, unitCodes, roots, what, digest);
    }

    Set<String> units() {
        return new TreeSet<>(unitIds.keySet());
    }

    @Nullable
    String unitId(String code) {
        return unitIds.get(code);
    }
}

package org.pirogue.camel.dhis2.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to export from {@code /api/analytics}: every item for every period and unit. A long list is asked for in several calls.
 *
 * @param items {@code dx}: uid of an indicator or data element, {@code DATAELEMENT.OPTIONCOMBO}, {@code
 *     DATASET.REPORTING_RATE}
 * @param periods ISO period ids; relative ones would be another day's tomorrow
 * @param orgUnits ids; of a unit above others analytics gives what is added up below it
 * @param filters further dimensions that only narrow, as DHIS2 writes them: {@code DIMENSION:ITEM;ITEM}
 * @param parameters any further parameter of DHIS2, such as {@code skipRounding=true}
 */
public record AnalyticsQuery(
        List<String> items,
        List<String> periods,
        List<String> orgUnits,
        List<String> filters,
        Map<String, String> parameters) {

    /** So many in one URL: Tomcat takes 8 KB. */
    private static final int ITEMS_PER_CALL = 50;

    private static final int UNITS_PER_CALL = 150;

    /** @throws IllegalArgumentException where DHIS2 would refuse: no item, no period, no org unit */
    public AnalyticsQuery {
        items = List.copyOf(items);
        periods = List.copyOf(periods);
        orgUnits = List.copyOf(orgUnits);
        filters = List.copyOf(filters);
        parameters = Map.copyOf(parameters);
        if (items.isEmpty() || periods.isEmpty() || orgUnits.isEmpty()) {
            throw new IllegalArgumentException("an analytics query needs items, periods and org units");
        }
    }

    /** Without filters and further parameters. */
    public AnalyticsQuery(List<String> items, List<String> periods, List<String> orgUnits) {
        this(items, periods, orgUnits, List.of(), Map.of());
    }

    /** This query as one for each call. */
    List<AnalyticsQuery> calls() {
        List<AnalyticsQuery> calls = new ArrayList<>();
        for (int unit = 0; unit < orgUnits.size(); unit += UNITS_PER_CALL) {
            List<String> units = orgUnits.subList(unit, Math.min(unit + UNITS_PER_CALL, orgUnits.size()));
            for (int item = 0; item < items.size(); item += ITEMS_PER_CALL) {
                calls.add(new AnalyticsQuery(
                        items.subList(item, Math.min(item + ITEMS_PER_CALL, items.size())),
                        periods,
                        units,
                        filters,
                        parameters));
            }
        }
        return calls;
    }

    /** The three dimensions as DHIS2 writes them. */
    List<String> dimensions() {
        return List.of(
                "dx:" + String.join(";", items), "pe:" + String.join(";", periods), "ou:" + String.join(";", orgUnits));
    }
}

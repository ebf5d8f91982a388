package org.pirogue.flow.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.flow.object.OrgUnitFields;

/** The organisation units of a table of values, by uid. */
final class ValueUnits {
    static final String FIELDS = "id,code,name,openingDate,closedDate,parent[id,code]";
    private static final int DAY = 10;

    private final Map<String, Map<String, String>> byUid = new HashMap<>();
    private final Set<String> assigned = new TreeSet<>();

    private ValueUnits() {}

    static ValueUnits of(JsonNode units, List<DataSetMetadata> dataSets, ValueWindow window) {
        ValueUnits all = new ValueUnits();
        for (JsonNode unit : units) {
            Map<String, String> columns = new LinkedHashMap<>();
            columns.put("org_unit", DataSetMetadata.codeOf(unit));
            columns.put("org_unit_name", unit.path("name").asText());
            columns.put("org_unit_parent", OrgUnitFields.label(unit.path("parent")));
            columns.put("open", window.open(day(unit.path("openingDate")), day(unit.path("closedDate"))));
            all.byUid.put(unit.path("id").asText(), columns);
        }
        dataSets.forEach(dataSet -> dataSet.orgUnits().forEach(code -> {
            String uid = dataSet.orgUnitId(code);
            if (uid != null && !"not".equals(all.columns(uid).get("open"))) {
                all.assigned.add(uid);
            }
        }));
        return all;
    }

    private static String day(JsonNode date) {
        String text = date.asText("");
        return text.length() > DAY ? text.substring(0, DAY) : text;
    }

    /** Of a unit that the account does not see its uid is all that is known. */
    Map<String, String> columns(String uid) {
        return byUid.getOrDefault(uid, Map.of("org_unit", uid));
    }

    /** Those that should report and worked in the closing period, of which no value was seen. */
    List<String> without(Set<String> seen) {
        List<String> silent = new ArrayList<>(assigned);
        silent.removeAll(seen);
        return silent;
    }
}

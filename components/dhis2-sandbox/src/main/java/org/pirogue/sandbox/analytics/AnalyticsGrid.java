package org.pirogue.sandbox.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.format.TextStyle;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.values.Period;
import org.pirogue.sandbox.values.PeriodType;

/** Rows as DHIS2's grid shows them, with what it says of each item, period and unit that it understood. */
final class AnalyticsGrid {
    private static final int WIDTH = 4;

    private final Instance instance;
    private final AnalyticsItems items;
    private final AnalyticsQuery query;

    AnalyticsGrid(Instance instance, AnalyticsItems items, AnalyticsQuery query) {
        this.instance = instance;
        this.items = items;
        this.query = query;
    }

    ObjectNode json(List<AnalyticsEndpoints.Row> rows, boolean skipMeta) {
        ObjectNode body = Call.JSON.createObjectNode();
        ArrayNode headers = body.putArray("headers");
        header(headers, "dx", "Data", "TEXT", "java.lang.String", true);
        header(headers, "pe", "Period", "TEXT", "java.lang.String", true);
        header(headers, "ou", "Organisation unit", "TEXT", "java.lang.String", true);
        header(headers, "value", "Value", "NUMBER", "java.lang.Double", false);
        ObjectNode meta = body.putObject("metaData");
        if (!skipMeta) {
            describe(meta);
        }
        body.putObject("rowContext");
        body.put("width", rows.isEmpty() ? 0 : WIDTH);
        ArrayNode all = body.putArray("rows");
        rows.forEach(row -> all.addArray()
                .add(row.item())
                .add(row.period().id())
                .add(row.unit().id())
                .add(AnalyticsEndpoints.text(row.value())));
        return body.put("height", rows.size()).put("headerWidth", WIDTH);
    }

    private static void header(
            ArrayNode headers, String name, String column, String valueType, String type, boolean meta) {
        headers.addObject()
                .put("name", name)
                .put("column", column)
                .put("valueType", valueType)
                .put("type", type)
                .put("hidden", false)
                .put("meta", meta);
    }

    private void describe(ObjectNode meta) {
        ObjectNode known = meta.putObject("items");
        ObjectNode dimensions = meta.putObject("dimensions");
        name(known, "dx", "Data");
        name(known, "pe", "Period");
        name(known, "ou", "Organisation unit");
        ArrayNode dx = dimensions.putArray("dx");
        query.items().forEach(item -> name(known, dx.add(item), item, items.name(item)));
        ArrayNode pe = dimensions.putArray("pe");
        query.periods().forEach(period -> name(known, pe.add(period.id()), period.id(), name(period)));
        ArrayNode ou = dimensions.putArray("ou");
        query.units().forEach(unit -> name(known, ou.add(unit.id()), unit.id(), unit.name()));
        ArrayNode co = dimensions.putArray("co");
        optionCombos().forEach(combo -> name(known, co.add(combo), combo, optionCombo(combo)));
        if (query.level() != null) {
            query.boundary().forEach(unit -> boundary(known, unit));
            level(known, query.level());
        }
    }

    private static void name(ObjectNode known, ArrayNode added, String id, String name) {
        name(known, id, name);
    }

    private static void name(ObjectNode known, String id, String name) {
        known.putObject(id).put("name", name);
    }

    private static void boundary(ObjectNode known, OrgUnit unit) {
        known.putObject(unit.id())
                .put("uid", unit.id())
                .put("code", unit.code())
                .put("name", unit.name());
    }

    private void level(ObjectNode known, String level) {
        instance.metadata().all("organisationUnitLevels").stream()
                .filter(each -> each.path("level").asText().equals(level))
                .forEach(each -> known.putObject(each.path("id").asText())
                        .put("uid", each.path("id").asText())
                        .put("name", each.path("name").asText()));
    }

    private Set<String> optionCombos() {
        Set<String> combos = new LinkedHashSet<>();
        query.items().stream()
                .flatMap(item -> items.categoryCombo(item).stream())
                .forEach(wanted -> instance.metadata()
                        .all("categoryOptionCombos")
                        .forEach(combo -> {
                            if (combo.path("categoryCombo").path("id").asText().equals(wanted)) {
                                combos.add(combo.path("id").asText());
                            }
                        }));
        return combos;
    }

    private String optionCombo(String id) {
        return instance.metadata()
                .byId("categoryOptionCombos", id)
                .map(found -> found.path("name").asText())
                .orElse(id);
    }

    private static String name(Period period) {
        return period.type() == PeriodType.MONTHLY
                ? period.start().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                        + period.start().getYear()
                : period.id();
    }
}

package org.pirogue.sandbox.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.DataValues;
import org.pirogue.sandbox.values.Period;

/** {@code /api/analytics} in both of its forms, and the update of its tables, which there are none of here. */
public final class AnalyticsEndpoints implements Endpoints {
    private static final String UPDATE = "ANALYTICS_TABLE";

    /** One number. */
    record Row(String item, Period period, OrgUnit unit, BigDecimal value) {}

    private final Instance instance;
    private final DataValues values;
    private final Completeness completeness;

    public AnalyticsEndpoints(Instance instance, DataValues values, Completeness completeness) {
        this.instance = instance;
        this.values = values;
        this.completeness = completeness;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/analytics", this::grid);
        routes.get("/api/analytics.json", this::grid);
        routes.get("/api/analytics/dataValueSet", this::dataValues);
        routes.get("/api/analytics/dataValueSet.json", this::dataValues);
        routes.post("/api/resourceTables/analytics", this::update);
    }

    private void grid(Call call) throws IOException {
        AnalyticsItems items = new AnalyticsItems(instance);
        AnalyticsQuery query = AnalyticsQuery.of(call, instance, items);
        call.json(new AnalyticsGrid(instance, items, query)
                .json(call.flag("skipData", false) ? List.of() : rows(items, query), call.flag("skipMeta", false)));
    }

    private void dataValues(Call call) throws IOException {
        AnalyticsItems items = new AnalyticsItems(instance);
        AnalyticsQuery query = AnalyticsQuery.of(call, instance, items);
        String today = instance.now().atZone(ZoneOffset.UTC).toLocalDate().toString();
        ObjectNode body = Call.JSON.createObjectNode();
        ArrayNode all = body.putArray("dataValues");
        for (Row row : rows(items, query)) {
            String[] parts = row.item().split("\\.");
            boolean operand = instance.metadata().has("dataElements", parts[0]) && parts.length == 2;
            ObjectNode value = all.addObject()
                    .put("dataElement", operand ? parts[0] : row.item())
                    .put("period", row.period().id())
                    .put("orgUnit", row.unit().id());
            if (operand) {
                value.put("categoryOptionCombo", parts[1]);
            }
            value.put("value", text(row.value()))
                    .put("created", today)
                    .put("lastUpdated", today)
                    .put("comment", "[aggregated]")
                    .put("followup", false);
        }
        call.json(body);
    }

    static String text(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private List<Row> rows(AnalyticsItems items, AnalyticsQuery query) {
        List<Row> rows = new ArrayList<>();
        ReportingRates rates = new ReportingRates(completeness, instance.orgUnits());
        List<Sums> sums = query.periods().stream()
                .map(period -> new Sums(values, instance.orgUnits(), period))
                .toList();
        for (String item : query.items()) {
            try {
                List<Row> own = new ArrayList<>();
                for (int at = 0; at < sums.size(); at++) {
                    Period period = query.periods().get(at);
                    Sums numbers = sums.get(at);
                    query.units().forEach(unit -> items.value(item, numbers, rates, period, unit)
                            .ifPresent(value -> own.add(new Row(item, period, unit, value))));
                }
                rows.addAll(own);
            } catch (AnalyticsItems.Broken broken) {
                // As DHIS2 2.43.1 does: alone it is refused, among others it is missing, and nothing is said.
                if (query.items().size() == 1) {
                    throw Refusal.conflict("E7145", "Query failed because of a syntax error");
                }
            }
        }
        return rows;
    }

    private void update(Call call) throws IOException {
        if (!call.user().has("F_PERFORM_MAINTENANCE")) {
            throw Refusal.of(403, "Access is denied, requires one Authority from [F_PERFORM_MAINTENANCE]");
        }
        instance.analyticsBuilt(instance.now());
        String id = instance.uids().next();
        String name = UPDATE + " (" + instance.now().toEpochMilli() + ")";
        ObjectNode body = Call.JSON
                .createObjectNode()
                .put("httpStatus", "OK")
                .put("httpStatusCode", 200)
                .put("status", "OK")
                .put("message", "Initiated " + name);
        ObjectNode response = body.putObject("response")
                .put("name", name)
                .put("id", id)
                .put("created", Times.local(instance.now()))
                .put("jobType", UPDATE)
                .put("jobStatus", "NOT_STARTED");
        ObjectNode parameters = response.putObject("jobParameters");
        call.query("lastYears").ifPresent(years -> parameters.put("lastYears", Integer.parseInt(years)));
        parameters.putArray("skipTableTypes");
        parameters.putArray("skipPrograms");
        parameters.put("skipResourceTables", false).put("skipOutliers", false);
        response.put("relativeNotifierEndpoint", "/api/system/tasks/" + UPDATE + "/" + id)
                .put("responseType", "JobConfiguration");
        instance.notifier().add(UPDATE, id, "INFO", "Analytics tables updated: 00:00:00.001", true);
        call.json(body);
    }
}

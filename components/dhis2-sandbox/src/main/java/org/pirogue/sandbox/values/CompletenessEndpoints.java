package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.OrgUnit;

/** {@code /api/completeDataSetRegistrations}. */
public final class CompletenessEndpoints implements Endpoints {
    private final Instance instance;
    private final Completeness completeness;

    public CompletenessEndpoints(Instance instance, Completeness completeness) {
        this.instance = instance;
        this.completeness = completeness;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/completeDataSetRegistrations", this::get);
        routes.post("/api/completeDataSetRegistrations", this::post);
        routes.delete("/api/completeDataSetRegistrations", this::delete);
    }

    private void get(Call call) throws IOException {
        Set<String> dataSets = new TreeSet<>(call.commaSeparated("dataSet"));
        List<String> periods = call.commaSeparated("period");
        Set<String> units = units(call);
        Optional<LocalDate> start = call.query("startDate").map(LocalDate::parse);
        Optional<LocalDate> end = call.query("endDate").map(LocalDate::parse);
        ObjectNode body = Call.JSON.createObjectNode();
        ArrayNode array = body.putArray("completeDataSetRegistrations");
        for (Completeness.Registration one : completeness.all()) {
            boolean inTime = periods.isEmpty()
                    ? Period.parse(one.key().period())
                            .filter(p -> start.filter(p.start()::isBefore).isEmpty())
                            .filter(p -> end.filter(p.end()::isAfter).isEmpty())
                            .isPresent()
                    : periods.contains(one.key().period());
            if (inTime
                    && dataSets.contains(one.key().dataSet())
                    && units.contains(one.key().orgUnit())) {
                array.addObject()
                        .put("period", one.key().period())
                        .put("dataSet", one.key().dataSet())
                        .put("organisationUnit", one.key().orgUnit())
                        .put("attributeOptionCombo", one.key().attributeOptionCombo())
                        .put("date", one.date())
                        .put("storedBy", one.storedBy())
                        .put("completed", one.completed());
            }
        }
        call.json(body);
    }

    private Set<String> units(Call call) {
        Set<String> units = new TreeSet<>();
        call.commaSeparated("orgUnit").forEach(id -> {
            units.add(id);
            if (call.flag("children", false)) {
                instance.orgUnits().subtree(id).stream().map(OrgUnit::id).forEach(units::add);
            }
        });
        return units;
    }

    private void post(Call call) throws IOException {
        ImportOptions options = ImportOptions.of(call);
        int imported = 0;
        int updated = 0;
        ArrayNode conflicts = Call.JSON.createArrayNode();
        int ignored = 0;
        for (JsonNode one : call.json().path("completeDataSetRegistrations")) {
            Optional<ObjectNode> conflict = conflict(one);
            if (conflict.isPresent()) {
                conflicts.add(conflict.get());
                ignored++;
            } else if (store(call, one, options)) {
                updated++;
            } else {
                imported++;
            }
        }
        reply(call, options, new int[] {imported, updated, ignored}, conflicts);
    }

    private Optional<ObjectNode> conflict(JsonNode one) {
        String dataSet = one.path("dataSet").asText();
        if (!instance.metadata().has("dataSets", dataSet)) {
            return Optional.of(conflict(dataSet, "Data set not found or not accessible"));
        }
        String unit = one.path("organisationUnit").asText();
        if (instance.orgUnits().byId(unit).isEmpty()) {
            return Optional.of(conflict(unit, "Organisation unit not found or not accessible"));
        }
        String period = one.path("period").asText();
        return Period.parse(period).isEmpty() ? Optional.of(conflict(period, "Period not valid")) : Optional.empty();
    }

    private static ObjectNode conflict(String object, String value) {
        return Call.JSON.createObjectNode().put("object", object).put("value", value);
    }

    private boolean store(Call call, JsonNode one, ImportOptions options) {
        Completeness.Key key = key(
                one.path("dataSet").asText(),
                one.path("period").asText(),
                one.path("organisationUnit").asText(),
                one.path("attributeOptionCombo").asText(DataValues.DEFAULT_COMBO));
        if (options.dryRun()) {
            return true;
        }
        boolean completed = !options.deletes() && one.path("completed").asBoolean(true);
        log(call, key, completed);
        if (options.deletes()) {
            return completeness.remove(key);
        }
        String today = instance.now().atZone(ZoneOffset.UTC).toLocalDate().toString();
        return completeness.put(new Completeness.Registration(
                key, one.path("date").asText(today), call.user().username(), completed));
    }

    private void log(Call call, Completeness.Key key, boolean completed) {
        String before = completeness
                .find(key)
                .filter(Completeness.Registration::completed)
                .map(found -> "true")
                .orElse(null);
        instance.truth()
                .add(
                        instance.now(),
                        call.user().username(),
                        "complete",
                        key.logged(),
                        before,
                        completed ? "true" : null,
                        !completed);
    }

    private static Completeness.Key key(String dataSet, String period, String orgUnit, String attribute) {
        return new Completeness.Key(dataSet, period, orgUnit, attribute);
    }

    private static void reply(Call call, ImportOptions options, int[] counts, ArrayNode conflicts) throws IOException {
        boolean good = conflicts.isEmpty();
        boolean some = counts[0] + counts[1] > 0;
        String status = good ? "SUCCESS" : some ? "WARNING" : "ERROR";
        ObjectNode body = Call.JSON
                .createObjectNode()
                .put("httpStatus", good ? "OK" : "Conflict")
                .put("httpStatusCode", good ? 200 : 409)
                .put("status", good ? "OK" : status)
                .put("message", good ? "Import was successful." : "An error occurred, please check import summary.");
        ObjectNode response = body.putObject("response").put("status", status);
        response.set("importOptions", options.json());
        response.put("description", "Import process complete.")
                .putObject("importCount")
                .put("imported", counts[0])
                .put("updated", counts[1])
                .put("ignored", counts[2])
                .put("deleted", 0);
        response.set("conflicts", conflicts);
        response.putArray("rejectedIndexes");
        response.put("responseType", "ImportSummary");
        call.json(good ? 200 : 409, body);
    }

    /** The category options of {@code cp} are not understood: only the default attribute option combo. */
    private void delete(Call call) {
        Completeness.Key key = Completeness.Key.of(call.query("ds", ""), call.query("pe", ""), call.query("ou", ""));
        log(call, key, false);
        completeness.remove(key);
        call.empty(204);
    }
}

package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;

/** {@code /api/dataValueSets}: export and import. */
public final class ValueEndpoints implements Endpoints {
    private static final String TYPE = "DATAVALUE_IMPORT";

    private final Instance instance;
    private final DataValues store;
    private final ValueImport importing;

    public ValueEndpoints(Instance instance, DataValues store, Completeness completeness) {
        this.instance = instance;
        this.store = store;
        this.importing = new ValueImport(instance, store, completeness);
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/dataValueSets", this::export);
        routes.get("/api/dataValueSets.json", this::export);
        routes.get("/api/dataValueSets.csv", this::export);
        routes.post("/api/dataValueSets", this::post);
        routes.post("/api/dataValueSets.json", this::post);
        new SingleValues(store, importing).register(routes);
    }

    private void export(Call call) throws IOException {
        String format = call.query("format", call.path().endsWith(".csv") ? "csv" : "json");
        if (format.equals("xml")) {
            throw Refusal.page(406, "XML is not covered by this sandbox");
        }
        boolean csv = format.equals("csv");
        ValueQuery query = ValueQuery.of(call, instance);
        ValueExport.requireNames(instance.metadata(), store, query);
        String type = csv ? "application/csv;charset=UTF-8" : "application/json;charset=UTF-8";
        try (OutputStream out = call.stream(200, type)) {
            new ValueExport(instance.metadata(), store, query, csv, out).write();
        }
    }

    private void post(Call call) throws IOException {
        ImportOptions options = ImportOptions.of(call);
        Payload payload = read(call);
        if (options.async()) {
            call.json(async(call, payload, options));
            return;
        }
        Verdict verdict = importing.run(payload, options, call.user());
        call.json(verdict.httpStatus(instance.mode()), verdict.body(options, instance.mode()));
    }

    private static Payload read(Call call) throws IOException {
        String type = call.header("Content-Type").orElse("application/json");
        if (type.contains("csv")) {
            return CsvPayloads.read(call.body());
        }
        if (type.contains("json")) {
            return JsonPayloads.read(call.body());
        }
        throw Refusal.of(415, "Content-Type '" + type + "' is not supported");
    }

    private ObjectNode async(Call call, Payload payload, ImportOptions options) {
        String id = instance.uids().next();
        String name = TYPE + " (" + instance.now().toEpochMilli() + ")";
        instance.background().submit(() -> runLater(call, payload, options, id));
        call.setHeader("Location", call.base() + "/api/system/tasks/" + TYPE);
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
                .put("jobType", TYPE)
                .put("jobStatus", "NOT_STARTED");
        response.set("jobParameters", options.json());
        response.put("relativeNotifierEndpoint", "/api/system/tasks/" + TYPE + "/" + id)
                .put("responseType", "JobConfiguration");
        return body;
    }

    private void runLater(Call call, Payload payload, ImportOptions options, String id) {
        int size = payload.size();
        note(id, "INFO", "Data value set import", false, options);
        for (String step : new String[] {
            "Loading file resource",
            "Loading file content",
            "Deserializing JSON data",
            "Decoding group ds=? [de= ou= pe= aoc=](" + size + " values)",
            "Validating group ds=? (" + size + " values)"
        }) {
            instance.notifier().add(TYPE, id, "INFO", step, false);
        }
        try {
            Verdict verdict = importing.run(payload, options, call.user());
            verdict.conflicts().forEach(c -> instance.notifier().add(TYPE, id, "ERROR", c.text(), false));
            instance.notifier().summary(TYPE, id, verdict.summary(options));
            String done = "Import complete with status %s, %d created, %d updated, %d deleted, %d ignored"
                    .formatted(
                            verdict.status(),
                            verdict.imported(),
                            verdict.updated(),
                            verdict.deleted(),
                            verdict.ignored());
            instance.notifier().add(TYPE, id, "INFO", done, true);
        } catch (RuntimeException e) {
            instance.notifier().add(TYPE, id, "ERROR", String.valueOf(e.getMessage()), false);
        }
    }

    private void note(String id, String level, String message, boolean completed, ImportOptions options) {
        ObjectNode data = options.json();
        data.putNull("preheatCache").putNull("filename").putNull("notificationLevel");
        if (options.dataSet() == null) {
            data.putNull("dataSet");
        }
        instance.notifier().add(TYPE, id, level, message, completed, data);
    }
}

package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;

/** {@code /api/tracker}: imports, their reports, and reads. */
public final class TrackerEndpoints implements Endpoints {
    private final Instance instance;
    private final Models models;
    private final TrackerImport imports;
    private final TrackerJobs jobs;
    private final TrackerReads reads;

    public TrackerEndpoints(Instance instance, TrackerStore store) {
        this.instance = instance;
        this.models = new Models(instance.metadata());
        this.imports = new TrackerImport(instance, models, store);
        this.jobs = new TrackerJobs(instance, imports);
        this.reads = new TrackerReads(instance, models, store);
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/tracker", this::importPayload);
        routes.get("/api/tracker/jobs/{uid}", call -> call.json(jobs.messages(call.pathValue("uid"))));
        routes.get("/api/tracker/jobs/{uid}/report", this::report);
        Map<String, Kind> lists =
                Map.of("trackedEntities", Kind.TRACKED_ENTITY, "enrollments", Kind.ENROLLMENT, "events", Kind.EVENT);
        lists.forEach((path, kind) -> {
            routes.get("/api/tracker/" + path, call -> reads.list(kind, call));
            routes.get("/api/tracker/" + path + "/{uid}", call -> reads.one(kind, call));
        });
        routes.get("/api/tracker/events.csv", reads::csv);
    }

    private void importPayload(Call call) throws IOException {
        mustSpeakJson(call);
        ImportOptions options = ImportOptions.of(name -> call.query(name).orElse(null));
        Payload payload = new PayloadReader(models.current(), options, instance.uids()::next).read(call.body());
        if (options.async()) {
            String id = jobs.start(payload, options, call.user());
            call.json(queued(call, id));
            return;
        }
        ImportReport report = imports.run(payload, options, call.user());
        call.json(report.httpStatus(), report.toJson());
    }

    private static void mustSpeakJson(Call call) {
        String type = call.header("Content-Type").orElse("application/json");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw Refusal.of(415, "Content-Type '" + type + "' is not supported");
        }
        String accept = call.header("Accept").orElse("*/*");
        if (!accept.contains("json") && !accept.contains("/*") && !accept.equals("*")) {
            throw Refusal.page(406, "Acceptable representations: [application/json].");
        }
    }

    private static ObjectNode queued(Call call, String id) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("httpStatus", "OK")
                .put("httpStatusCode", 200)
                .put("status", "OK")
                .put("message", "Tracker job added");
        answer.putObject("response")
                .put("id", id)
                // DHIS2 leaves out "/api" here.
                .put("location", call.base() + "/tracker/jobs/" + id)
                .put("responseType", "TrackerJob");
        return answer;
    }

    private void report(Call call) throws IOException {
        String id = call.pathValue("uid");
        call.json(instance.notifier()
                .summary(TrackerJobs.TYPE, id)
                .orElseThrow(() -> Refusal.of(404, "E1005", "Summary for job " + id + " does not exist")));
    }
}

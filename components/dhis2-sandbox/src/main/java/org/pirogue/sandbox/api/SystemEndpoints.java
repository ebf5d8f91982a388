package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Notifier;
import org.pirogue.sandbox.instance.Times;

/** System information, pings, and progress of what runs in the background. */
public final class SystemEndpoints implements Endpoints {
    private static final String NEVER = "1970-01-01T00:00:00.000";

    private final Instance instance;

    public SystemEndpoints(Instance instance) {
        this.instance = instance;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/ping", call -> call.empty(200));
        routes.get("/api/system/ping", call -> call.text(200, "text/plain;charset=UTF-8", "pong"));
        routes.get("/api/system/info", call -> call.json(info(call)));
        routes.get("/login", SystemEndpoints::loginPage);
        routes.get("/login/", SystemEndpoints::loginPage);
        routes.get("/api/system/tasks", this::allTasks);
        routes.get("/api/system/tasks/{type}", this::tasksOfType);
        routes.get("/api/system/tasks/{type}/{id}", this::task);
        routes.get("/api/system/taskSummaries/{type}/{id}", this::summary);
    }

    private static void loginPage(Call call) throws IOException {
        call.text(
                200,
                "text/html;charset=UTF-8",
                "<!doctype html><html><head><title>Sandbox, not a DHIS2: login</title></head><body>"
                        + "<p>This is a stand-in for tests. It has no login form.</p></body></html>");
    }

    private ObjectNode info(Call call) {
        String now = Times.local(instance.now());
        ObjectNode info = Call.JSON
                .createObjectNode()
                .put("contextPath", call.base())
                .put("userAgent", call.header("User-Agent").orElse(""))
                .put("calendar", "iso8601")
                .put("dateFormat", "yyyy-mm-dd")
                .put("serverDate", now)
                .put("serverTimeZoneId", "Etc/UTC")
                .put("sessionTimeout", 3600)
                .put("serverTimeZoneDisplayName", "Coordinated Universal Time")
                .put("lastAnalyticsTableSuccess", Times.local(instance.analyticsBuilt()))
                .put("intervalSinceLastAnalyticsTableSuccess", "")
                .put("lastAnalyticsTableRuntime", "")
                .put("lastSystemMonitoringSuccess", NEVER)
                .put("lastAnalyticsTablePartitionSuccess", NEVER)
                .put("intervalSinceLastAnalyticsTablePartitionSuccess", "")
                .put("lastAnalyticsTablePartitionRuntime", "");
        info.putObject("databaseInfo")
                .put("name", "none")
                .put("user", "none")
                .put("url", "memory")
                .put("databaseVersion", "Stand-in, not a DHIS2")
                .put("spatialSupport", true)
                .put("time", now);
        info.putObject("capability").put("analyticsTotalCounts", false);
        return about(call, info);
    }

    private ObjectNode about(Call call, ObjectNode info) {
        Runtime runtime = Runtime.getRuntime();
        return info.put("version", instance.mode().version())
                .put("revision", "sandbox")
                .put("buildTime", NEVER)
                .put("jasperReportsVersion", "")
                .put("environmentVariable", "")
                .put("fileStoreProvider", "memory")
                .put("readOnlyMode", "off")
                .put("nodeId", "")
                .put("javaVersion", System.getProperty("java.version"))
                .put("javaVendor", "")
                .put("osName", "")
                .put("osArchitecture", "")
                .put("osVersion", "")
                .put("externalDirectory", "")
                .put("readReplicaCount", 0)
                .put("memoryInfo", "Mem Total in JVM: " + (runtime.totalMemory() >> 20))
                .put("cpuCores", runtime.availableProcessors())
                .put("encryption", false)
                .put("emailConfigured", false)
                .put("redisEnabled", false)
                .put("systemId", "sandbox-" + instance.name())
                .put("systemName", "Sandbox " + instance.name() + " (a stand-in, not a DHIS2)")
                .put("systemMetadataVersion", "")
                .put("instanceBaseUrl", call.base())
                .put("clusterHostname", "")
                .put("isMetadataVersionEnabled", false)
                .put("lastMetadataVersionSyncAttempt", NEVER);
    }

    private static ObjectNode json(Notifier.Message message) {
        ObjectNode json = Call.JSON
                .createObjectNode()
                .put("level", message.level())
                .put("category", message.category())
                .put("message", message.message())
                .put("completed", message.completed());
        if (message.data() != null) {
            json.put("dataType", "PARAMETERS").set("data", message.data());
        }
        return json.put("id", message.uid()).put("time", message.time()).put("uid", message.uid());
    }

    private static ArrayNode json(List<Notifier.Message> messages) {
        ArrayNode array = Call.JSON.createArrayNode();
        messages.forEach(message -> array.add(json(message)));
        return array;
    }

    /** The newest and the oldest message: what the overviews show. */
    private static List<Notifier.Message> gist(List<Notifier.Message> messages) {
        List<Notifier.Message> ends = new ArrayList<>(messages);
        if (ends.size() > 2) {
            ends.subList(1, ends.size() - 1).clear();
        }
        return ends;
    }

    private ObjectNode ofType(String type) {
        ObjectNode json = Call.JSON.createObjectNode();
        Map<String, List<Notifier.Message>> all = instance.notifier().messages(type);
        all.forEach((id, messages) -> json.set(id, json(gist(messages))));
        return json;
    }

    private void allTasks(Call call) throws IOException {
        ObjectNode json = Call.JSON.createObjectNode();
        instance.notifier().types().forEach(type -> json.set(type, ofType(type)));
        call.json(json);
    }

    private void tasksOfType(Call call) throws IOException {
        call.json(ofType(call.pathValue("type")));
    }

    private void task(Call call) throws IOException {
        call.json(json(instance.notifier().messages(call.pathValue("type"), call.pathValue("id"))));
    }

    private void summary(Call call) throws IOException {
        var summary = instance.notifier().summary(call.pathValue("type"), call.pathValue("id"));
        if (summary.isPresent()) {
            call.json(summary.get());
        } else {
            call.empty(200);
        }
    }
}

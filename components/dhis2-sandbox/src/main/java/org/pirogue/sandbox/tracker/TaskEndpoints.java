package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Notifier;

/** {@code /api/system/tasks} and {@code /api/system/taskSummaries}, for imports of every kind. */
public final class TaskEndpoints implements Endpoints {
    private final Notifier notifier;

    public TaskEndpoints(Instance instance) {
        this.notifier = instance.notifier();
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/system/tasks", this::everything);
        routes.get("/api/system/tasks/{type}", call -> call.json(ofType(call.pathValue("type"), gist(call))));
        routes.get(
                "/api/system/tasks/{type}/{uid}",
                call -> call.json(TaskMessages.all(notifier, call.pathValue("type"), call.pathValue("uid"))));
        routes.get("/api/system/taskSummaries/{type}", this::summaries);
        routes.get("/api/system/taskSummaries/{type}/{uid}", this::summary);
    }

    private static boolean gist(Call call) {
        return call.flag("gist", true);
    }

    private void everything(Call call) throws IOException {
        ObjectNode types = JsonNodeFactory.instance.objectNode();
        notifier.types().forEach(type -> types.set(type, ofType(type, gist(call))));
        call.json(types);
    }

    private ObjectNode ofType(String type, boolean gist) {
        ObjectNode byId = JsonNodeFactory.instance.objectNode();
        for (String id : notifier.messages(type).keySet()) {
            ArrayNode list = gist ? TaskMessages.gist(notifier, type, id) : TaskMessages.all(notifier, type, id);
            byId.set(id, list);
        }
        return byId;
    }

    private void summaries(Call call) throws IOException {
        String type = call.pathValue("type");
        ObjectNode byId = JsonNodeFactory.instance.objectNode();
        for (String id : notifier.messages(type).keySet()) {
            notifier.summary(type, id).ifPresent(summary -> byId.set(id, summary));
        }
        call.json(byId);
    }

    private void summary(Call call) throws IOException {
        Optional<JsonNode> summary = notifier.summary(call.pathValue("type"), call.pathValue("uid"));
        if (summary.isPresent()) {
            call.json(summary.get());
        } else {
            call.empty(200);
        }
    }
}

package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.pirogue.sandbox.fault.Fault;
import org.pirogue.sandbox.fault.Faults;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.truth.TruthLog;

/** What only the sandbox has: faults, ground truth, numbers. Needs no sign-in. */
public final class SandboxEndpoints implements Endpoints {
    private final Instance instance;
    private final Faults faults;
    private final LongSupplier values;
    private final LongSupplier calls;

    public SandboxEndpoints(Instance instance, Faults faults, LongSupplier values, LongSupplier calls) {
        this.instance = instance;
        this.faults = faults;
        this.values = values;
        this.calls = calls;
    }

    @Override
    public void register(Routes routes) {
        routes.post("/sandbox/faults", this::addFaults);
        routes.delete("/sandbox/faults", call -> {
            faults.clear();
            call.empty(204);
        });
        routes.get("/sandbox/truth", this::truth);
        routes.delete("/sandbox/truth", call -> {
            instance.truth().clear();
            call.empty(204);
        });
        routes.put("/sandbox/truth", call -> {
            instance.truth().on(call.flag("on", true));
            call.empty(204);
        });
        routes.get("/sandbox/stats", this::stats);
    }

    private void addFaults(Call call) throws IOException {
        JsonNode script = call.json();
        try {
            if (script.isArray()) {
                script.forEach(line -> faults.add(Fault.of(line)));
            } else {
                faults.add(Fault.of(script));
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.of(400, "not a fault: " + e.getMessage());
        }
        call.empty(204);
    }

    private void truth(Call call) throws IOException {
        ArrayNode array = Call.JSON.createArrayNode();
        for (TruthLog.Write write : instance.truth().since(call.number("since", 0))) {
            array.addObject()
                    .put("sequence", write.sequence())
                    .put("at", write.at().toString())
                    .put("user", write.user())
                    .put("kind", write.kind())
                    .put("key", write.key())
                    .put("before", write.before())
                    .put("after", write.after())
                    .put("deleted", write.deleted());
        }
        call.json(array);
    }

    private void stats(Call call) throws IOException {
        ObjectNode json = Call.JSON
                .createObjectNode()
                .put("sandbox", "a stand-in, not a DHIS2")
                .put("name", instance.name())
                .put("mode", instance.mode().label())
                .put("calls", calls.getAsLong())
                .put("dataValues", values.getAsLong())
                .put("writesLogged", instance.truth().size())
                .put("faultsHit", faults.hits());
        ObjectNode types = json.putObject("metadata");
        instance.metadata()
                .types()
                .forEach(type -> types.put(type, instance.metadata().all(type).size()));
        call.json(json);
    }
}

package org.pirogue.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Endpoints;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.http.Routes;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OptionComboMaker;
import org.pirogue.sandbox.metadata.Types;

/** Metadata import, and single objects made, changed and removed. */
public final class MetadataWrites implements Endpoints {
    private static final String TYPE = "METADATA_IMPORT";
    private static final String FAILED = "One or more errors occurred, please see full details in import report.";

    private final Instance instance;
    private final MetadataStore metadata;

    public MetadataWrites(Instance instance) {
        this.instance = instance;
        this.metadata = instance.metadata();
    }

    @Override
    public void register(Routes routes) {
        routes.post("/api/metadata", this::importAll);
        routes.post("/api/metadata.json", this::importAll);
        routes.post("/api/maintenance/categoryOptionComboUpdate", call -> {
            new OptionComboMaker(metadata, instance.uids()::of).complete(Times.local(instance.now()));
            call.json(envelope(200));
        });
        routes.post("/api/{type}", this::create);
        routes.put("/api/{type}/{id}", this::replace);
        routes.patch("/api/{type}/{id}", this::patch);
        routes.delete("/api/{type}/{id}", this::delete);
    }

    private static ObjectNode envelope(int status) {
        return Call.JSON
                .createObjectNode()
                .put("httpStatus", status == 201 ? "Created" : status == 200 ? "OK" : "Conflict")
                .put("httpStatusCode", status)
                .put("status", status == 409 ? "WARNING" : "OK");
    }

    private void importAll(Call call) throws IOException {
        JsonNode payload = payload(call);
        if (call.flag("async", false)) {
            call.json(async(call, payload));
            return;
        }
        MetadataImport.Outcome outcome = importing(call).run(payload);
        ObjectNode body = envelope(outcome.ok() ? 200 : 409);
        if (!outcome.ok()) {
            body.put("message", FAILED);
        }
        body.set("response", outcome.report());
        call.json(outcome.ok() ? 200 : 409, body);
    }

    private static JsonNode payload(Call call) throws IOException {
        try {
            return call.json();
        } catch (JsonProcessingException e) {
            throw Refusal.of(409, e.getMessage());
        }
    }

    private MetadataImport importing(Call call) {
        return new MetadataImport(
                instance,
                call.user(),
                call.query("importStrategy", "CREATE_AND_UPDATE"),
                call.query("importMode", "COMMIT").equals("VALIDATE"),
                call.query("importReportMode", "ERRORS").equals("FULL"));
    }

    private ObjectNode async(Call call, JsonNode payload) {
        String id = instance.uids().next();
        String name = TYPE + " (" + instance.now().toEpochMilli() + ")";
        MetadataImport importing = importing(call);
        instance.background().submit(() -> {
            instance.notifier().add(TYPE, id, "INFO", "Importing metadata", false);
            MetadataImport.Outcome outcome = importing.run(payload);
            instance.notifier().summary(TYPE, id, outcome.report());
            instance.notifier()
                    .add(TYPE, id, "INFO", "Import complete with status " + (outcome.ok() ? "OK" : "ERROR"), true);
        });
        ObjectNode body = envelope(200).put("message", "Initiated " + name);
        ObjectNode response = body.putObject("response")
                .put("name", name)
                .put("id", id)
                .put("created", Times.local(instance.now()))
                .put("jobType", TYPE)
                .put("jobStatus", "NOT_STARTED");
        response.putObject("jobParameters")
                .put("importMode", "COMMIT")
                .put("identifier", "UID")
                .put("importReportMode", "ERRORS")
                .put("preheatMode", "REFERENCE")
                .put("importStrategy", call.query("importStrategy", "CREATE_AND_UPDATE"))
                .put("atomicMode", "ALL")
                .put("flushMode", "AUTO")
                .put("skipSharing", false)
                .put("skipTranslation", false)
                .put("skipValidation", false)
                .put("metadataSyncImport", false)
                .put("firstRowIsHeader", true)
                .put("async", true);
        response.put("relativeNotifierEndpoint", "/api/system/tasks/" + TYPE + "/" + id)
                .put("responseType", "JobConfiguration");
        return body;
    }

    private String type(Call call) {
        String type = call.pathValue("type");
        if (Types.isServed(type)) {
            return type;
        }
        if (type.equals("system") || type.equals("me") || type.equals("ping")) {
            throw Refusal.of(405, "Request method '" + call.method() + "' is not supported");
        }
        throw Refusal.page(404, "No static resource " + call.path().substring(1) + ".");
    }

    private ObjectNode stored(Call call, String type) {
        String id = call.pathValue("id");
        return metadata.byId(type, id).orElseThrow(() -> Refusal.notFound(Types.simpleClass(type), id));
    }

    private static void requireRight(Call call, String what) {
        if (!call.user().has("F_METADATA_IMPORT")) {
            throw Refusal.of(403, "E1006", "You don't have the proper permissions to " + what + " this object.");
        }
    }

    private void create(Call call) throws IOException {
        String type = type(call);
        requireRight(call, "create");
        ObjectNode object = (ObjectNode) payload(call);
        if (!object.hasNonNull("id")) {
            object.put("id", instance.uids().next());
        }
        call.setHeader(
                "Location",
                call.base() + "/api/" + type + "/" + object.path("id").asText());
        write(call, type, object, 201);
    }

    private void replace(Call call) throws IOException {
        String type = type(call);
        stored(call, type);
        requireRight(call, "update");
        ObjectNode object = (ObjectNode) payload(call);
        write(call, type, object.put("id", call.pathValue("id")), 200);
    }

    private void patch(Call call) throws IOException {
        String type = type(call);
        ObjectNode object = stored(call, type).deepCopy();
        requireRight(call, "update");
        payload(call).forEach(operation -> patch(object, operation));
        write(call, type, object, 200);
    }

    private static void patch(ObjectNode object, JsonNode operation) {
        List<String> path = List.of(operation.path("path").asText().substring(1).split("/"));
        ObjectNode target = object;
        for (String step : path.subList(0, path.size() - 1)) {
            target = target.withObject("/" + step);
        }
        String last = path.get(path.size() - 1);
        if (operation.path("op").asText().equals("remove")) {
            target.remove(last);
        } else {
            target.set(last, operation.path("value"));
        }
    }

    private void write(Call call, String type, ObjectNode object, int status) throws IOException {
        MetadataImport importing = new MetadataImport(instance, call.user(), "CREATE_AND_UPDATE", false, false);
        ArrayNode errors = importing.errors(type, object);
        if (errors.isEmpty()) {
            importing.put(type, object, Times.local(instance.now()));
            new OptionComboMaker(metadata, instance.uids()::of).complete(Times.local(instance.now()));
        }
        reply(call, type, object.path("id").asText(), errors, status);
    }

    private static void reply(Call call, String type, String id, ArrayNode errors, int good) throws IOException {
        int status = errors.isEmpty() ? good : 409;
        ObjectNode body = envelope(status);
        if (status == 409) {
            body.put("message", FAILED);
        }
        ObjectNode response = body.putObject("response").put("uid", id).put("klass", Types.fullClass(type));
        response.set("errorReports", errors);
        response.put("responseType", "ObjectReport");
        call.json(status, body);
    }

    private void delete(Call call) throws IOException {
        String type = type(call);
        ObjectNode object = stored(call, type);
        requireRight(call, "delete");
        String id = object.path("id").asText();
        ArrayNode errors = Call.JSON.createArrayNode();
        Optional<String> children = children(type, id);
        if (children.isPresent()) {
            ObjectNode error = errors.addObject()
                    .put(
                            "message",
                            "Object could not be deleted because it is associated with another object: OrganisationUnit ("
                                    + children.get() + ")");
            error.putArray("args");
            error.put("mainKlass", Types.fullClass(type))
                    .put("errorCode", "E4030")
                    .putArray("errorProperties");
        } else {
            metadata.remove(type, id);
            instance.truth().add(instance.now(), call.user().username(), type, id, object.toString(), null, true);
        }
        reply(call, type, id, errors, 200);
    }

    private Optional<String> children(String type, String id) {
        if (!type.equals("organisationUnits")
                || metadata.orgUnits().children(id).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                ",",
                metadata.orgUnits().children(id).stream()
                        .map(unit -> unit.name())
                        .toList()));
    }
}

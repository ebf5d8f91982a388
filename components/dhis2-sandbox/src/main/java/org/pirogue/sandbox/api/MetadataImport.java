package org.pirogue.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OptionComboMaker;
import org.pirogue.sandbox.metadata.Types;
import org.pirogue.sandbox.metadata.User;

/** Judges and applies a metadata payload; all or nothing, as {@code atomicMode=ALL} does. */
final class MetadataImport {
    /**
     * What became of it.
     *
     * @param report the import report
     */
    record Outcome(boolean ok, ObjectNode report) {}

    private record Found(int created, int updated, int ignored, ArrayNode objects) {}

    private final Instance instance;
    private final MetadataStore metadata;
    private final User user;
    private final String strategy;
    private final boolean validateOnly;
    private final boolean full;
    private final Map<String, Set<String>> payloadIds = new HashMap<>();

    MetadataImport(Instance instance, User user, String strategy, boolean validateOnly, boolean full) {
        this.instance = instance;
        this.metadata = instance.metadata();
        this.user = user;
        this.strategy = strategy;
        this.validateOnly = validateOnly;
        this.full = full;
    }

    Outcome run(JsonNode payload) {
        Map<String, List<ObjectNode>> types = objects(payload);
        ObjectNode report = Call.JSON.createObjectNode();
        ArrayNode typeReports = Call.JSON.createArrayNode();
        int created = 0;
        int updated = 0;
        int ignored = 0;
        boolean ok = true;
        for (Map.Entry<String, List<ObjectNode>> type : types.entrySet()) {
            Found found = judge(type.getKey(), type.getValue());
            ok &= found.ignored == 0;
            created += found.created;
            updated += found.updated;
            ignored += found.ignored;
            ObjectNode typeReport = typeReports.addObject().put("klass", Types.fullClass(type.getKey()));
            typeReport.set("stats", stats(found.created, found.updated, found.ignored));
            typeReport.set("objectReports", found.objects);
        }
        if (ok && !validateOnly) {
            apply(types);
        }
        report.put("status", ok ? "OK" : "ERROR");
        report.set("typeReports", typeReports);
        report.set("stats", stats(created, updated, ignored));
        return new Outcome(ok, report.put("responseType", "ImportReport"));
    }

    private Map<String, List<ObjectNode>> objects(JsonNode payload) {
        Map<String, List<ObjectNode>> types = new LinkedHashMap<>();
        payload.fields().forEachRemaining(field -> {
            if (field.getValue().isArray() && Types.isServed(field.getKey())) {
                List<ObjectNode> objects = new ArrayList<>();
                field.getValue().forEach(node -> objects.add(withId(field.getKey(), (ObjectNode) node)));
                types.put(field.getKey(), objects);
            }
        });
        return types;
    }

    private ObjectNode withId(String type, ObjectNode node) {
        ObjectNode own = node.deepCopy();
        if (!own.hasNonNull("id")) {
            own.put("id", instance.uids().next());
        }
        payloadIds
                .computeIfAbsent(type, t -> new HashSet<>())
                .add(own.path("id").asText());
        return own;
    }

    private static ObjectNode stats(int created, int updated, int ignored) {
        return Call.JSON
                .createObjectNode()
                .put("created", created)
                .put("updated", updated)
                .put("deleted", 0)
                .put("ignored", ignored)
                .put("total", created + updated + ignored);
    }

    private Found judge(String type, List<ObjectNode> objects) {
        int created = 0;
        int updated = 0;
        int ignored = 0;
        ArrayNode reports = Call.JSON.createArrayNode();
        for (int index = 0; index < objects.size(); index++) {
            ObjectNode object = objects.get(index);
            ArrayNode errors = errors(type, object);
            boolean exists = metadata.has(type, object.path("id").asText());
            if (!errors.isEmpty()) {
                String code = errors.get(0).path("errorCode").asText();
                // Recorded so: a bad reference counts twice, a forbidden update bears the next index.
                ignored += code.equals("E5002") ? 2 : 1;
                report(reports, type, object, code.equals("E5000") ? index + 1 : index, errors);
            } else {
                created += exists ? 0 : 1;
                updated += exists ? 1 : 0;
                if (full) {
                    report(reports, type, object, index, errors);
                }
            }
        }
        return new Found(created, updated, ignored, reports);
    }

    private static void report(ArrayNode reports, String type, ObjectNode object, int index, ArrayNode errors) {
        ObjectNode report = reports.addObject()
                .put("klass", Types.fullClass(type))
                .put("index", index)
                .put("uid", object.path("id").asText());
        report.set("errorReports", errors);
    }

    /** What is wrong with one object, in the form of an import report. */
    ArrayNode errors(String type, ObjectNode object) {
        String id = object.path("id").asText();
        MetadataErrors errors = new MetadataErrors(type, object);
        Optional<ObjectNode> known = metadata.byId(type, id);
        if (!user.has("F_METADATA_IMPORT")) {
            errors.notAllowed(user, known.isPresent());
            return errors.found();
        }
        if (strategy.equals("CREATE") && known.isPresent()) {
            errors.exists();
            return errors.found();
        }
        Types.required(type).stream().filter(name -> !object.hasNonNull(name)).forEach(errors::missing);
        if (!errors.found().isEmpty()) {
            return errors.found();
        }
        badReferences(type, object, errors);
        if (object.hasNonNull("code")) {
            metadata.byCode(type, object.path("code").asText())
                    .map(other -> other.path("id").asText())
                    .filter(other -> !other.equals(id))
                    .ifPresent(
                            other -> errors.codeTaken(other, object.path("code").asText()));
        }
        return errors.found();
    }

    private void badReferences(String type, ObjectNode object, MetadataErrors errors) {
        object.fields().forEachRemaining(field -> Types.referredBy(field.getKey())
                .filter(target -> !target.startsWith("user"))
                .ifPresent(target -> references(field.getValue()).stream()
                        .filter(reference -> !isKnown(target, reference))
                        .forEach(reference -> errors.badReference(reference, target, field.getKey()))));
    }

    private static List<String> references(JsonNode value) {
        List<String> ids = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> ids.addAll(references(one)));
        } else if (value.isObject() && value.hasNonNull("id")) {
            ids.add(value.path("id").asText());
        }
        return ids;
    }

    private boolean isKnown(String type, String id) {
        return metadata.has(type, id) || payloadIds.getOrDefault(type, Set.of()).contains(id);
    }

    private void apply(Map<String, List<ObjectNode>> types) {
        String now = Times.local(instance.now());
        types.forEach((type, objects) -> objects.forEach(object -> put(type, object, now)));
        new OptionComboMaker(metadata, instance.uids()::of).complete(now);
    }

    /** Stores one judged object. */
    void put(String type, ObjectNode object, String now) {
        String id = object.path("id").asText();
        Optional<ObjectNode> known = metadata.byId(type, id);
        if (type.equals("categoryOptionCombos") && known.isEmpty() && isTaken(object)) {
            return;
        }
        object.put(
                "created", known.map(node -> node.path("created").asText(now)).orElse(now));
        object.put("lastUpdated", now);
        object.putObject("lastUpdatedBy")
                .put("id", user.id())
                .put("username", user.username())
                .put("name", user.firstName() + " " + user.surname());
        if (!object.has("translations")) {
            object.putArray("translations");
        }
        if (type.equals("users")) {
            instance.users().add(object);
        } else {
            metadata.put(type, object);
        }
        String before = known.map(JsonNode::toString).orElse(null);
        instance.truth().add(instance.now(), user.username(), type, id, before, object.toString(), false);
    }

    /** A combination exists once on a server: another server's id for it is not taken over. */
    private boolean isTaken(ObjectNode combo) {
        Set<String> options = new HashSet<>(references(combo.path("categoryOptions")));
        String categoryCombo = combo.path("categoryCombo").path("id").asText();
        return metadata.all("categoryOptionCombos").stream()
                .filter(other -> other.path("categoryCombo").path("id").asText().equals(categoryCombo))
                .anyMatch(other -> new HashSet<>(references(other.path("categoryOptions"))).equals(options));
    }
}

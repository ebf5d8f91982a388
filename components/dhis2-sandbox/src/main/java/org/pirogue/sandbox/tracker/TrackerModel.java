package org.pirogue.sandbox.tracker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.MetadataStore;

/** What tracker needs of the metadata, as it stood at one revision. */
final class TrackerModel {
    /** A data element or an attribute; {@code optionSet} is null where any value of the type will do. */
    record Field(
            String id,
            String code,
            String name,
            String valueType,
            @Nullable String optionSet,
            boolean unique) {}

    record EntityType(String id, Set<String> attributes, Set<String> mandatory) {}

    record Program(
            String id,
            String entityType,
            boolean onlyEnrollOnce,
            boolean futureEnrollment,
            boolean futureIncident,
            boolean showsIncident,
            Set<String> attributes,
            Set<String> mandatory,
            Set<String> orgUnits,
            Set<String> stages) {}

    record Stage(
            String id,
            String program,
            boolean repeatable,
            boolean alwaysChecked,
            Set<String> dataElements,
            Set<String> compulsory) {}

    private final MetadataStore metadata;
    private final long revision;
    private final Map<String, Field> attributes = new HashMap<>();
    private final Map<String, Field> dataElements = new HashMap<>();
    private final Map<String, EntityType> entityTypes = new HashMap<>();
    private final Map<String, Program> programs = new HashMap<>();
    private final Map<String, Stage> stages = new HashMap<>();
    private final Map<String, Set<String>> optionCodes = new HashMap<>();
    private final String defaultOptionCombo;
    private final String defaultOption;

    TrackerModel(MetadataStore metadata) {
        this.metadata = metadata;
        this.revision = metadata.revision();
        metadata.all("trackedEntityAttributes").forEach(node -> attributes.put(id(node), field(node)));
        metadata.all("dataElements").forEach(node -> dataElements.put(id(node), field(node)));
        metadata.all("trackedEntityTypes").forEach(node -> entityTypes.put(id(node), entityType(node)));
        metadata.all("programs").forEach(node -> programs.put(id(node), program(node)));
        metadata.all("programStages").forEach(node -> stages.put(id(node), stage(node)));
        metadata.all("options").forEach(this::option);
        defaultOptionCombo = idOfDefault("categoryOptionCombos", "HllvX50cXC0");
        defaultOption = idOfDefault("categoryOptions", "xYerKDKCefk");
    }

    boolean isOf(MetadataStore store) {
        return store == metadata && store.revision() == revision;
    }

    Optional<Field> attribute(@Nullable String id) {
        return Optional.ofNullable(attributes.get(id));
    }

    Optional<Field> dataElement(@Nullable String id) {
        return Optional.ofNullable(dataElements.get(id));
    }

    Optional<EntityType> entityType(@Nullable String id) {
        return Optional.ofNullable(entityTypes.get(id));
    }

    Optional<Program> program(@Nullable String id) {
        return Optional.ofNullable(programs.get(id));
    }

    Optional<Stage> stage(@Nullable String id) {
        return Optional.ofNullable(stages.get(id));
    }

    Set<String> options(String optionSet) {
        return optionCodes.getOrDefault(optionSet, Set.of());
    }

    String defaultOptionCombo() {
        return defaultOptionCombo;
    }

    String defaultOption() {
        return defaultOption;
    }

    /** The id of the object that this scheme's identifier names; UID, CODE or NAME. */
    Optional<String> resolve(String type, String identifier, String scheme) {
        return switch (scheme) {
            case "UID" -> metadata.has(type, identifier) ? Optional.of(identifier) : Optional.empty();
            case "CODE" -> metadata.byCode(type, identifier).map(TrackerModel::id);
            default ->
                metadata.all(type).stream()
                        .filter(node -> node.path("name").asText().equals(identifier))
                        .map(TrackerModel::id)
                        .findFirst();
        };
    }

    /** What this object is called in a scheme; empty where it has no such identifier. */
    Optional<String> identifier(String type, String id, String scheme) {
        if (scheme.equals("UID")) {
            return Optional.of(id);
        }
        return metadata.byId(type, id)
                .map(node -> node.path(scheme.equals("CODE") ? "code" : "name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static String id(JsonNode node) {
        return node.path("id").asText();
    }

    private static Field field(ObjectNode node) {
        return new Field(
                id(node),
                node.path("code").asText(""),
                node.path("name").asText(""),
                node.path("valueType").asText("TEXT"),
                node.path("optionSet").path("id").asText(null),
                node.path("unique").asBoolean());
    }

    private static EntityType entityType(ObjectNode node) {
        JsonNode links = node.path("trackedEntityTypeAttributes");
        return new EntityType(
                id(node),
                linked(links, "trackedEntityAttribute", null),
                linked(links, "trackedEntityAttribute", "mandatory"));
    }

    private static Program program(ObjectNode node) {
        JsonNode links = node.path("programTrackedEntityAttributes");
        return new Program(
                id(node),
                node.path("trackedEntityType").path("id").asText(""),
                node.path("onlyEnrollOnce").asBoolean(),
                node.path("selectEnrollmentDatesInFuture").asBoolean(),
                node.path("selectIncidentDatesInFuture").asBoolean(),
                node.path("displayIncidentDate").asBoolean(),
                linked(links, "trackedEntityAttribute", null),
                linked(links, "trackedEntityAttribute", "mandatory"),
                ids(node.path("organisationUnits")),
                ids(node.path("programStages")));
    }

    private Stage stage(ObjectNode node) {
        JsonNode links = node.path("programStageDataElements");
        return new Stage(
                id(node),
                node.path("program").path("id").asText(programOf(id(node))),
                node.path("repeatable").asBoolean(),
                node.path("validationStrategy").asText("ON_COMPLETE").equals("ON_UPDATE_AND_INSERT"),
                linked(links, "dataElement", null),
                linked(links, "dataElement", "compulsory"));
    }

    private String programOf(String stage) {
        return programs.values().stream()
                .filter(program -> program.stages().contains(stage))
                .map(Program::id)
                .findFirst()
                .orElse("");
    }

    private void option(ObjectNode node) {
        String set = node.path("optionSet").path("id").asText("");
        optionCodes
                .computeIfAbsent(set, s -> new LinkedHashSet<>())
                .add(node.path("code").asText());
    }

    private String idOfDefault(String type, String usual) {
        return metadata.byCode(type, "default").map(TrackerModel::id).orElse(usual);
    }

    private static Set<String> ids(JsonNode references) {
        Set<String> ids = new LinkedHashSet<>();
        references.forEach(reference -> ids.add(id(reference)));
        return ids;
    }

    /** Ids behind links in their sort order; only those that carry {@code flag} where one is asked. */
    private static Set<String> linked(JsonNode links, String target, @Nullable String flag) {
        List<JsonNode> sorted = new ArrayList<>();
        links.forEach(sorted::add);
        sorted.sort(
                java.util.Comparator.comparingInt(link -> link.path("sortOrder").asInt()));
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode link : sorted) {
            if (flag == null || link.path(flag).asBoolean()) {
                ids.add(id(link.path(target)));
            }
        }
        return ids;
    }
}

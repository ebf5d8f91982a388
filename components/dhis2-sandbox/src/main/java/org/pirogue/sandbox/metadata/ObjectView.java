package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Metadata objects with the properties that DHIS2 derives: paths, levels, display names, back references. */
public final class ObjectView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> EVERYWHERE = Set.of(
            "id",
            "code",
            "name",
            "shortName",
            "displayName",
            "displayShortName",
            "description",
            "created",
            "lastUpdated",
            "createdBy",
            "lastUpdatedBy",
            "access",
            "sharing",
            "translations",
            "attributeValues",
            "href",
            "user");
    private static final Set<String> OF_UNITS = Set.of(
            "level",
            "path",
            "parent",
            "ancestors",
            "children",
            "leaf",
            "geometry",
            "openingDate",
            "closedDate",
            "comment");

    private final MetadataStore metadata;

    public ObjectView(MetadataStore metadata) {
        this.metadata = metadata;
    }

    /** The object that a reference means: the stored one, or the reference itself when it stands for nothing stored. */
    public ObjectNode resolved(String property, ObjectNode reference) {
        return Types.referredBy(property)
                .flatMap(type -> metadata.byId(type, reference.path("id").asText()))
                .orElse(reference);
    }

    /** A property's value; a missing node when there is none. */
    public JsonNode property(String type, ObjectNode object, String name) {
        if (type.equals("organisationUnits")) {
            Optional<JsonNode> derived = ofUnit(object, name);
            if (derived.isPresent()) {
                return derived.get();
            }
        }
        JsonNode own = object.path(name);
        if (!own.isMissingNode()) {
            return own;
        }
        return switch (name) {
            case "displayName" -> object.path("name");
            case "displayShortName" -> object.path("shortName");
            case "displayFormName" -> object.has("formName") ? object.path("formName") : object.path("name");
            case "dataSetElements" -> type.equals("dataElements") ? dataSetElements(object) : own;
            case "categoryOptionCombos" -> optionCombos(type, object);
            case "options" -> type.equals("optionSets") ? options(object) : own;
            case "programStages" -> type.equals("programs") ? stages(object) : own;
            case "optionSetValue" -> JSON.booleanNode(object.has("optionSet"));
            default -> MissingNode.getInstance();
        };
    }

    private Optional<JsonNode> ofUnit(ObjectNode object, String name) {
        Optional<OrgUnit> unit = metadata.orgUnits().byId(object.path("id").asText());
        return switch (name) {
            case "level" -> unit.map(found -> JSON.numberNode(found.level()));
            case "path" -> unit.map(found -> JSON.textNode(found.path()));
            case "leaf" -> unit.map(found -> JSON.booleanNode(found.children().isEmpty()));
            case "ancestors" -> unit.map(found -> references(found.ancestors()));
            case "children" -> unit.map(found -> references(found.children()));
            default -> Optional.empty();
        };
    }

    private static ArrayNode references(Iterable<String> ids) {
        ArrayNode array = JSON.arrayNode();
        ids.forEach(id -> array.addObject().put("id", id));
        return array;
    }

    private ArrayNode dataSetElements(ObjectNode element) {
        ArrayNode found = JSON.arrayNode();
        String id = element.path("id").asText();
        metadata.all("dataSets").forEach(set -> set.path("dataSetElements").forEach(member -> {
            if (member.path("dataElement").path("id").asText().equals(id)) {
                ObjectNode own = found.addObject();
                own.putObject("dataSet").put("id", set.path("id").asText());
                own.putObject("dataElement").put("id", id);
            }
        }));
        return found;
    }

    private JsonNode optionCombos(String type, ObjectNode object) {
        String property = type.equals("categoryOptions") ? "categoryOptions" : "categoryCombo";
        if (!type.equals("categoryOptions") && !type.equals("categoryCombos")) {
            return MissingNode.getInstance();
        }
        String id = object.path("id").asText();
        return references(metadata.all("categoryOptionCombos").stream()
                .filter(combo -> refersTo(combo.path(property), id))
                .map(combo -> combo.path("id").asText())
                .sorted()
                .toList());
    }

    private static boolean refersTo(JsonNode value, String id) {
        if (value.isArray()) {
            for (JsonNode one : value) {
                if (one.path("id").asText().equals(id)) {
                    return true;
                }
            }
            return false;
        }
        return value.path("id").asText().equals(id);
    }

    private JsonNode options(ObjectNode set) {
        return backReferences("options", "optionSet", set);
    }

    private JsonNode stages(ObjectNode program) {
        return backReferences("programStages", "program", program);
    }

    private ArrayNode backReferences(String type, String property, ObjectNode object) {
        String id = object.path("id").asText();
        return references(metadata.all(type).stream()
                .filter(other -> other.path(property).path("id").asText().equals(id))
                .sorted(java.util.Comparator.comparingInt(
                        other -> other.path("sortOrder").asInt(0)))
                .map(other -> other.path("id").asText())
                .toList());
    }

    /** Names of all properties that an object shows when everything is asked for. */
    public List<String> properties(String type, ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.add("displayName");
        if (object.has("shortName")) {
            names.add("displayShortName");
        }
        if (type.equals("organisationUnits")) {
            names.addAll(List.of("level", "path", "ancestors", "children", "leaf"));
        }
        return List.copyOf(names);
    }

    /** Whether objects of this type can have a property of this name. */
    public boolean isProperty(String type, String name) {
        if (EVERYWHERE.contains(name) || Types.referredBy(name).isPresent()) {
            return true;
        }
        if (type.equals("organisationUnits") && OF_UNITS.contains(name)) {
            return true;
        }
        return metadata.all(type).stream()
                .anyMatch(object -> !property(type, object, name).isMissingNode());
    }
}

package org.pirogue.camel.dhis2.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects of one metadata type, to be created or replaced whole: what an object does not name is taken away from it.
 *
 * @param type as DHIS2's plural, {@code organisationUnits}
 * @param objects each with an {@code id} made or known by the caller; none may refer to another one of them
 * @param parameters any further parameter of DHIS2
 */
public record MetadataImport(String type, List<ObjectNode> objects, Map<String, String> parameters) {

    /** Copies. @throws IllegalArgumentException if an object has no id, or two have the same */
    public MetadataImport {
        objects = List.copyOf(objects);
        parameters = Map.copyOf(parameters);
        Set<String> ids = new HashSet<>();
        for (ObjectNode object : objects) {
            if (!object.path("id").isTextual() || !ids.add(object.path("id").textValue())) {
                throw new IllegalArgumentException("an object of " + type + " has no id of its own");
            }
        }
    }

    /** Without further parameters. */
    public static MetadataImport of(String type, List<ObjectNode> objects) {
        return new MetadataImport(type, objects, Map.of());
    }

    /** The same, of other objects. */
    MetadataImport with(List<ObjectNode> others) {
        return new MetadataImport(type, others, parameters);
    }
}

package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.metadata.MetadataStore;

/** By which property things are named. */
enum IdScheme {
    UID("id"),
    CODE("code"),
    NAME("name");

    private final String property;

    IdScheme(String property) {
        this.property = property;
    }

    static IdScheme of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "UID", "ID" -> UID;
            case "CODE" -> CODE;
            case "NAME" -> NAME;
            default -> throw Refusal.of(400, "Id scheme `" + text + "` is not covered by this sandbox");
        };
    }

    /** The name of a thing; empty when it has none of that kind. */
    Optional<String> name(MetadataStore metadata, String type, String uid) {
        if (this == UID) {
            return Optional.of(uid);
        }
        return metadata.byId(type, uid)
                .map(node -> node.path(property))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** The UID of a thing so named. UIDs are taken as they are, known or not. */
    Optional<String> uid(MetadataStore metadata, String type, String name) {
        return switch (this) {
            case UID -> Optional.of(name);
            case CODE -> metadata.byCode(type, name).map(node -> node.path("id").asText());
            case NAME ->
                metadata.all(type).stream()
                        .filter(node -> node.path("name").asText().equals(name))
                        .map(node -> node.path("id").asText())
                        .findFirst();
        };
    }

    /** The schemes of one call. */
    static final class Set {
        static final String[] KINDS = {
            "dataElementIdScheme",
            "categoryOptionComboIdScheme",
            "categoryOptionIdScheme",
            "categoryIdScheme",
            "orgUnitIdScheme",
            "dataSetIdScheme",
            "attributeOptionComboIdScheme"
        };

        private final Map<String, IdScheme> given = new HashMap<>();

        static Set of(Call call) {
            Set set = new Set();
            call.query("idScheme").ifPresent(text -> set.given.put("idScheme", IdScheme.of(text)));
            for (String kind : KINDS) {
                call.query(kind).ifPresent(text -> set.given.put(kind, IdScheme.of(text)));
            }
            return set;
        }

        void put(String kind, String text) {
            given.putIfAbsent(kind, IdScheme.of(text));
        }

        IdScheme get(String kind) {
            return given.getOrDefault(kind, given.getOrDefault("idScheme", UID));
        }

        /** As import options show it: only what was given. */
        ObjectNode json() {
            ObjectNode json = Call.JSON.createObjectNode();
            given.forEach((kind, scheme) -> json.putObject(kind).put("type", scheme.name()));
            return json;
        }
    }
}

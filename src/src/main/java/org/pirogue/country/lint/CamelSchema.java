package org.pirogue.country.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Camel's own schema of route files, {@code schema/camelYamlDsl.json} of its YAML DSL. */
public final class CamelSchema {
    private static final String FILE = "/schema/camelYamlDsl.json";

    /** Read once: it costs more than checking a country with it. */
    private static final JsonSchema SCHEMA = load();

    private static JsonSchema load() {
        try (InputStream file = CamelSchema.class.getResourceAsStream(FILE)) {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .build();
            // Camel marks what it gives up, which says nothing about a file.
            JsonMetaSchema words = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                    .keyword(new NonValidationKeyword("deprecated"))
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4, factory -> factory.metaSchema(words))
                    .getSchema(new ObjectMapper().readTree(file), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One for each place, the most exact: a choice between fifty steps fails in fifty ways, at each part around the fault. */
    public void check(Branch routes, Report report) {
        Map<String, ValidationMessage> places = new LinkedHashMap<>();
        SCHEMA.validate(json(routes)).forEach(found -> places.putIfAbsent(place(found), found));
        places.forEach((place, found) -> {
            if (places.keySet().stream().noneMatch(other -> other.startsWith(place + "/"))) {
                Branch around = find(routes, found.getInstanceLocation());
                Branch at = isUnknown(found) ? around.get(found.getProperty()) : around;
                String what = found.getMessage().replaceFirst("^\\S*: ", "");
                report.add("P195", at.line(), place, what, "see Camel's YAML DSL");
            }
        });
    }

    private static String place(ValidationMessage found) {
        return found.getInstanceLocation() + (isUnknown(found) ? "/" + found.getProperty() : "");
    }

    /** A name that may not stand where it stands; the location is that of what is around it. */
    private static boolean isUnknown(ValidationMessage found) {
        return "additionalProperties".equals(found.getType()) && found.getProperty() != null;
    }

    private static Branch find(Branch from, JsonNodePath path) {
        Branch at = from;
        for (int i = 0; i < path.getNameCount() && !at.isMissing(); i++) {
            Object part = path.getElement(i);
            at = part instanceof Integer index ? at.items().get(index) : at.get(String.valueOf(part));
        }
        return at;
    }

    /** As Camel sees it. */
    static JsonNode json(Branch branch) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (branch.isObject()) {
            ObjectNode object = make.objectNode();
            branch.keys().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (branch.isList()) {
            ArrayNode list = make.arrayNode();
            branch.items().forEach(item -> list.add(json(item)));
            return list;
        }
        return branch.node() instanceof ScalarNode scalar ? scalar(scalar) : make.nullNode();
    }

    private static JsonNode scalar(ScalarNode scalar) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return make.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return make.booleanNode(Boolean.parseBoolean(scalar.getValue()));
        }
        return tag.equals(Tag.INT) && scalar.getValue().matches("-?\\d{1,18}")
                ? make.numberNode(Long.parseLong(scalar.getValue()))
                : make.textNode(scalar.getValue());
    }
}

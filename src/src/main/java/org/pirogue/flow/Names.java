package org.pirogue.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a server calls its organisation units, data elements and category options. A code without a name is its name. */
public final class Names {
    private static final Names NONE = new Names();

    private final Map<String, String> orgUnits = new HashMap<>();
    private final Map<String, String> idsOfUnits = new HashMap<>();
    private final Map<String, String> pathsOfUnits = new HashMap<>();
    private final Map<String, String> dataElements = new HashMap<>();
    private final Map<String, String> categoryOptions = new HashMap<>();

    /** Of a server that does not tell: every code is its own name. */
    public static Names none() {
        return NONE;
    }

    void addOrgUnit(JsonNode unit) {
        String code = DataSetMetadata.codeOf(unit);
        orgUnits.put(code, unit.path("name").asText(code));
        idsOfUnits.put(code, unit.path("id").asText());
        pathsOfUnits.put(code, unit.path("path").asText());
    }

    void addDataElement(JsonNode element) {
        add(dataElements, element);
    }

    void addCategoryOption(JsonNode option) {
        add(categoryOptions, option);
    }

    private static void add(Map<String, String> names, JsonNode object) {
        String code = DataSetMetadata.codeOf(object);
        names.put(code, object.path("name").asText(code));
    }

    public String orgUnit(String code) {
        return orgUnits.getOrDefault(code, code);
    }

    public String dataElement(String code) {
        return dataElements.getOrDefault(code, code);
    }

    /** @param codes joined by {@code ;}. @return their names, joined by a comma */
    public String categoryOptions(String codes) {
        List<String> names = new ArrayList<>();
        for (String code : codes.split(";")) {
            names.add(categoryOptions.getOrDefault(code, code));
        }
        return String.join(", ", names);
    }

    /** The codes of a unit and of all units below it; empty where the server has no such unit. */
    public Optional<Set<String>> subtree(String code) {
        String id = idsOfUnits.get(code);
        if (id == null) {
            return Optional.empty();
        }
        Set<String> codes = new TreeSet<>(Set.of(code));
        pathsOfUnits.forEach((unit, path) -> {
            if (path.contains("/" + id + "/")) {
                codes.add(unit);
            }
        });
        return Optional.of(codes);
    }
}

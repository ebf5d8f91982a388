package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The organisation unit tree at one moment; immutable. A unit whose parent is unknown stands as a root. */
public final class OrgUnits {
    private final Map<String, OrgUnit> byId = new LinkedHashMap<>();
    private final Map<String, OrgUnit> byCode = new HashMap<>();

    OrgUnits(Collection<ObjectNode> nodes) {
        Map<String, ObjectNode> known = new LinkedHashMap<>();
        nodes.forEach(node -> known.put(node.path("id").asText(), node));
        Map<String, List<String>> children = new HashMap<>();
        List<String> roots = new ArrayList<>();
        known.forEach((id, node) -> {
            String parent = parentOf(node);
            if (parent != null && known.containsKey(parent)) {
                children.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
            } else {
                roots.add(id);
            }
        });
        roots.forEach(root -> place(root, null, List.of(), known, children));
    }

    private void place(
            String id,
            @Nullable OrgUnit parent,
            List<String> ancestors,
            Map<String, ObjectNode> known,
            Map<String, List<String>> children) {
        ObjectNode node = known.get(id);
        List<String> below = List.copyOf(children.getOrDefault(id, List.of()));
        String path = (parent == null ? "" : parent.path()) + "/" + id;
        OrgUnit unit = new OrgUnit(
                id,
                node.path("code").asText(""),
                node.path("name").asText(""),
                parent == null ? null : parent.id(),
                path,
                ancestors.size() + 1,
                ancestors,
                below,
                node);
        byId.put(id, unit);
        if (!unit.code().isEmpty()) {
            byCode.put(unit.code(), unit);
        }
        List<String> above = new ArrayList<>(ancestors);
        above.add(id);
        List<String> line = List.copyOf(above);
        below.forEach(child -> place(child, unit, line, known, children));
    }

    private static @Nullable String parentOf(ObjectNode node) {
        JsonNode id = node.path("parent").path("id");
        return id.isTextual() ? id.asText() : null;
    }

    public Optional<OrgUnit> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<OrgUnit> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All, parents before their children. */
    public Collection<OrgUnit> all() {
        return byId.values();
    }

    public List<OrgUnit> roots() {
        return byId.values().stream().filter(unit -> unit.parent() == null).toList();
    }

    public List<OrgUnit> children(String id) {
        return byId(id).stream()
                .flatMap(unit -> unit.children().stream())
                .map(byId::get)
                .toList();
    }

    /** The unit itself and all below it, parents first; empty for an unknown id. */
    public List<OrgUnit> subtree(String id) {
        List<OrgUnit> found = new ArrayList<>();
        byId(id).ifPresent(found::add);
        for (int i = 0; i < found.size(); i++) {
            found.get(i).children().forEach(child -> found.add(byId.get(child)));
        }
        return found;
    }
}

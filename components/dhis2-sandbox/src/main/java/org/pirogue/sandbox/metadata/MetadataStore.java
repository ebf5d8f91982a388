package org.pirogue.sandbox.metadata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Metadata objects by type (the plural of the API: {@code dataElements}) and id.
 *
 * <p>What is kept here is never changed in place: to change an object, put a changed copy.
 */
public final class MetadataStore {
    /** What has the default category combo where it brings none. */
    private static final Set<String> DISAGGREGATED = Set.of("dataElements", "dataSets", "programs");

    private record Shelf(Map<String, ObjectNode> byId, Map<String, String> idByCode) {}

    private record Tree(long revision, OrgUnits units) {}

    private final Map<String, Shelf> shelves = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
    private volatile @Nullable Tree tree;

    public Optional<ObjectNode> byId(String type, String id) {
        return Optional.ofNullable(shelf(type).byId.get(id));
    }

    public Optional<ObjectNode> byCode(String type, String code) {
        return Optional.ofNullable(shelf(type).idByCode.get(code)).flatMap(id -> byId(type, id));
    }

    public boolean has(String type, String id) {
        return shelf(type).byId.containsKey(id);
    }

    /** In no particular order. */
    public Collection<ObjectNode> all(String type) {
        return List.copyOf(shelf(type).byId.values());
    }

    /** Types that hold at least one object. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        shelves.forEach((type, shelf) -> {
            if (!shelf.byId.isEmpty()) {
                types.add(type);
            }
        });
        return types;
    }

    /** Adds or replaces; the object must carry its {@code id}. */
    public void put(String type, ObjectNode object) {
        Shelf shelf = shelf(type);
        String id = object.path("id").asText();
        if (DISAGGREGATED.contains(type) && !object.hasNonNull("categoryCombo")) {
            object.putObject("categoryCombo").put("id", OptionComboMaker.DEFAULT_CATEGORY_COMBO);
        }
        ObjectNode before = shelf.byId.put(id, object);
        if (before != null && before.hasNonNull("code")) {
            shelf.idByCode.remove(before.get("code").asText(), id);
        }
        if (object.hasNonNull("code")) {
            shelf.idByCode.put(object.get("code").asText(), id);
        }
        revision.incrementAndGet();
    }

    public void remove(String type, String id) {
        Shelf shelf = shelf(type);
        ObjectNode before = shelf.byId.remove(id);
        if (before != null && before.hasNonNull("code")) {
            shelf.idByCode.remove(before.get("code").asText(), id);
        }
        revision.incrementAndGet();
    }

    /** Grows with every change: whoever derives something from metadata keeps it as long as this stands. */
    public long revision() {
        return revision.get();
    }

    /** The tree as it stands now. */
    public OrgUnits orgUnits() {
        Tree known = tree;
        long now = revision.get();
        if (known == null || known.revision != now) {
            known = new Tree(now, new OrgUnits(all("organisationUnits")));
            tree = known;
        }
        return known.units;
    }

    private Shelf shelf(String type) {
        return shelves.computeIfAbsent(type, t -> new Shelf(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));
    }
}

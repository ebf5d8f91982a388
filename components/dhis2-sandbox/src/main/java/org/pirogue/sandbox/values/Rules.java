package org.pirogue.sandbox.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.MetadataStore;

/** What metadata says about data values, gathered once for as long as the metadata stands. */
final class Rules {
    /**
     * A data element.
     *
     * @param options codes of its option set; null when it has none
     * @param dataSets ids of the data sets that hold it
     */
    record Element(
            String id, String valueType, @Nullable Set<String> options, String categoryCombo, Set<String> dataSets) {}

    /**
     * A data set.
     *
     * @param optionCombos option combos that a data element of the set may use
     */
    record DataSet(
            String id,
            String periodType,
            int openFuturePeriods,
            Set<String> orgUnits,
            Map<String, Set<String>> optionCombos,
            Set<String> attributeCombos) {}

    private final Map<String, Element> elements = new HashMap<>();
    private final Map<String, DataSet> sets = new HashMap<>();
    private final Map<String, Set<String>> combosOf = new HashMap<>();
    private final long revision;

    private Rules(MetadataStore metadata, long revision) {
        this.revision = revision;
        metadata.all("categoryOptionCombos").forEach(combo -> combosOf.computeIfAbsent(
                        combo.path("categoryCombo").path("id").asText(), c -> new LinkedHashSet<>())
                .add(combo.path("id").asText()));
        Map<String, Set<String>> setsOf = new HashMap<>();
        metadata.all("dataSets").forEach(set -> set.path("dataSetElements").forEach(member -> setsOf.computeIfAbsent(
                        member.path("dataElement").path("id").asText(), e -> new LinkedHashSet<>())
                .add(set.path("id").asText())));
        metadata.all("dataElements").forEach(node -> {
            Element element = element(metadata, node, setsOf);
            elements.put(element.id, element);
        });
        metadata.all("dataSets").forEach(node -> sets.put(node.path("id").asText(), set(node)));
    }

    /** The rules of now: the known ones when the metadata has not changed since. */
    static Rules of(MetadataStore metadata, @Nullable Rules known) {
        long now = metadata.revision();
        return known != null && known.revision == now ? known : new Rules(metadata, now);
    }

    private Element element(MetadataStore metadata, ObjectNode node, Map<String, Set<String>> setsOf) {
        String id = node.path("id").asText();
        String optionSet = node.path("optionSet").path("id").asText("");
        return new Element(
                id,
                node.path("valueType").asText("TEXT"),
                optionSet.isEmpty() ? null : codes(metadata, optionSet),
                node.path("categoryCombo").path("id").asText("bjDvmb4bfuf"),
                setsOf.getOrDefault(id, Set.of()));
    }

    private static Set<String> codes(MetadataStore metadata, String optionSet) {
        Set<String> codes = new HashSet<>();
        metadata.all("options").stream()
                .filter(option -> option.path("optionSet").path("id").asText().equals(optionSet))
                .forEach(option -> codes.add(option.path("code").asText()));
        return codes;
    }

    private DataSet set(ObjectNode node) {
        Map<String, Set<String>> combos = new HashMap<>();
        for (JsonNode member : node.path("dataSetElements")) {
            String element = member.path("dataElement").path("id").asText();
            String own = member.path("categoryCombo").path("id").asText("");
            Element known = elements.get(element);
            String combo = !own.isEmpty() ? own : known == null ? "" : known.categoryCombo;
            combos.put(element, combosOf.getOrDefault(combo, Set.of()));
        }
        Set<String> orgUnits = new HashSet<>();
        node.path("organisationUnits")
                .forEach(unit -> orgUnits.add(unit.path("id").asText()));
        return new DataSet(
                node.path("id").asText(),
                node.path("periodType").asText("Monthly"),
                node.path("openFuturePeriods").asInt(0),
                orgUnits,
                combos,
                combosOf.getOrDefault(node.path("categoryCombo").path("id").asText("bjDvmb4bfuf"), Set.of()));
    }

    Optional<Element> element(String id) {
        return Optional.ofNullable(elements.get(id));
    }

    Optional<DataSet> set(String id) {
        return Optional.ofNullable(sets.get(id));
    }

    Set<String> optionCombos(String categoryCombo) {
        return combosOf.getOrDefault(categoryCombo, Set.of());
    }

    /** Data sets of all these elements together, in the order of first appearance. */
    List<String> setsOf(Iterable<String> elementIds) {
        Set<String> all = new LinkedHashSet<>();
        elementIds.forEach(id -> element(id).ifPresent(element -> all.addAll(element.dataSets)));
        return new ArrayList<>(all);
    }
}

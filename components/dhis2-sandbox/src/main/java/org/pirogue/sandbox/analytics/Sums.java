package org.pirogue.sandbox.analytics;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.values.DataValue;
import org.pirogue.sandbox.values.DataValues;
import org.pirogue.sandbox.values.Period;

/** Numbers of one period, added up from the units below; attribute options do not count apart. */
final class Sums {
    private record Key(String dataElement, String categoryOptionCombo) {}

    private final OrgUnits tree;
    private final Map<Key, Map<String, BigDecimal>> byUnit = new HashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();

    Sums(DataValues values, OrgUnits tree, Period period) {
        this.tree = tree;
        values.within(period, this::add);
    }

    private void add(DataValue value) {
        number(value.value()).ifPresent(number -> byUnit.computeIfAbsent(
                        new Key(value.dataElement(), value.categoryOptionCombo()), none -> new HashMap<>())
                .merge(value.orgUnit(), number, BigDecimal::add));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** @param item uid of a data element, or of one and an option combo with a dot between; empty where nothing stands */
    Optional<BigDecimal> of(String item, OrgUnit unit) {
        String[] parts = item.split("\\.");
        Set<String> units = below.computeIfAbsent(
                unit.id(),
                id -> tree.subtree(id).stream().map(OrgUnit::id).collect(Collectors.toCollection(HashSet::new)));
        return byUnit.entrySet().stream()
                .filter(each -> each.getKey().dataElement().equals(parts[0]))
                .filter(each ->
                        parts.length == 1 || each.getKey().categoryOptionCombo().equals(parts[1]))
                .flatMap(each -> each.getValue().entrySet().stream())
                .filter(each -> units.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal::add);
    }
}

package org.pirogue.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.prepare.period.Period;

/**
 * Source units that become no unit of the target, though nobody left them out. No chunk holds them, so that no step behind the
 * source sees their values: they are counted here, and said.
 */
final class Strays {
    /** A request names its units in its address. */
    private static final int MOST_UNITS = 100;

    private final Relation relation;
    private final DataSetMetadata dataSet;
    private final SortedSet<String> suspects = new TreeSet<>();
    private final SortedMap<String, Period> first = new TreeMap<>();
    private final SortedMap<String, Long> values = new TreeMap<>();

    Strays(Relation relation, DataSetMetadata dataSet) {
        this.relation = relation;
        this.dataSet = dataSet;
    }

    /** The target units of a source unit in a target period. One that has none may have values. */
    SortedSet<String> targets(String unit, Period target) {
        SortedSet<String> targets = relation.targetUnits(unit, target);
        if (targets.isEmpty() && relation.isStray(unit, target)) {
            suspects.add(unit);
        }
        return targets;
    }

    /** One value of a source unit. */
    void count(String unit, Period target) {
        if (relation.isStray(unit, target)) {
            first.putIfAbsent(unit, target);
            values.merge(unit, 1L, Long::sum);
        }
    }

    /** Looks which of them have values, and how many. */
    void look(Dhis2BulkClient client, String from, String to) {
        List<String> units = List.copyOf(suspects);
        for (int at = 0; at < units.size(); at += MOST_UNITS) {
            List<String> some = units.subList(at, Math.min(at + MOST_UNITS, units.size()));
            DataValueQuery query = DataValueQuery.of(dataSet.id())
                    .orgUnits(some.stream()
                            .map(unit -> String.valueOf(dataSet.orgUnitId(unit)))
                            .toList())
                    .between(from, to)
                    .build();
            count(client, query);
        }
    }

    private void count(Dhis2BulkClient client, DataValueQuery query) {
        try (DataValues found = client.exportDataValues(query)) {
            while (found.hasNext()) {
                DataValue value = found.next();
                String unit = dataSet.orgUnitCode(value.orgUnit());
                if (unit != null) {
                    count(unit, relation.targetPeriod(Period.parse(value.period())));
                }
            }
        }
    }

    Tally tally() {
        long all = values.values().stream().mapToLong(Long::longValue).sum();
        return new Tally(0, 0, all, 0, 0, 0);
    }

    /** P207 or what the alignment says of it, once a unit. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        first.forEach((unit, period) -> findings.add(relation.stray(unit, period, values.get(unit))));
        return findings;
    }
}

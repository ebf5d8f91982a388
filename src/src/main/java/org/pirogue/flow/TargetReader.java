package org.pirogue.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Registration;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.value.Shown;
import org.pirogue.workspace.Connections;

/** Reads what stands at a target, cell by cell, with who wrote it and when. */
public class TargetReader {
    /** Of one request: all of them stand in its address, and servers take 8 KB. */
    private static final int UNITS = 200;

    private final MetadataCache metadata;
    private final Connections connections;

    /** What is read of one target, but for the units. */
    private record Asked(
            String connection,
            DataSetMetadata target,
            String dataSet,
            String period,
            Completeness completeness,
            boolean cleared) {
        SliceKey key(String orgUnit, String period, @Nullable String attributes) {
            String code = target.orgUnitCode(orgUnit);
            return new SliceKey(
                    dataSet,
                    code == null ? orgUnit : code,
                    period,
                    attributes == null ? "" : target.options(attributes));
        }
    }

    public TargetReader(MetadataCache metadata, Connections connections) {
        this.metadata = metadata;
        this.connections = connections;
    }

    /**
     * What the target shows for these units in a period. Units that it does not know are left out; one that it does not
     * let us read does not keep the others from being read.
     *
     * @param completeness whether the registrations of complete reports are read, too, or alone
     */
    Shown read(String connection, String dataSet, Set<String> orgUnits, String period, Completeness completeness) {
        return read(connection, dataSet, orgUnits, period, completeness, false);
    }

    /** @param cleared whether cells that were cleared are shown, too: with no value, but with who and when */
    Shown read(
            String connection,
            String dataSet,
            Set<String> orgUnits,
            String period,
            Completeness completeness,
            boolean cleared) {
        Asked asked =
                new Asked(connection, metadata.dataSet(connection, dataSet), dataSet, period, completeness, cleared);
        DataSetMetadata target = asked.target();
        List<String> known =
                orgUnits.stream().filter(unit -> target.orgUnitId(unit) != null).toList();
        Shown shown = Shown.NOTHING;
        for (int i = 0; i < known.size(); i += UNITS) {
            List<String> some = known.subList(i, Math.min(i + UNITS, known.size()));
            shown = shown.plus(read(asked, some));
        }
        return shown;
    }

    private Shown read(Asked asked, List<String> orgUnits) {
        try {
            return new Shown(new TreeSet<>(orgUnits), Set.of(), slices(asked, orgUnits));
        } catch (Dhis2Exception e) {
            if (!noAccess(e)) {
                throw e;
            }
            if (orgUnits.size() == 1) {
                return new Shown(Set.of(), Set.copyOf(orgUnits), Map.of());
            }
            int half = orgUnits.size() / 2;
            return read(asked, orgUnits.subList(0, half)).plus(read(asked, orgUnits.subList(half, orgUnits.size())));
        }
    }

    private static boolean noAccess(Dhis2Exception e) {
        return e.errorCode().filter("E2012"::equals).isPresent();
    }

    private Map<SliceKey, Map<Cell, Stands>> slices(Asked asked, List<String> orgUnits) {
        DataSetMetadata target = asked.target();
        DataValueQuery query = DataValueQuery.of(target.id())
                .orgUnits(orgUnits.stream()
                        .map(unit -> String.valueOf(asked.target().orgUnitId(unit)))
                        .toList())
                .periods(List.of(asked.period()))
                .includeDeleted(asked.cleared())
                .build();
        Map<SliceKey, Map<Cell, Stands>> found = new HashMap<>();
        Dhis2BulkClient client = connections.client(asked.connection());
        if (asked.completeness().withValues()) {
            try (DataValues values = client.exportDataValues(query)) {
                values.forEachRemaining(value -> add(found, asked, value));
            }
        } else {
            access(client, query);
        }
        if (asked.completeness().carried()) {
            client.exportRegistrations(query).stream()
                    .filter(Registration::completed)
                    .forEach(registration -> add(found, asked, registration));
        }
        return found;
    }

    /** What we may not read is told where values are asked for: one is enough. */
    private static void access(Dhis2BulkClient client, DataValueQuery query) {
        DataValueQuery one = new DataValueQuery(
                query.dataSets(),
                query.orgUnits(),
                false,
                query.periods(),
                null,
                null,
                null,
                false,
                Map.of("limit", "1"));
        try (DataValues values = client.exportDataValues(one)) {
            values.forEachRemaining(value -> {});
        }
    }

    private static void add(Map<SliceKey, Map<Cell, Stands>> found, Asked asked, DataValue value) {
        String text = value.value();
        boolean stands = !value.deleted() && text != null && !text.isBlank();
        if (!stands && !(asked.cleared() && value.deleted())) {
            return;
        }
        Cell cell = asked.target().cell(value.dataElement(), String.valueOf(value.categoryOptionCombo()));
        found.computeIfAbsent(
                        asked.key(value.orgUnit(), value.period(), value.attributeOptionCombo()),
                        none -> new TreeMap<>())
                .put(cell, new Stands(stands ? text : "", value.storedBy(), value.lastUpdated()));
    }

    private static void add(Map<SliceKey, Map<Cell, Stands>> found, Asked asked, Registration registration) {
        found.computeIfAbsent(
                        asked.key(registration.orgUnit(), registration.period(), registration.attributeOptionCombo()),
                        none -> new TreeMap<>())
                .put(
                        Cell.COMPLETE,
                        new Stands(Completeness.day(registration), registration.storedBy(), registration.date()));
    }
}

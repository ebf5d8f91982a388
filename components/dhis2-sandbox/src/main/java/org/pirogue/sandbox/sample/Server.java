package org.pirogue.sandbox.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server of the country, as it stands on the first day.
 *
 * @param metadata file in the form that {@code POST /api/metadata} takes, without organisation units
 * @param user name of the user to make, who may read and write everything there
 * @param assigned by code of the data set: which units it is for, where not for every facility
 * @param codePrefix what the server writes before the codes of units; null where they are everybody's
 * @param names how the server spells the names of some units, by everybody's code
 */
record Server(
        String metadata,
        String user,
        @Nullable Map<String, Assigned> assigned,
        @Nullable String codePrefix,
        @Nullable Map<String, String> names) {
    Assigned assigned(String dataSet) {
        return assigned == null ? Assigned.FACILITIES : assigned.getOrDefault(dataSet, Assigned.FACILITIES);
    }

    Set<String> assignedDataSets() {
        return assigned == null ? Set.of() : assigned.keySet();
    }

    String code(Unit unit) {
        return codePrefix == null ? unit.code() : codePrefix + unit.code();
    }

    String name(Unit unit) {
        return names == null ? unit.name() : names.getOrDefault(unit.code(), unit.name());
    }

    /**
     * @param level number of the level whose units report it; null for that of the facilities
     * @param without codes of units that were forgotten
     */
    record Assigned(@Nullable Integer level, @Nullable List<String> without) {
        static final Assigned FACILITIES = new Assigned(null, null);

        boolean holds(Unit unit, int ofLevel) {
            boolean forgotten = without != null && without.contains(unit.code());
            return !forgotten && (level == null ? unit.facility() : level == ofLevel);
        }
    }
}

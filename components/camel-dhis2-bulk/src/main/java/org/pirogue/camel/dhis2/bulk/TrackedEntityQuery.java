package org.pirogue.camel.dhis2.bulk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to export from {@code /api/tracker/trackedEntities}.
 *
 * @param program uid
 * @param orgUnits uids; empty with the modes ACCESSIBLE and ALL
 * @param orgUnitMode SELECTED, CHILDREN, DESCENDANTS, ACCESSIBLE, CAPTURE or ALL
 * @param updatedAfter ISO date and time in the server's zone, exact to the second
 * @param includeDeleted whether deleted ones are shown ({@code deleted: true})
 * @param fields DHIS2's field filter
 * @param pageSize entities a call, the bound of memory
 * @param order must be stable while pages are read, or records are missed; empty: the server's own
 * @param parameters any further parameter of DHIS2
 */
public record TrackedEntityQuery(
        String program,
        List<String> orgUnits,
        String orgUnitMode,
        @Nullable String updatedAfter,
        boolean includeDeleted,
        String fields,
        int pageSize,
        String order,
        Map<String, String> parameters) {

    /** Whole records: attributes, enrollments and their events. */
    public static final String WHOLE =
            "trackedEntity,trackedEntityType,orgUnit,createdAt,updatedAt,deleted,inactive,attributes,enrollments[*]";

    /** Copies. @throws IllegalArgumentException if the page size is not positive */
    public TrackedEntityQuery {
        orgUnits = List.copyOf(orgUnits);
        parameters = Map.copyOf(parameters);
        if (pageSize < 1) {
            throw new IllegalArgumentException("page size must be positive, was " + pageSize);
        }
    }

    /** Starts a query of whole records of a program, in every unit that the user may see. */
    public static Builder of(String program) {
        return new Builder(program);
    }

    /** Builds a query. */
    public static final class Builder {

        private final String program;
        private List<String> orgUnits = List.of();
        private String orgUnitMode = "ACCESSIBLE";
        private @Nullable String updatedAfter;
        private boolean includeDeleted;
        private String fields = WHOLE;
        private int pageSize = 200;
        private String order = "";
        private final Map<String, String> parameters = new TreeMap<>();

        private Builder(String program) {
            this.program = program;
        }

        /** This unit and all below it. */
        public Builder below(String orgUnit) {
            return orgUnits(List.of(orgUnit), "DESCENDANTS");
        }

        /** These units, read in this mode. */
        public Builder orgUnits(List<String> orgUnits, String orgUnitMode) {
            this.orgUnits = orgUnits;
            this.orgUnitMode = orgUnitMode;
            return this;
        }

        /** Changed after. */
        public Builder updatedAfter(String updatedAfter) {
            this.updatedAfter = updatedAfter;
            return this;
        }

        /** Whether deleted ones are shown. */
        public Builder includeDeleted(boolean includeDeleted) {
            this.includeDeleted = includeDeleted;
            return this;
        }

        /** DHIS2's field filter. */
        public Builder fields(String fields) {
            this.fields = fields;
            return this;
        }

        /** Entities a call. */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /** Such as {@code trackedEntity:asc}. */
        public Builder order(String order) {
            this.order = order;
            return this;
        }

        /** Any further parameter of DHIS2. */
        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        /** The query. */
        public TrackedEntityQuery build() {
            return new TrackedEntityQuery(
                    program, orgUnits, orgUnitMode, updatedAfter, includeDeleted, fields, pageSize, order, parameters);
        }
    }
}

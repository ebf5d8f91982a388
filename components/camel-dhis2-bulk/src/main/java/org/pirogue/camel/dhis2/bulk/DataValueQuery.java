package org.pirogue.camel.dhis2.bulk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to export from {@code /api/dataValueSets}.
 *
 * @param dataSets ids, at least one
 * @param orgUnits ids, at least one; a long list is asked for in several calls (not with {@code children})
 * @param children whether the units below count too
 * @param periods ISO period ids; or give {@code startDate} and {@code endDate} ({@code yyyy-MM-dd})
 * @param lastUpdated ISO date or date and time; DHIS2 compares whole days, and 2.43.1 wants periods or dates beside it
 * @param includeDeleted whether deleted values are shown ({@link DataValue#deleted()})
 * @param parameters any further parameter of DHIS2, such as {@code orgUnitIdScheme=CODE}
 */
public record DataValueQuery(
        List<String> dataSets,
        List<String> orgUnits,
        boolean children,
        List<String> periods,
        @Nullable String startDate,
        @Nullable String endDate,
        @Nullable String lastUpdated,
        boolean includeDeleted,
        Map<String, String> parameters) {

    /** @throws IllegalArgumentException where DHIS2 would refuse: no data set, no org unit, no time */
    public DataValueQuery {
        dataSets = List.copyOf(dataSets);
        orgUnits = List.copyOf(orgUnits);
        periods = List.copyOf(periods);
        parameters = Map.copyOf(parameters);
        require(!dataSets.isEmpty(), "a data set");
        require(!orgUnits.isEmpty(), "an org unit");
        require(!periods.isEmpty() || (startDate != null && endDate != null), "periods, or a start and an end date");
    }

    private static void require(boolean given, String what) {
        if (!given) {
            throw new IllegalArgumentException("a data value query needs " + what);
        }
    }

    /** Starts a query of one or more data sets. */
    public static Builder of(String... dataSets) {
        return new Builder(List.of(dataSets));
    }

    /** Builds a query. */
    public static final class Builder {

        private final List<String> dataSets;
        private List<String> orgUnits = List.of();
        private boolean children;
        private List<String> periods = List.of();
        private @Nullable String startDate;
        private @Nullable String endDate;
        private @Nullable String lastUpdated;
        private boolean includeDeleted;
        private final Map<String, String> parameters = new TreeMap<>();

        private Builder(List<String> dataSets) {
            this.dataSets = dataSets;
        }

        /** These units. */
        public Builder orgUnits(List<String> orgUnits) {
            this.orgUnits = orgUnits;
            return this;
        }

        /** This unit and all below it. */
        public Builder below(String orgUnit) {
            this.orgUnits = List.of(orgUnit);
            this.children = true;
            return this;
        }

        /** Whether the units below count too. */
        public Builder children(boolean children) {
            this.children = children;
            return this;
        }

        /** These periods. */
        public Builder periods(List<String> periods) {
            this.periods = periods;
            return this;
        }

        /** Both {@code yyyy-MM-dd}, both inclusive. */
        public Builder between(String startDate, String endDate) {
            this.startDate = startDate;
            this.endDate = endDate;
            return this;
        }

        /** Changed on or after. */
        public Builder lastUpdated(String lastUpdated) {
            this.lastUpdated = lastUpdated;
            return this;
        }

        /** Whether deleted values are shown. */
        public Builder includeDeleted(boolean includeDeleted) {
            this.includeDeleted = includeDeleted;
            return this;
        }

        /** Any further parameter of DHIS2. */
        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        /** The query. */
        public DataValueQuery build() {
            return new DataValueQuery(
                    dataSets, orgUnits, children, periods, startDate, endDate, lastUpdated, includeDeleted, parameters);
        }
    }
}

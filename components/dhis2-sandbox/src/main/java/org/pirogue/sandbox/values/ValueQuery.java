package org.pirogue.sandbox.values;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.instance.VersionMode;
import org.pirogue.sandbox.metadata.MetadataStore;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.OrgUnits;

/**
 * What is asked of an export.
 *
 * @param periods ids; empty where dates are given instead
 * @param start first day; null where none is given
 * @param units UIDs, the ones below included where asked for
 * @param since milliseconds; changes before it are not shown
 */
record ValueQuery(
        List<String> dataSets,
        Set<String> dataElements,
        List<String> periods,
        @Nullable LocalDate start,
        @Nullable LocalDate end,
        List<String> orgUnitsGiven,
        boolean children,
        Set<String> units,
        Set<String> attributeCombos,
        boolean includeDeleted,
        long since,
        int limit,
        int offset,
        List<String> order,
        boolean unfold,
        IdScheme.Set schemes) {

    private static final Pattern DURATION = Pattern.compile("(\\d+)(d|h|m|s)");

    static ValueQuery of(Call call, Instance instance) {
        MetadataStore metadata = instance.metadata();
        List<String> dataSets = call.commaSeparated("dataSet");
        Set<String> elements = elements(call, metadata, dataSets);
        List<String> periods = call.commaSeparated("period");
        @Nullable LocalDate start = date(call, "startDate");
        @Nullable LocalDate end = date(call, "endDate");
        requireSelection(call, instance, !periods.isEmpty() || (start != null && end != null));
        periods.forEach(ValueQuery::requirePeriod);
        List<String> given = call.commaSeparated("orgUnit");
        boolean children = call.flag("children", false);
        int limit = call.number("limit", Integer.MAX_VALUE);
        if (limit < 0) {
            // The placeholder stands in the recorded answer.
            throw Refusal.conflict("E2009", "Limit cannot be less than zero: `{0}`");
        }
        return new ValueQuery(
                dataSets,
                elements,
                periods,
                start,
                end,
                given,
                children,
                units(call, metadata, given, children),
                new LinkedHashSet<>(call.commaSeparated("attributeOptionCombo")),
                call.flag("includeDeleted", false),
                since(call, instance),
                limit,
                call.number("offset", 0),
                call.commaSeparated("order"),
                call.flag("unfoldOptionCombos", false),
                IdScheme.Set.of(call));
    }

    private static Set<String> elements(Call call, MetadataStore metadata, List<String> dataSets) {
        Set<String> ids = new LinkedHashSet<>(call.commaSeparated("dataElement"));
        dataSets.forEach(set -> metadata.byId("dataSets", set).ifPresent(node -> node.path("dataSetElements")
                .forEach(member -> ids.add(member.path("dataElement").path("id").asText()))));
        call.commaSeparated("dataElementGroup")
                .forEach(group -> metadata.byId("dataElementGroups", group).ifPresent(node -> node.path("dataElements")
                        .forEach(e -> ids.add(e.path("id").asText()))));
        return ids;
    }

    private static void requireSelection(Call call, Instance instance, boolean hasTime) {
        if (call.query("dataSet").isEmpty()
                && call.query("dataElement").isEmpty()
                && call.query("dataElementGroup").isEmpty()) {
            throw Refusal.conflict(
                    "E2001", "At least one data element, data set or data element group must be specified");
        }
        boolean byChange = call.query("lastUpdated").isPresent()
                || call.query("lastUpdatedDuration").isPresent();
        boolean enough = hasTime || (byChange && instance.mode() == VersionMode.V2_42);
        if (!enough) {
            throw Refusal.conflict(
                    "E2002",
                    "At least one period, start/end dates, last updated or last updated duration must be specified");
        }
        if (call.query("orgUnit").isEmpty() && call.query("orgUnitGroup").isEmpty()) {
            throw Refusal.conflict("E2006", "At least one org unit or org unit group must be specified");
        }
    }

    private static void requirePeriod(String id) {
        if (id.length() < 4 || id.length() > 11) {
            throw Refusal.of(400, "Period must be have between 4 and 11 characters but got: `" + id + "`");
        }
        if (Period.parse(id).isEmpty()) {
            throw Refusal.of(400, "Period `" + id + "` is not valid");
        }
    }

    private static @Nullable LocalDate date(Call call, String name) {
        return call.query(name).map(text -> parsed(name, text)).orElse(null);
    }

    private static LocalDate parsed(String name, String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw Refusal.of(400, "Value '" + text + "' is not valid for parameter " + name);
        }
    }

    private static Set<String> units(Call call, MetadataStore metadata, List<String> given, boolean children) {
        OrgUnits tree = metadata.orgUnits();
        List<OrgUnit> named = new ArrayList<>();
        given.forEach(id -> tree.byId(id).ifPresent(named::add));
        call.commaSeparated("orgUnitGroup").forEach(group -> metadata.byId("organisationUnitGroups", group)
                .ifPresent(node -> node.path("organisationUnits")
                        .forEach(unit -> tree.byId(unit.path("id").asText()).ifPresent(named::add))));
        List<String> hidden = named.stream()
                .filter(unit -> !call.user().mayView(unit))
                .map(OrgUnit::id)
                .toList();
        if (!hidden.isEmpty()) {
            throw Refusal.conflict("E2012", "User is not allowed to view org unit(s): `" + hidden + "`");
        }
        Set<String> units = new LinkedHashSet<>();
        named.forEach(unit -> {
            if (children) {
                tree.subtree(unit.id()).forEach(below -> units.add(below.id()));
            } else {
                units.add(unit.id());
            }
        });
        return units;
    }

    /** DHIS2 counts whole days: a change of this morning is shown to one who asks since noon. */
    private static long since(Call call, Instance instance) {
        Instant exact = call.query("lastUpdated")
                .map(text -> Times.parse(text)
                        .orElseThrow(
                                () -> Refusal.of(400, "Value '" + text + "' is not valid for parameter lastUpdated")))
                .or(() -> call.query("lastUpdatedDuration")
                        .map(text -> instance.now().minus(duration(text))))
                .orElse(null);
        return exact == null
                ? Long.MIN_VALUE
                : exact.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
    }

    private static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw Refusal.conflict("E2005", "Duration is not valid: `" + text + "`");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    boolean takes(Period period) {
        if (!periods.isEmpty()) {
            return periods.contains(period.id());
        }
        if (start == null || end == null) {
            return true;
        }
        return !period.start().isBefore(start) && !period.end().isAfter(end);
    }

    boolean hasOneDataSet() {
        return dataSets.size() == 1;
    }

    boolean hasOnePeriod() {
        return periods.size() == 1;
    }

    boolean hasOneOrgUnit() {
        return orgUnitsGiven.size() == 1 && !children && units.size() <= 1;
    }
}

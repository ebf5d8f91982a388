package org.pirogue.sandbox.analytics;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Instance;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.values.Period;

/**
 * What is asked of analytics.
 *
 * @param items {@code dx}, as they were written; unknown ones are left out without a word, as DHIS2 does
 * @param level name of a level that was asked for; null where units are named one by one
 * @param boundary units within which the level was asked for
 */
record AnalyticsQuery(
        List<String> items,
        List<Period> periods,
        List<OrgUnit> units,
        @Nullable String level,
        List<OrgUnit> boundary) {
    private static final String LEVEL = "LEVEL-";
    private static final String GROUP = "OU_GROUP-";

    /** @throws Refusal as DHIS2 refuses */
    static AnalyticsQuery of(Call call, Instance instance, AnalyticsItems known) {
        List<String> dx = dimension(call, "dx");
        if (dx.isEmpty()) {
            throw Refusal.conflict(
                    "E7102",
                    "At least one data dimension item or data element group set dimension item must be specified");
        }
        List<String> items = dx.stream().filter(known::isItem).toList();
        if (items.isEmpty()) {
            throw Refusal.conflict("E7124", "Dimension is present in query without any valid dimension options: `dx`");
        }
        if (call.query("filter").isPresent()) {
            throw Refusal.of(409, "filters are not covered by this sandbox");
        }
        List<Period> periods = new ArrayList<>();
        LocalDate today = instance.now().atZone(ZoneOffset.UTC).toLocalDate();
        dimension(call, "pe").forEach(id -> periods.addAll(RelativePeriods.of(id, today)));
        if (periods.isEmpty()) {
            throw Refusal.conflict("E7124", "Dimension is present in query without any valid dimension options: `pe`");
        }
        return units(call, instance, items, periods);
    }

    private static List<String> dimension(Call call, String name) {
        return call.queries("dimension").stream()
                .filter(each -> each.startsWith(name + ":"))
                .flatMap(each -> List.of(each.substring(name.length() + 1).split(";")).stream())
                .distinct()
                .toList();
    }

    private static AnalyticsQuery units(Call call, Instance instance, List<String> items, List<Period> periods) {
        List<OrgUnit> named = new ArrayList<>();
        List<String> said = dimension(call, "ou");
        String level = null;
        for (String unit : said) {
            if (unit.startsWith(LEVEL)) {
                level = levelOf(instance, unit.substring(LEVEL.length()));
            } else if (unit.startsWith(GROUP)) {
                named.addAll(group(instance, unit.substring(GROUP.length())));
            } else {
                instance.orgUnits().byId(unit).ifPresent(named::add);
            }
        }
        boolean onlyLevel = level != null && said.size() == 1;
        if (onlyLevel) {
            named.addAll(instance.orgUnits().roots());
        }
        if (named.isEmpty()) {
            throw Refusal.conflict("E7143", "Organisation unit or organisation unit level is not valid");
        }
        List<OrgUnit> wanted = level == null ? named : below(instance, named, Integer.parseInt(level));
        for (OrgUnit unit : wanted) {
            if (!call.user().mayView(unit)) {
                throw Refusal.conflict(
                        "E7120",
                        "User: `" + call.user().username() + "` is not allowed to view org unit: `" + unit.id() + "`");
            }
        }
        return new AnalyticsQuery(items, periods, wanted, level, named);
    }

    /** A level is written by its number, or the uid of its object. */
    private static String levelOf(Instance instance, String said) {
        return instance.metadata()
                .byId("organisationUnitLevels", said)
                .map(found -> found.path("level").asText())
                .orElse(said);
    }

    private static List<OrgUnit> group(Instance instance, String id) {
        List<OrgUnit> units = new ArrayList<>();
        instance.metadata().byId("organisationUnitGroups", id).ifPresent(found -> found.path("organisationUnits")
                .forEach(unit ->
                        instance.orgUnits().byId(unit.path("id").asText()).ifPresent(units::add)));
        return units;
    }

    private static List<OrgUnit> below(Instance instance, List<OrgUnit> named, int level) {
        Set<OrgUnit> units = new LinkedHashSet<>();
        for (OrgUnit unit : named) {
            instance.orgUnits().subtree(unit.id()).stream()
                    .filter(each -> each.level() == level)
                    .forEach(units::add);
        }
        return new ArrayList<>(units);
    }
}

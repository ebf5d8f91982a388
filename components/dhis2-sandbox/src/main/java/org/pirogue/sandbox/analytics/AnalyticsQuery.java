package org.pirogue.sandbox.analytics;

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
        List<Period> periods = new ArrayList<>();
        dimension(call, "pe").forEach(id -> Period.parse(id).ifPresent(periods::add));
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
        String level = null;
        for (String unit : dimension(call, "ou")) {
            if (unit.startsWith(LEVEL)) {
                level = unit.substring(LEVEL.length());
            } else {
                instance.orgUnits().byId(unit).ifPresent(named::add);
            }
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

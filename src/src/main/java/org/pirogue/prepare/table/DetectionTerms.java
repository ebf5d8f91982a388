package org.pirogue.prepare.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.prepare.detect.Channel;
import org.pirogue.prepare.detect.Ears;
import org.pirogue.prepare.detect.Farrington;
import org.pirogue.prepare.detect.Method;
import org.pirogue.prepare.period.PeriodType;

/**
 * What {@code detect.yaml} says.
 *
 * @param unit columns that name the unit of a series
 * @param level of the units' ancestor whose cases are counted together; 0 for the unit itself
 * @param units table of units beside the flow, for the level
 * @param by further columns, one series for each of their values: a disease
 * @param period column of a period, or of a day in it
 * @param sum columns that are added up; none where each row is one case
 * @param when values that a row must have, by column
 * @param recent how many of the last ended periods are judged
 * @param least fewest cases that can be a signal
 */
record DetectionTerms(
        String place,
        List<String> unit,
        int level,
        String units,
        List<String> by,
        String period,
        PeriodType periodType,
        List<String> sum,
        Map<String, Set<String>> when,
        Gaps gaps,
        int recent,
        int least,
        Give give,
        List<Method> methods) {
    private static final int MOST_YEARS = 20;
    private static final int MOST_PERIODS = 5_000;
    /** No count is so far from what was expected: nothing weighs less. */
    private static final int MOST_RESIDUAL = 1_000_000;

    private static final int MOST_CASES = 1_000_000;

    /** What a period is of which no row speaks. */
    enum Gaps {
        /** Without a case: a list of cases is whole. */
        ZERO,
        /** Not reported: it says nothing. */
        MISSING
    }

    enum Give {
        SIGNALS,
        /** Every period that was judged, by every method. */
        ALL
    }

    private enum Whether {
        TRUE,
        FALSE
    }

    private enum Name {
        EARS_C1,
        EARS_C2,
        EARS_C3,
        FARRINGTON,
        CHANNEL
    }

    static DetectionTerms of(Terms terms) {
        List<String> unit = terms.texts("unit");
        if (unit.isEmpty()) {
            terms.problem(null, "'unit' names no column", "name the column of the unit, or several");
        }
        int level = terms.whole("level", 0, 0, 20);
        String units = terms.text("units").orElse("");
        if (level > 0 && (units.isEmpty() || unit.size() != 1)) {
            terms.problem(
                    null, "'level' has no tree", "name one column as 'unit', and with 'units' a table org_unit,parent");
        }
        return new DetectionTerms(
                terms.place(),
                unit,
                level,
                units,
                terms.texts("by"),
                terms.needed("period", "name the column of the period, or of a day"),
                periodType(terms),
                terms.texts("sum"),
                when(terms),
                terms.word("gaps", Gaps.class, Gaps.ZERO),
                terms.whole("recent", 8, 1, MOST_PERIODS),
                terms.whole("least", 1, 1, MOST_CASES),
                terms.word("give", Give.class, Give.SIGNALS),
                methods(terms));
    }

    private static PeriodType periodType(Terms terms) {
        String name = terms.text("period-type").orElse("Weekly");
        Optional<PeriodType> type = PeriodType.named(name);
        if (type.isEmpty()) {
            terms.problem(name, "'" + name + "' is no period type of DHIS2", "write Weekly, Monthly, Daily …");
        }
        return type.orElse(PeriodType.WEEKLY);
    }

    private static Map<String, Set<String>> when(Terms terms) {
        Map<String, Set<String>> when = new LinkedHashMap<>();
        for (Terms each : terms.each("when", "column")) {
            String column = each.needed("column", "name a column");
            Set<String> values = new LinkedHashSet<>(each.texts("values"));
            if (values.isEmpty()) {
                each.problem(column, "'values' is missing", "write those that count");
            }
            when.put(column, values);
        }
        return when;
    }

    private static List<Method> methods(Terms terms) {
        List<Method> methods = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Terms each : terms.each("methods", "method")) {
            String name = each.needed("method", "write ears-c1, ears-c2, ears-c3, farrington or channel");
            each.word(name, "method", Name.class)
                    .map(known -> method(known, each))
                    .ifPresent(methods::add);
            if (!names.add(name)) {
                each.problem(name, "method '" + name + "' stands twice", "remove one of them");
            }
        }
        if (methods.isEmpty()) {
            terms.problem(null, "'methods' names none", "write for instance - ears-c2");
        }
        return methods;
    }

    private static Method method(Name name, Terms terms) {
        return switch (name) {
            case EARS_C1 -> ears(Ears.Kind.C1, terms);
            case EARS_C2 -> ears(Ears.Kind.C2, terms);
            case EARS_C3 -> ears(Ears.Kind.C3, terms);
            case FARRINGTON ->
                new Farrington(
                        terms.whole("years", 3, 1, MOST_YEARS),
                        terms.whole("half-window", 3, 0, 26),
                        1 - terms.number("confidence", 99, 50, 99.9999) / 100,
                        terms.word("trend", Whether.class, Whether.TRUE) == Whether.TRUE,
                        terms.number("weights-above", 2.58, 1, MOST_RESIDUAL));
            case CHANNEL ->
                new Channel(
                        terms.whole("years", 5, 1, MOST_YEARS),
                        terms.whole("half-window", 2, 0, 26),
                        terms.number("percentile", 75, 50, 100));
        };
    }

    private static Method ears(Ears.Kind kind, Terms terms) {
        return new Ears(kind, terms.number("z", kind.z(), 0.5, 10), terms.number("least-deviation", 0.5, 0.01, 1_000));
    }
}

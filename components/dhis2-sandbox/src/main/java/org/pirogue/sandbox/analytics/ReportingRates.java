package org.pirogue.sandbox.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.values.Completeness;
import org.pirogue.sandbox.values.Period;
import org.pirogue.sandbox.values.PeriodType;

/** Reports that a data set expects of a unit and those below it, that are registered, and on time. Not seen at a server. */
final class ReportingRates {
    static final List<String> METRICS = List.of(
            "REPORTING_RATE", "REPORTING_RATE_ON_TIME", "ACTUAL_REPORTS", "ACTUAL_REPORTS_ON_TIME", "EXPECTED_REPORTS");

    private final Completeness completeness;
    private final OrgUnits tree;

    ReportingRates(Completeness completeness, OrgUnits tree) {
        this.completeness = completeness;
        this.tree = tree;
    }

    /** Empty where no report is expected. */
    Optional<BigDecimal> of(ObjectNode dataSet, String metric, Period period, OrgUnit unit) {
        Set<String> units = assigned(dataSet, unit);
        List<String> periods = periods(dataSet, period);
        int expected = units.size() * periods.size();
        if (expected == 0) {
            return Optional.empty();
        }
        int timelyDays = dataSet.path("timelyDays").asInt(15);
        List<Completeness.Registration> registered = completeness.all().stream()
                .filter(each -> each.completed()
                        && each.key().dataSet().equals(dataSet.path("id").asText())
                        && units.contains(each.key().orgUnit())
                        && periods.contains(each.key().period()))
                .toList();
        long onTime =
                registered.stream().filter(each -> isOnTime(each, timelyDays)).count();
        return Optional.of(
                switch (metric) {
                    case "EXPECTED_REPORTS" -> BigDecimal.valueOf(expected);
                    case "ACTUAL_REPORTS" -> BigDecimal.valueOf(registered.size());
                    case "ACTUAL_REPORTS_ON_TIME" -> BigDecimal.valueOf(onTime);
                    case "REPORTING_RATE" -> rate(registered.size(), expected);
                    default -> rate(onTime, expected);
                });
    }

    private static BigDecimal rate(long reports, int expected) {
        return BigDecimal.valueOf(reports * 100).divide(BigDecimal.valueOf(expected), 2, RoundingMode.HALF_UP);
    }

    private Set<String> assigned(ObjectNode dataSet, OrgUnit unit) {
        Set<String> units = new HashSet<>();
        for (JsonNode each : dataSet.path("organisationUnits")) {
            String id = each.path("id").asText();
            tree.byId(id).filter(found -> found.isWithin(unit.id())).ifPresent(found -> units.add(id));
        }
        return units;
    }

    private static List<String> periods(ObjectNode dataSet, Period wanted) {
        PeriodType type = PeriodType.labelled(dataSet.path("periodType").asText("Monthly"))
                .orElse(PeriodType.MONTHLY);
        if (wanted.type() == type) {
            return List.of(wanted.id());
        }
        List<String> ids = new ArrayList<>();
        if (type == PeriodType.MONTHLY) {
            for (LocalDate day = wanted.start(); !day.isAfter(wanted.end()); day = day.plusMonths(1)) {
                ids.add("%d%02d".formatted(day.getYear(), day.getMonthValue()));
            }
        }
        return ids;
    }

    private static boolean isOnTime(Completeness.Registration registration, int timelyDays) {
        return Period.parse(registration.key().period())
                .map(period -> !LocalDate.parse(registration.date().substring(0, 10))
                        .isAfter(period.end().plusDays(timelyDays)))
                .orElse(false);
    }
}

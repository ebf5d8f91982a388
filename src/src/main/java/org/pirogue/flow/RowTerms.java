package org.pirogue.flow;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Row;
import org.pirogue.prepare.period.BadPeriod;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/**
 * The parameters of {@code rows-to-values-action}.
 *
 * @param rules file beside the flow
 * @param orgUnit column of the unit that reports
 * @param orgUnitBy what that column holds, where no step behind looks for names
 * @param attribute code of the attribute, where it is one
 * @param orgUnitWithin column of a unit above it; empty for none
 * @param period column of the period, or of a day in it
 * @param older what becomes of what the flow put at its target for periods that the table does not name
 */
record RowTerms(
        String rules,
        String orgUnit,
        By orgUnitBy,
        String attribute,
        String orgUnitWithin,
        String period,
        PeriodType periodType,
        Older older) {
    static final String KAMELET = "rows-to-values-action";

    enum By {
        CODE,
        UID,
        ATTRIBUTE
    }

    enum Older {
        /** The table is all there is: it is taken away. */
        GONE,
        /** The table is about its periods only: it stays as it is. */
        STAYS
    }

    static RowTerms of(Flow.Step step) {
        Map<String, String> said = step.parameters();
        return of(
                step.parameter("rules"),
                step.parameter("orgUnit"),
                said.getOrDefault("orgUnitBy", "code"),
                said.getOrDefault("attribute", ""),
                said.getOrDefault("orgUnitWithin", ""),
                step.parameter("period"),
                step.parameter("periodType"),
                said.getOrDefault("otherPeriods", "gone"));
    }

    /** @throws FlowException P162 for a period type, P719 for another word, that is not known */
    static RowTerms of(
            String rules,
            String orgUnit,
            String orgUnitBy,
            String attribute,
            String orgUnitWithin,
            String period,
            String periodType,
            String otherPeriods) {
        PeriodType type = PeriodType.named(periodType)
                .orElseThrow(() -> new FlowException("P162", "'" + periodType + "' is no period type of DHIS2"));
        By by =
                switch (orgUnitBy) {
                    case "code" -> By.CODE;
                    case "uid" -> By.UID;
                    case "attribute" -> By.ATTRIBUTE;
                    default ->
                        throw new FlowException(
                                "P719", "orgUnitBy '" + orgUnitBy + "' is not known: write code, uid or attribute");
                };
        if (by == By.ATTRIBUTE && attribute.isBlank()) {
            throw new FlowException("P719", "orgUnitBy: attribute needs 'attribute', the code of one");
        }
        return new RowTerms(rules, orgUnit, by, attribute, orgUnitWithin, period, type, older(otherPeriods));
    }

    private static Older older(String otherPeriods) {
        return switch (otherPeriods) {
            case "gone" -> Older.GONE;
            case "stay" -> Older.STAYS;
            default ->
                throw new FlowException("P719", "otherPeriods '" + otherPeriods + "' is not known: write gone or stay");
        };
    }

    /** The columns that say whose report a row belongs to. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(Set.of(orgUnit, period));
        if (!orgUnitWithin.isEmpty()) {
            columns.add(orgUnitWithin);
        }
        return columns;
    }

    /** Of a period as DHIS2 writes it, or of a day; empty for anything else, periods of other types among it. */
    Optional<Period> period(Row row) {
        String text = row.value(period);
        try {
            return text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? Optional.of(Period.of(periodType, java.time.LocalDate.parse(text)))
                    : Optional.of(Period.parse(periodType, text));
        } catch (BadPeriod | java.time.DateTimeException none) {
            return Optional.empty();
        }
    }

    /** Changes with what a row means, whatever it says. */
    String digest() {
        return String.join("\t", orgUnit, orgUnitBy.name(), attribute, orgUnitWithin, period, periodType.dhis2Name());
    }
}

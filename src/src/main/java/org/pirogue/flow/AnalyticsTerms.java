package org.pirogue.flow;

import java.time.LocalDate;
import java.util.Map;
import org.pirogue.ledger.run.Run;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** The parameters of {@code dhis2-analytics-source}. */
record AnalyticsTerms(
        String connection, String periodType, String orgUnits, int periods, int valuesPerChunk, int maxAgeHours) {
    static final String KAMELET = "dhis2-analytics-source";

    static AnalyticsTerms of(Flow.Step step) {
        Map<String, String> said = step.parameters();
        return new AnalyticsTerms(
                step.parameter("connection"),
                said.getOrDefault("periodType", PeriodType.MONTHLY.dhis2Name()),
                step.parameter("orgUnits"),
                step.whole("periods", 12),
                step.whole("valuesPerChunk", 10_000),
                step.whole("maxAgeHours", 36));
    }

    /**
     * As far as it can be told without the server.
     *
     * @throws FlowException P162 for the period type, P504 for a number, P557 for the units, P556 for a rate with options
     */
    void check(Mapping mapping) {
        type();
        AnalyticsReader.units(orgUnits);
        if (periods < 1 || valuesPerChunk < 1) {
            throw new FlowException(
                    "P504", "periods and valuesPerChunk of kamelet '" + KAMELET + "' are whole numbers from 1 up");
        }
        mapping.sources().stream()
                .filter(cell ->
                        AnalyticsItems.isRate(cell) && !cell.categoryOptions().isEmpty())
                .findFirst()
                .ifPresent(cell -> {
                    throw new FlowException("P556", "'" + cell + "': a reporting rate has no category options");
                });
    }

    /** @throws FlowException P162 where DHIS2 has no such type */
    PeriodType type() {
        return PeriodType.named(periodType)
                .orElseThrow(() -> new FlowException("P162", "'" + periodType + "' is no period type of DHIS2"));
    }

    /** First day that a run reads: of what was asked for, or of so many periods back. */
    LocalDate from(Run run, LocalDate today) {
        if (run.from() != null) {
            return Period.parse(run.from()).firstDay();
        }
        Period first = Period.of(type(), today);
        for (int back = 0; back < periods; back++) {
            first = first.previous();
        }
        return first.firstDay();
    }

    /** Last day that a run reads: a period that has not ended is read only where somebody asks for it. */
    LocalDate to(Run run, LocalDate today) {
        return run.to() == null
                ? Period.of(type(), today).previous().lastDay()
                : Period.parse(run.to()).lastDay();
    }
}

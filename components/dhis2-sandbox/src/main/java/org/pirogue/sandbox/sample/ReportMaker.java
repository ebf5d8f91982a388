package org.pirogue.sandbox.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the values that facilities report themselves, period by period. */
final class ReportMaker {
    /** Takes one value. */
    interface Values {
        void take(Unit unit, String period, Names.Cell cell, int value, Instant at);

        /** After the values of a report: whether it is registered as complete. */
        default void report(Unit unit, String period, boolean complete, Instant at) {}

        /** A report that did not come. */
        default void missing(Unit unit, Span span) {}
    }

    private static final Duration OVERDUE = Duration.ofDays(31);

    private final Scenario scenario;
    private final List<Unit> facilities;

    ReportMaker(Scenario scenario, List<Unit> facilities) {
        this.scenario = scenario;
        this.facilities = facilities;
    }

    void make(Routine routine, Values values) {
        SplittableRandom random =
                new SplittableRandom(scenario.seed() + routine.dataSet().hashCode());
        // Of their own: whether reports are registered changes no number in them.
        SplittableRandom registering = new SplittableRandom(scenario.seed());
        double registered = routine.registered() == null ? 0 : routine.registered();
        for (Span span : Span.of(routine.every(), scenario.months())) {
            for (Unit unit : facilities) {
                if (!unit.isOpenOn(span.end())) {
                    continue;
                }
                // What something was planted in comes, whatever the dice say.
                boolean planted = isPlanted(routine, unit, span.period());
                if (random.nextDouble() < routine.completeness() || planted) {
                    Instant at = report(routine, unit, span, random, values);
                    boolean complete = registering.nextDouble() < registered || planted && registered > 0;
                    values.report(unit, span.period(), complete, registered(routine, at, registering));
                } else {
                    values.missing(unit, span);
                }
            }
        }
    }

    /** Whether what becomes of this report follows from the scenario alone: dice and second day leave it as it is. */
    boolean isPlanted(Routine routine, Unit unit, String period) {
        return routine.isAlwaysReportedBy(unit.code())
                || !scenario.slips(routine, unit.code(), period).isEmpty();
    }

    private static Instant registered(Routine routine, Instant at, SplittableRandom random) {
        boolean overdue = routine.overdue() != null && random.nextDouble() < routine.overdue();
        return overdue ? at.plus(OVERDUE) : at;
    }

    /** A report that did not come, as it would have been. */
    void late(Routine routine, Unit unit, Span span, Values values) {
        long seed = scenario.seed() ^ (unit.code() + span.period()).hashCode();
        report(routine, unit, span, new SplittableRandom(seed), values);
    }

    /** Fills every cell of every facility and month until there are so many values. */
    void everyCell(List<Names.Cell> cells, long wanted, Values values) {
        SplittableRandom random = new SplittableRandom(scenario.seed());
        long left = wanted;
        for (YearMonth month : scenario.months().all()) {
            String period = Scenario.Months.period(month);
            Instant at = month.plusMonths(1).atDay(5).atTime(9, 0).toInstant(ZoneOffset.UTC);
            for (Unit unit : facilities) {
                for (Names.Cell cell : cells) {
                    if (left-- <= 0) {
                        return;
                    }
                    values.take(unit, period, cell, 1 + random.nextInt(60), at);
                }
            }
        }
    }

    private Instant report(Routine routine, Unit unit, Span span, SplittableRandom random, Values values) {
        Instant at = span.end()
                .plusDays(1 + random.nextInt(9))
                .atTime(9, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(random.nextInt(7 * 3600));
        List<Routine.Slip> slips = scenario.slips(routine, unit.code(), span.period());
        new ReportFigures(scenario, unit, span.month(), random)
                .of(routine, slips)
                .forEach((cell, value) -> values.take(unit, span.period(), cell, value, at));
        return at;
    }
}

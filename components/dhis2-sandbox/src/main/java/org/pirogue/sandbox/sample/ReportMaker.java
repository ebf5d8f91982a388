package org.pirogue.sandbox.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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

    void make(Scenario.Routine routine, Values values) {
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
                if (random.nextDouble() < routine.completeness()) {
                    Instant at = report(routine, unit, span, random, values);
                    boolean complete = registering.nextDouble() < registered;
                    values.report(unit, span.period(), complete, registered(routine, at, registering));
                } else {
                    values.missing(unit, span);
                }
            }
        }
    }

    private static Instant registered(Scenario.Routine routine, Instant at, SplittableRandom random) {
        boolean overdue = routine.overdue() != null && random.nextDouble() < routine.overdue();
        return overdue ? at.plus(OVERDUE) : at;
    }

    /** A report that did not come, as it would have been. */
    void late(Scenario.Routine routine, Unit unit, Span span, Values values) {
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

    private Instant report(Scenario.Routine routine, Unit unit, Span span, SplittableRandom random, Values values) {
        Instant at = span.end()
                .plusDays(1 + random.nextInt(9))
                .atTime(9, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(random.nextInt(7 * 3600));
        for (Scenario.Element element : routine.elements()) {
            if (element.isReportedIn(span.month())) {
                means(element).forEach((options, mean) -> {
                    int value = draw(element, mean * unit.weight() * season(element, span.month()), random);
                    values.take(unit, span.period(), new Names.Cell(element.element(), options), value, at);
                });
            }
        }
        return at;
    }

    private static Map<String, Double> means(Scenario.Element element) {
        return element.options() == null ? Map.of("", element.mean()) : element.options();
    }

    private double season(Scenario.Element element, YearMonth month) {
        return 1 + element.season() * (scenario.season(month) - 1);
    }

    private static int draw(Scenario.Element element, double mean, SplittableRandom random) {
        int value = mean < 30 ? poisson(mean, random) : (int) Math.round(mean * random.nextDouble(0.75, 1.25));
        int least = element.least() == null ? 0 : element.least();
        int most = element.most() == null ? Integer.MAX_VALUE : element.most();
        return Math.min(most, Math.max(least, value));
    }

    /** Knuth's method: enough for small means. */
    private static int poisson(double mean, SplittableRandom random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}

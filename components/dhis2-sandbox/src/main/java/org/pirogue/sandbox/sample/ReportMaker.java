package org.pirogue.sandbox.sample;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the values that facilities report themselves, month by month. */
final class ReportMaker {
    /** Takes one value. */
    interface Values {
        void take(Unit unit, String period, Names.Cell cell, int value, Instant at);

        /** After the values of a report: whether it is registered as complete. */
        default void report(Unit unit, String period, boolean complete, Instant at) {}
    }

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
        for (YearMonth month :
                routine.yearly() ? firstMonths() : scenario.months().all()) {
            for (Unit unit : facilities) {
                if (unit.isOpenOn(month.atEndOfMonth()) && random.nextDouble() < routine.completeness()) {
                    Instant at = report(routine, unit, month, random, values);
                    values.report(unit, period(routine, month), registering.nextDouble() < registered, at);
                }
            }
        }
    }

    /** One month of each year, of whose number and weather a report of the year is made. */
    private List<YearMonth> firstMonths() {
        return scenario.months().all().stream()
                .collect(Collectors.groupingBy(YearMonth::getYear, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(months -> months.get(0))
                .toList();
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

    private static String period(Scenario.Routine routine, YearMonth month) {
        return routine.yearly() ? String.valueOf(month.getYear()) : Scenario.Months.period(month);
    }

    private Instant report(
            Scenario.Routine routine, Unit unit, YearMonth month, SplittableRandom random, Values values) {
        Instant at = month.plusMonths(1)
                .atDay(1 + random.nextInt(9))
                .atTime(9, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds(random.nextInt(7 * 3600));
        String period = period(routine, month);
        for (Scenario.Element element : routine.elements()) {
            Map<String, Double> means = element.options() == null ? Map.of("", element.mean()) : element.options();
            means.forEach((options, mean) -> {
                int value = draw(element, mean * unit.weight() * season(element, month), random);
                values.take(unit, period, new Names.Cell(element.element(), options), value, at);
            });
        }
        return at;
    }

    private double season(Scenario.Element element, YearMonth month) {
        if (scenario.cases() == null) {
            return 1;
        }
        return 1 + element.season() * (scenario.cases().season().get(month.getMonthValue() - 1) - 1);
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

package org.pirogue.sandbox.sample;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The figures of one report: drawn, then bounded by the figure that they are a part of, and last mistyped where the
 * scenario says so. What contradicts another figure was planted, whatever the seed.
 */
final class ReportFigures {
    private final Scenario scenario;
    private final Unit unit;
    private final YearMonth month;
    private final SplittableRandom random;
    private final Map<Names.Cell, Integer> values = new LinkedHashMap<>();
    /** What is left of a figure for those that are parts of it. */
    private final Map<Names.Cell, Integer> left = new HashMap<>();

    ReportFigures(Scenario scenario, Unit unit, YearMonth month, SplittableRandom random) {
        this.scenario = scenario;
        this.unit = unit;
        this.month = month;
        this.random = random;
    }

    /** @throws IllegalArgumentException where an element is within one that is not reported before it, or a slip has no figure */
    Map<Names.Cell, Integer> of(Routine routine, List<Routine.Slip> slips) {
        routine.elements().stream()
                .filter(element -> element.isReportedIn(month))
                .forEach(element -> means(element).forEach((options, mean) -> add(element, options, mean)));
        slips.forEach(this::mistype);
        return values;
    }

    private void add(Routine.Element element, String options, double mean) {
        int value = draw(element, mean * unit.weight() * season(element), random);
        if (element.within() != null) {
            Names.Cell whole = new Names.Cell(element.within(), options);
            int most = known(left, whole);
            value = Math.min(value, most);
            left.put(whole, most - value);
        }
        Names.Cell cell = new Names.Cell(element.element(), options);
        values.put(cell, value);
        left.put(cell, value);
    }

    private void mistype(Routine.Slip slip) {
        Names.Cell cell = slip.cell();
        known(values, cell);
        values.put(cell, slip.than() == null ? slip.value() : known(values, slip.other()) + slip.value());
    }

    private static int known(Map<Names.Cell, Integer> figures, Names.Cell cell) {
        Integer figure = figures.get(cell);
        if (figure == null) {
            throw new IllegalArgumentException("no figure of %s in the report so far".formatted(cell));
        }
        return figure;
    }

    private static Map<String, Double> means(Routine.Element element) {
        return element.options() == null ? Map.of("", element.mean()) : element.options();
    }

    private double season(Routine.Element element) {
        return 1 + element.season() * (scenario.season(month) - 1);
    }

    private static int draw(Routine.Element element, double mean, SplittableRandom random) {
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

package org.pirogue.sandbox.sample;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws the values of an event from the shares that the scenario gives. */
final class Findings {
    private final Cases spec;

    Findings(Cases spec) {
        this.spec = spec;
    }

    Map<String, String> draw(Unit unit, LocalDate day, SplittableRandom random) {
        double season = spec.season().get(day.getMonthValue() - 1);
        double positivity = Math.min(0.95, unit.positivity() * (0.8 + 0.2 * season));
        Map<String, String> values = new LinkedHashMap<>();
        for (Cases.Draw draw : spec.values()) {
            if (applies(draw, values)) {
                values.put(
                        draw.element(), draw.days() == null ? pick(draw, positivity, random) : day(draw, day, random));
            }
        }
        return values;
    }

    /** What is known while the result is awaited. */
    Map<String, String> withoutResult(Map<String, String> values) {
        Map<String, String> left = new LinkedHashMap<>(values);
        left.remove(spec.result());
        spec.values().stream().filter(draw -> draw.when() != null).forEach(draw -> left.remove(draw.element()));
        return left;
    }

    /** The result corrected to the other one. */
    Map<String, String> turned(Map<String, String> values) {
        Map<String, String> other = new LinkedHashMap<>(values);
        spec.values().stream()
                .filter(draw -> draw.element().equals(spec.result()))
                .flatMap(draw -> draw.choices().keySet().stream())
                .filter(value -> !value.equals(values.get(spec.result())))
                .findFirst()
                .ifPresent(value -> other.put(spec.result(), value));
        return other;
    }

    private static boolean applies(Cases.Draw draw, Map<String, String> values) {
        if (draw.when() == null) {
            return true;
        }
        String[] condition = draw.when().split("=", 2);
        return condition[1].equals(values.get(condition[0]));
    }

    private static String day(Cases.Draw draw, LocalDate day, SplittableRandom random) {
        List<Integer> bounds = draw.days();
        return day.plusDays(random.nextInt(bounds.get(0), bounds.get(1) + 1)).toString();
    }

    private static String pick(Cases.Draw draw, double positivity, SplittableRandom random) {
        double left = random.nextDouble();
        String last = "";
        for (Map.Entry<String, String> share : draw.choices().entrySet()) {
            last = share.getKey();
            left -= switch (share.getValue()) {
                case "positivity" -> positivity;
                case "rest" -> left + 1;
                default -> Double.parseDouble(share.getValue());
            };
            if (left < 0) {
                break;
            }
        }
        return last;
    }
}

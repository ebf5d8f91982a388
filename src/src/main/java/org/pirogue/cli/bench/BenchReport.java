package org.pirogue.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pirogue.cli.Screen;
import org.pirogue.cli.Table;

/**
 * What was measured.
 *
 * @param postMillis how long the targets waited before each answer to a POST; 0: as fast as the stand-in is
 * @param readySeconds from the start of Pirogue's JVM until it was ready, first start of a data directory
 * @param heapLimitMiB the heap that Pirogue was given
 * @param memory of Pirogue's JVM over all its runs
 * @param load of the machine, one minute's average, before and after: what else ran there
 * @param agrees whether source and target were equal, cell by cell, after the last run
 */
record BenchReport(
        String country,
        String flow,
        long values,
        long postMillis,
        double readySeconds,
        Map<String, Measured> measured,
        long heapLimitMiB,
        Memory memory,
        Machine machine,
        double loadBefore,
        double loadAfter,
        boolean agrees) {

    /**
     * @param read values of the source, as the one who read them says
     * @param written values at the target, as the one who wrote them says
     * @param sent values that the target says were written
     * @param requests to source and target
     * @param cpuSeconds of everything together, servers included
     * @param ratio of the seconds to those of the plain copy before it
     */
    record Measured(
            long read,
            long written,
            long sent,
            long requests,
            double seconds,
            double cpuSeconds,
            long valuesPerSecond,
            double ratio) {
        static Measured of(long read, long written, Meter cost, double copySeconds) {
            return new Measured(
                    read,
                    written,
                    cost.sent(),
                    cost.requests(),
                    rounded(cost.seconds()),
                    rounded(cost.cpuSeconds()),
                    Math.round(read / cost.seconds()),
                    rounded(cost.seconds() / copySeconds));
        }
    }

    /** What the time of one step may be of that of another. */
    private enum Goal {
        FIRST("first", "copy", 1.3),
        TOUCHED("touched", "first", 0.3),
        CHANGED("changed", "copyAgain", 0.1);

        private final String step;
        private final String of;
        private final double most;

        Goal(String step, String of, double most) {
            this.step = step;
            this.of = of;
            this.most = most;
        }
    }

    private static double rounded(double number) {
        return Math.round(number * 100) / 100.0;
    }

    /** By step: its time as a share of that of the step that it is held against. */
    @JsonProperty
    Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Goal goal : Goal.values()) {
            shares.put(
                    goal.step,
                    rounded(measured.get(goal.step).seconds()
                            / measured.get(goal.of).seconds()));
        }
        return shares;
    }

    /** Each goal, and whether it was met. */
    List<String> goals(Screen screen) {
        Map<String, Double> shares = shares();
        return Arrays.stream(Goal.values())
                .map(goal -> screen.text(
                        shares.get(goal.step) <= goal.most ? "bench.met" : "bench.missed",
                        screen.text("bench." + goal.step),
                        shares.get(goal.step),
                        screen.text("bench." + goal.of),
                        goal.most))
                .toList();
    }

    record Machine(int processors, String java) {
        static Machine here() {
            return new Machine(Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        }
    }

    String json() {
        try {
            return new ObjectMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> lines(Screen screen) {
        Table table = new Table(
                1,
                List.of(
                        screen.text("column.what"),
                        screen.text("column.read"),
                        screen.text("column.written"),
                        screen.text("column.sent"),
                        screen.text("column.requests"),
                        screen.text("column.seconds"),
                        screen.text("column.cpu"),
                        screen.text("column.perSecond"),
                        screen.text("column.ratio")));
        measured.forEach((what, is) -> table.add(List.of(
                screen.text("bench." + what),
                screen.text("bench.number", is.read()),
                screen.text("bench.number", is.written()),
                screen.text("bench.number", is.sent()),
                screen.text("bench.number", is.requests()),
                String.format(Locale.ROOT, "%.1f", is.seconds()),
                String.format(Locale.ROOT, "%.1f", is.cpuSeconds()),
                screen.text("bench.number", is.valuesPerSecond()),
                String.format(Locale.ROOT, "%.2f", is.ratio()))));
        return table.lines();
    }
}

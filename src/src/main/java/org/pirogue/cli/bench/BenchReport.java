package org.pirogue.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** @param ratio of the seconds to those of the plain copy */
    record Measured(long read, long written, double seconds, long valuesPerSecond, double ratio) {
        static Measured of(long read, long written, double seconds, double copySeconds) {
            return new Measured(
                    read, written, rounded(seconds), Math.round(read / seconds), rounded(seconds / copySeconds));
        }

        private static double rounded(double number) {
            return Math.round(number * 100) / 100.0;
        }
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
                        screen.text("column.seconds"),
                        screen.text("column.perSecond"),
                        screen.text("column.ratio")));
        measured.forEach((what, is) -> table.add(List.of(
                screen.text("bench." + what),
                screen.text("bench.number", is.read()),
                screen.text("bench.number", is.written()),
                String.format(Locale.ROOT, "%.1f", is.seconds()),
                screen.text("bench.number", is.valuesPerSecond()),
                String.format(Locale.ROOT, "%.2f", is.ratio()))));
        return table.lines();
    }
}

package org.pirogue.pressure;

import org.pirogue.home.StartupProblems;
import org.pirogue.home.words.Sentence;
import org.pirogue.pressure.PressureSettings.Limits;

/** P337 for each limit that could not be kept. */
final class PressureCheck {
    private PressureCheck() {}

    static void check(String connection, Limits limits, StartupProblems problems) {
        if (limits.writeWindow() != null) {
            try {
                WriteWindow.read(limits.writeWindow(), limits.zone());
            } catch (IllegalArgumentException e) {
                problems.add(
                        "P337",
                        connection,
                        "write-window",
                        String.valueOf(new Sentence(String.valueOf(e.getMessage()))));
            }
        }
        atLeastOne(connection, "secs-per-post", limits.secsPerPost(), problems);
        atLeastOne(connection, "least-values-per-post", limits.leastValuesPerPost(), problems);
        atLeastOne(connection, "writes-at-once", limits.writesAtOnce(), problems);
        atLeastOne(connection, "failures-to-open", limits.failuresToOpen(), problems);
        atLeastOne(connection, "retry-secs", limits.retrySecs(), problems);
        atLeastOne(connection, "most-retry-secs", limits.mostRetrySecs() - limits.retrySecs() + 1, problems);
        atLeastOne(connection, "calls-per-minute", limits.callsPerMinute() + 1, problems);
    }

    private static void atLeastOne(String connection, String setting, int value, StartupProblems problems) {
        if (value < 1) {
            problems.add("P337", connection, setting, new Sentence("it must be 1 or more"));
        }
    }
}

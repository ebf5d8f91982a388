package org.pirogue.cli.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.flow.FlowException;
import org.pirogue.home.Problem;
import org.pirogue.home.words.Sentence;
import org.pirogue.prepare.Problems;

/**
 * What came out of one test.
 *
 * @param problem why it could not be carried out; null where it was
 * @param differences between expected and found; none where it holds
 */
public record Verdict(
        Suite suite, Trial trial, long millis, @Nullable Problem problem, List<Difference> differences) {

    /** Carries the test out. */
    public static Verdict of(Suite suite, Trial trial) {
        long begin = System.nanoTime();
        try {
            List<Difference> differences = trial.run().call();
            return new Verdict(suite, trial, since(begin), null, differences);
        } catch (Exception e) {
            Problem problem = new Problem(
                    "P609", "messages.tests", List.of(suite.place() + ":" + trial.line(), new Sentence(said(e))));
            return new Verdict(suite, trial, since(begin), problem, List.of());
        }
    }

    public boolean holds() {
        return problem == null && differences.isEmpty();
    }

    private static long since(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** The nearest cause that says something of its own; of any other, what it is. */
    private static String said(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlowException || cause instanceof Problems) {
                return String.valueOf(cause.getMessage());
            }
            root = cause;
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}

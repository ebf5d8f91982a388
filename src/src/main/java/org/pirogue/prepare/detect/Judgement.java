package org.pirogue.prepare.detect;

/**
 * @param expected what was to be expected
 * @param threshold more than that is a signal
 * @param signal whether the count is one
 */
public record Judgement(double expected, double threshold, boolean signal) {
    static Judgement of(double count, double expected, double threshold) {
        return new Judgement(expected, threshold, count > threshold);
    }
}

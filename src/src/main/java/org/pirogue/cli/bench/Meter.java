package org.pirogue.cli.bench;

/**
 * What had been used up at one moment; the difference of two is what a step cost.
 *
 * @param seconds of the clock
 * @param cpuSeconds of servers, copy, Pirogue and its database together
 * @param requests that source and target were asked
 * @param sent values that were applied at the target, as the stand-in logged them
 */
record Meter(double seconds, double cpuSeconds, long requests, long sent) {
    Meter since(Meter before) {
        return new Meter(
                seconds - before.seconds,
                cpuSeconds - before.cpuSeconds,
                requests - before.requests,
                sent - before.sent);
    }
}

package org.pirogue.sandbox.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A choice among things of different weight. */
final class Weighted<T> {
    private final List<T> things = new ArrayList<>();
    private double[] upTo = new double[16];
    private double total;

    void add(T thing, double weight) {
        if (things.size() == upTo.length) {
            upTo = Arrays.copyOf(upTo, upTo.length * 2);
        }
        total += weight;
        upTo[things.size()] = total;
        things.add(thing);
    }

    T pick(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, 0, things.size(), random.nextDouble() * total);
        return things.get(Math.min(found < 0 ? -found - 1 : found, things.size() - 1));
    }
}

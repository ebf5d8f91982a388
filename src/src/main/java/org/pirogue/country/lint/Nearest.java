package org.pirogue.country.lint;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The name that somebody may have meant. */
public final class Nearest {
    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();
    private static final int MANY = 12;

    private Nearest() {}

    /** {@code did you mean split?}, or what there is to choose from. */
    public static String to(String said, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> DISTANCE.apply(said, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> DISTANCE.apply(said, name) <= Math.max(1, said.length() / 3))
                .map(name -> "did you mean " + name + "?")
                .orElseGet(() -> known.isEmpty()
                        ? "remove it"
                        : "one of " + known.stream().sorted().limit(MANY).toList());
    }
}

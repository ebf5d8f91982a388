package org.pirogue.country;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Gathers what is wrong in a country's files, so that a person sees all of it at once. */
final class Findings {
    private final Path home;
    private final List<Problem> all = new ArrayList<>();

    Findings(Path home) {
        this.home = home.toAbsolutePath();
    }

    void add(String code, String place, @Nullable String value, String text, String hint) {
        all.add(new Problem(code, place, value, text, hint));
    }

    void addAll(Problems problems) {
        all.addAll(problems.all());
    }

    /** The path within the home, as a person finds it. */
    String place(Path file) {
        Path absolute = file.toAbsolutePath();
        return (absolute.startsWith(home) ? home.relativize(absolute) : absolute).toString();
    }

    List<Problem> all() {
        return List.copyOf(all);
    }
}

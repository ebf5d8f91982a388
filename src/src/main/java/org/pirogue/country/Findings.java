package org.pirogue.country;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.country.lint.Report;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Gathers what is wrong in a country's files, so that a person sees all of it at once. */
final class Findings {
    private static final int LONGEST = 80;

    private final Path home;
    private final List<Problem> all = new ArrayList<>();

    Findings(Path home) {
        this.home = home.toAbsolutePath();
    }

    void add(String code, String place, @Nullable String value, String text, String hint) {
        all.add(new Problem(code, place, value, text, hint));
    }

    void add(String code, Path file, int line, @Nullable String value, String text, String hint) {
        add(code, place(file) + ":" + line, shown(value), text, hint);
    }

    /** What is wrong in one file, by its lines. */
    Report in(Path file) {
        return (code, line, value, text, hint) -> add(code, file, line, value, text, hint);
    }

    /** One line, short, and only what can be seen: it comes from a file that nobody trusts yet. */
    private static @Nullable String shown(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String seen = value.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cn}]+", " ")
                .strip();
        return seen.length() <= LONGEST ? seen : seen.substring(0, LONGEST) + "…";
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

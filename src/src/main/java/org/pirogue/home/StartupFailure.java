package org.pirogue.home;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pirogue refuses to start, for the listed reasons. */
public final class StartupFailure extends RuntimeException {

    private final transient List<Problem> problems;

    public StartupFailure(List<Problem> problems) {
        this(problems, null);
    }

    public StartupFailure(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    private StartupFailure(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(p -> p.text(Locale.ROOT)).collect(Collectors.joining("; ")), cause);
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}

package org.pirogue.home;

import java.util.ArrayList;
import java.util.List;

/** Collects every reason not to start, so that they are told all at once. */
public final class StartupProblems {

    private final List<Problem> problems = new ArrayList<>();

    public void add(Problem problem) {
        problems.add(problem);
    }

    public void add(String code, Object... arguments) {
        add(Problem.of(code, arguments));
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** @throws StartupFailure when there is at least one problem */
    public void failIfAny() {
        if (!problems.isEmpty()) {
            throw new StartupFailure(problems);
        }
    }
}

package org.pirogue.country;

import java.util.List;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupCheck;
import org.pirogue.home.StartupProblems;
import org.pirogue.home.words.Sentence;

/** The country's own files as one of the checks before the start. */
final class FilesCheck implements StartupCheck {
    private static final String BUNDLE = "messages.country";

    private final List<org.pirogue.prepare.Problem> found;

    FilesCheck(List<org.pirogue.prepare.Problem> found) {
        this.found = found;
    }

    @Override
    public void check(StartupProblems problems) {
        found.forEach(each -> problems.add(problem(each)));
    }

    static Problem problem(org.pirogue.prepare.Problem found) {
        String value = found.value() == null ? "-" : found.value();
        return new Problem(
                found.code(),
                BUNDLE,
                List.of(new Sentence(found.place()), value, new Sentence(found.text()), new Sentence(found.hint())));
    }
}

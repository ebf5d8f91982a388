package org.pirogue.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.Plan;
import org.pirogue.catalogue.Trial;

/** The country's lint as the gate of the catalogue: nothing goes out or comes in that it refuses. */
final class TemplateLint {
    private final Screen screen;
    private final CountryCheck check;
    private final Home home;

    TemplateLint(Screen screen, CountryCheck check, Home home) {
        this.screen = screen;
        this.check = check;
        this.home = home;
    }

    /** The home as it is. @param country where a flow is meant; a kamelet is every country's */
    void check(@Nullable String country) {
        List<String> countries = country == null ? home.countries() : List.of(country);
        refuse(problems(home.folder(), countries), countries);
    }

    /** The home as it would be. */
    void check(Plan plan) {
        boolean kamelet = plan.installed().stream().anyMatch(each -> each.country() == null);
        List<String> countries = kamelet
                ? home.countries()
                : plan.installed().stream()
                        .map(each -> String.valueOf(each.country()))
                        .distinct()
                        .toList();
        refuse(Trial.problems(home.folder(), plan, copy -> problems(copy, countries)), countries);
    }

    private List<String> problems(Path folder, List<String> countries) {
        if (countries.isEmpty()) {
            throw Refusal.usage("P645", home.folder());
        }
        List<String> problems = new ArrayList<>();
        for (String country : countries) {
            check.problems(folder, country).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        }
        return problems;
    }

    private void refuse(List<String> problems, List<String> countries) {
        if (!problems.isEmpty()) {
            problems.forEach(screen::tell);
            throw Refusal.failed("P632", problems.size(), String.join(", ", countries));
        }
    }
}

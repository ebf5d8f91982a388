package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lint}: everything wrong with a country's files, or with those of every country, at once. */
@Command(name = "lint")
final class LintCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;

    @Parameters(paramLabel = "country", arity = "0..1", descriptionKey = "parameter.countryOrAll")
    @Nullable
    String country;

    @Mixin
    HomeOption home = new HomeOption();

    LintCommand(Context context, CountryCheck check) {
        this.context = context;
        this.check = check;
    }

    @Override
    public Exit call() {
        Home where = context.home(home);
        List<String> countries = country == null ? where.countries() : List.of(country);
        long problems = 0;
        for (String each : countries) {
            where.configOf(each);
            List<String> found = check.problems(where.folder(), each);
            found.forEach(context.screen()::print);
            problems += found.size();
        }
        context.screen().say("lint.summary", problems, String.join(", ", countries));
        return problems == 0 ? Exit.OK : Exit.FAILED;
    }
}

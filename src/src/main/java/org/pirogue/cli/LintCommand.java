package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Misfit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lint}: everything wrong with a country's files, or with those of every country, at once; and with what servers have. */
@Command(name = "lint")
final class LintCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;

    @Parameters(paramLabel = "country", arity = "0..1", descriptionKey = "parameter.countryOrAll")
    @Nullable
    String country;

    @Option(names = "--live", descriptionKey = "option.live")
    boolean live;

    @Mixin
    ReachOption reach = new ReachOption();

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
        if (live) {
            List<Misfit> misfits = reach.pirogue(context).misfits();
            misfits.forEach(misfit -> context.screen().print(line(context.screen(), misfit)));
            problems += misfits.size();
        }
        context.screen().say("lint.summary", problems, String.join(", ", countries));
        return problems == 0 ? Exit.OK : Exit.FAILED;
    }

    private static String line(Screen screen, Misfit misfit) {
        String value = misfit.value() == null ? "" : " '" + misfit.value() + "'";
        return misfit.code() + " " + misfit.flow() + " " + screen.sentence(misfit.place()) + value + ": "
                + screen.sentence(misfit.text()) + ": " + screen.sentence(misfit.hint());
    }
}

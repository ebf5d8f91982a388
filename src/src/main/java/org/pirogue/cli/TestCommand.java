package org.pirogue.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.test.HomeTests;
import org.pirogue.cli.test.Suite;
import org.pirogue.cli.test.TestFolder;
import org.pirogue.cli.test.Trial;
import org.pirogue.cli.test.Verdict;
import org.pirogue.country.CountryLint;
import org.pirogue.home.Problem;
import org.pirogue.ledger.ScratchLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code test}: the YAML tests of a home's kamelets and of a country's flows, or of every country's. */
@Command(name = "test")
final class TestCommand implements Callable<Exit> {
    private final Context context;
    private final CountryCheck check;
    private final BiFunction<Path, Path, ScratchLedger> database;

    @Parameters(paramLabel = "country", arity = "0..1", descriptionKey = "parameter.countryOrAll")
    @Nullable
    String country;

    @Mixin
    HomeOption home = new HomeOption();

    @Option(names = "--only", paramLabel = "NAME", descriptionKey = "option.only")
    @Nullable
    String only;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    /** @param database makes a ledger, of its folder and that of PostgreSQL's programs */
    TestCommand(Context context, CountryCheck check, BiFunction<Path, Path, ScratchLedger> database) {
        this.context = context;
        this.check = check;
        this.database = database;
    }

    @Override
    public Exit call() {
        Home where = context.home(home);
        List<String> countries = country == null ? where.countries() : List.of(country);
        if (!mayRun(where, countries)) {
            return Exit.FAILED;
        }
        try (TestFolder folder = TestFolder.in(data(), database)) {
            HomeTests tests = new HomeTests(where.folder(), folder.ledger(), folder.path());
            tests.addKamelets();
            countries.forEach(each -> tests.addFlows(CountryLint.flows(where.folder(), each)));
            return run(tests, countries);
        }
    }

    /** What a country's YAML may not do, its tests may not do either: nothing is loaded before lint has seen it. */
    private boolean mayRun(Home where, List<String> countries) {
        if (countries.isEmpty()) {
            throw Refusal.usage("P608", where.folder().resolve("config").toString());
        }
        List<String> problems = new ArrayList<>();
        for (String each : countries) {
            where.configOf(each);
            problems.addAll(check.problems(where.folder(), each));
        }
        problems.stream().distinct().forEach(context.screen()::tell);
        if (!problems.isEmpty()) {
            context.screen()
                    .tell(Refusal.failed("P600", problems.size())
                            .text(context.screen().messages()));
        }
        return problems.isEmpty();
    }

    private Path data() {
        Path data = context.checkout().resolve("data");
        boolean writable = Files.isWritable(Files.isDirectory(data) ? data : context.checkout());
        return writable ? data : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private Exit run(HomeTests tests, List<String> countries) {
        List<Suite> suites = tests.suites().stream()
                .filter(suite -> only == null || suite.tested().equals(only))
                .toList();
        if (only != null && suites.isEmpty() && tests.problems().isEmpty()) {
            throw Refusal.usage("P501.value", "--only", only, "pirogue test");
        }
        TestReport report = new TestReport(context.screen(), json);
        for (Problem problem : tests.problems()) {
            report.broken(problem);
        }
        for (Suite suite : suites) {
            for (Trial trial : suite.trials()) {
                report.add(Verdict.of(suite, trial));
            }
        }
        return report.end(only == null ? tests.untested() : List.of(), countries);
    }
}

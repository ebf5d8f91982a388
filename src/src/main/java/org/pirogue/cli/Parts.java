package org.pirogue.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.pirogue.buffer.BrokerLint;
import org.pirogue.cli.bench.Bench;
import org.pirogue.cli.demo.SampleWorld;
import org.pirogue.cli.demo.Sandboxes;
import org.pirogue.country.CountryLint;
import org.pirogue.ledger.ScratchLedger;
import org.pirogue.sandbox.SandboxMain;

/**
 * The parts of the program that the command line calls and does not hold.
 *
 * @param runtime the Boot application
 * @param samples sample servers and data of a country
 * @param lint checks of a country's files
 * @param ledger makes a ledger for tests, of its folder and that of PostgreSQL's programs
 * @param sandbox the stand-in DHIS2's own command line
 * @param bench the benchmark
 * @param child how a demonstration starts Pirogue
 */
record Parts(
        RunCommand.Runtime runtime,
        SampleWorld.Maker samples,
        CountryCheck lint,
        BiFunction<Path, Path, ScratchLedger> ledger,
        Program sandbox,
        Program bench,
        ChildJvm child) {

    /** A program with arguments of its own. */
    interface Program {
        Exit run(List<String> args);
    }

    /** Those of the country's files, and of what this machine says of the broker. */
    private static List<String> problems(Path home, String country, Locale locale) {
        List<String> found = new ArrayList<>(CountryLint.problems(home, country, locale));
        BrokerLint.problems().forEach(each -> found.add(each.text(locale)));
        return found;
    }

    static Parts asBuilt(Context context) {
        return new Parts(
                new BootRuntime(),
                Sandboxes::start,
                (home, country) ->
                        problems(home, country, context.screen().messages().locale()),
                ScratchLedger::start,
                args -> SandboxMain.run(args.toArray(String[]::new)) == 0 ? Exit.OK : Exit.USAGE,
                args -> Bench.run(context.screen(), context.checkout(), Main.class.getName(), args),
                new ChildJvm(Main.class.getName()));
    }
}

package org.pirogue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.demo.AwayPartner;
import org.pirogue.cli.demo.Demo;
import org.pirogue.cli.demo.DemoFolder;
import org.pirogue.cli.demo.DemoReport;
import org.pirogue.cli.demo.PirogueProcess;
import org.pirogue.cli.demo.SampleWorld;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.RunningPirogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo}: a country at work with sample servers, sample data and nothing to prepare. */
@Command(name = "demo")
final class DemoCommand implements Callable<Exit> {
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private final Context context;
    private final SampleWorld.Maker samples;
    private final ChildJvm child;

    @Parameters(
            paramLabel = "country",
            arity = "0..1",
            defaultValue = "burundi",
            descriptionKey = "parameter.demoCountry")
    String country = "";

    @Mixin
    HomeOption home = new HomeOption();

    @Option(names = "--once", descriptionKey = "option.once")
    boolean once;

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;

    @Option(names = "--cases", paramLabel = "N", descriptionKey = "option.cases")
    @Nullable
    Integer cases;

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "option.seed")
    @Nullable
    Long seed;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", descriptionKey = "option.demoPort")
    int port;

    DemoCommand(Context context, SampleWorld.Maker samples, ChildJvm child) {
        this.context = context;
        this.samples = samples;
        this.child = child;
    }

    @Override
    public Exit call() throws InterruptedException {
        Screen screen = context.screen();
        Home where = context.home(home);
        CountryConfig config = CountryConfig.read(where, country);
        DemoFolder folder = DemoFolder.fresh(context.checkout().resolve("data").resolve("demo-" + country));
        screen.say("demo.servers", String.join(", ", config.connections()));
        int door = AwayPartner.door();
        try (SampleWorld world = samples.start(where, config, folder.files(), cases, seed);
                PirogueProcess process =
                        PirogueProcess.start(command(where, config, folder, world, door), folder.log(), screen)) {
            Thread hook = new Thread(process::close, "stop-the-child");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return show(config, folder, world, process, door);
            } finally {
                forget(hook);
            }
        }
    }

    private Exit show(CountryConfig config, DemoFolder folder, SampleWorld world, PirogueProcess process, int door)
            throws InterruptedException {
        Screen screen = context.screen();
        screen.say("demo.starting", folder.log().toString());
        DataFolder data = new DataFolder(folder.path());
        RunningPirogue pirogue = process.whenReady(data);
        Optional<AwayPartner> partner =
                world.partner().map(who -> new AwayPartner(pirogue, process, who, folder, door));
        Demo demo = new Demo(config, pirogue, world, screen, process, !json, partner);
        DemoReport report = demo.show();
        if (json) {
            screen.print(report.json());
        }
        if (!once) {
            screen.say(
                    "demo.console",
                    pirogue.address() + "/hawtio",
                    data.adminPasswordFile().toString());
            process.waitWhileItRuns();
        }
        return demo.everyRunIsSound() && report.agrees() ? Exit.OK : Exit.FAILED;
    }

    private List<String> command(Home where, CountryConfig config, DemoFolder folder, SampleWorld world, int door) {
        List<String> args =
                new ArrayList<>(List.of("run", country, "--home", where.folder().toString()));
        args.addAll(List.of("--data", folder.path().toString(), "--port", String.valueOf(port)));
        args.addAll(List.of("--lang", context.screen().messages().locale().getLanguage()));
        args.addAll(
                List.of("--as-long-as", String.valueOf(ProcessHandle.current().pid())));
        args.addAll(folder.settings(world.servers()));
        world.partner().ifPresent(who -> args.add("--pirogue.broker.amqp-port=" + door));
        if (once) {
            // A tick of the clock between the two rounds would take the second round's work away.
            config.flows().forEach(flow -> args.add("--pirogue.flows." + flow.name() + ".schedule=" + NEVER));
        }
        return child.command(context.checkout(), args);
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook is at work.
        }
    }
}

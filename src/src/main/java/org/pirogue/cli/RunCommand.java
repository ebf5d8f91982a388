package org.pirogue.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code run}: becomes the Pirogue of a country, until it is stopped. */
@Command(name = "run")
final class RunCommand implements Callable<Exit> {
    private static final Pattern SETTING =
            Pattern.compile("--[a-z][a-z0-9-]*(\\.[a-z0-9\\[\\]-]+)+=.*", Pattern.DOTALL);

    private final Context context;
    private final Runtime runtime;

    @Parameters(paramLabel = "country", descriptionKey = "parameter.country")
    String country = "";

    @Mixin
    HomeOption home = new HomeOption();

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "option.data")
    @Nullable
    Path data;

    @Option(names = "--port", paramLabel = "N", descriptionKey = "option.port")
    @Nullable
    Integer port;

    @Option(names = "--as-long-as", paramLabel = "PID", hidden = true)
    @Nullable
    Long parent;

    @Unmatched
    List<String> settings = new ArrayList<>();

    /** The Boot application, kept behind this so that client commands never load it. */
    interface Runtime {
        /** Returns when Pirogue has stopped. */
        Exit runUntilStopped(List<String> settings);
    }

    RunCommand(Context context, Runtime runtime) {
        this.context = context;
        this.runtime = runtime;
    }

    @Override
    public Exit call() {
        Home where = context.home(home);
        where.configOf(country);
        List<String> all = new ArrayList<>();
        all.add("--pirogue.country=" + country);
        all.add("--pirogue.home=" + where.folder());
        all.add("--pirogue.data="
                + (data == null ? context.checkout().resolve("data").resolve(country) : data.toAbsolutePath()));
        if (port != null) {
            all.add("--server.port=" + port);
        }
        all.addAll(checked(settings));
        if (parent != null) {
            endWith(parent);
        }
        return runtime.runUntilStopped(all);
    }

    private static List<String> checked(List<String> settings) {
        for (String setting : settings) {
            if (!SETTING.matcher(setting).matches()) {
                throw Refusal.usage("P501.unknown", setting.split("=", 2)[0], "pirogue run");
            }
        }
        return settings;
    }

    /** A demonstration that is killed cannot stop its Pirogue any more: so Pirogue looks after it. */
    private static void endWith(long parent) {
        ProcessHandle.of(parent)
                .ifPresentOrElse(process -> process.onExit().thenRun(() -> System.exit(0)), () -> System.exit(0));
    }
}

package org.pirogue.cli.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueImport;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2BulkClient;
import org.pirogue.cli.ChildJvm;
import org.pirogue.cli.CountryConfig;
import org.pirogue.cli.Exit;
import org.pirogue.cli.Home;
import org.pirogue.cli.Refusal;
import org.pirogue.cli.Screen;
import org.pirogue.cli.demo.DemoFolder;
import org.pirogue.cli.demo.PirogueProcess;
import org.pirogue.cli.rest.DataFolder;
import org.pirogue.cli.rest.Followed;
import org.pirogue.cli.rest.Run;
import org.pirogue.cli.rest.RunRequest;
import org.pirogue.cli.rest.RunRequest.Mode;
import org.pirogue.cli.rest.RunningPirogue;

/** Measures the exchange of many values: a plain copy first, then Pirogue on the same data, as a process of its own. */
public final class Bench {
    private static final int HEAP_MIB = 512;
    /** Of all slices this share changes between the second run and the third. */
    private static final int ONE_IN = 100;
    /** The flow that is measured must not be disturbed by the others. */
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private final Screen screen;
    private final Path checkout;
    private final String mainClass;
    private final BenchOptions options;
    private final Map<String, BenchReport.Measured> measured = new LinkedHashMap<>();
    private final Processes processes = new Processes();
    private double copySeconds;

    private Bench(Screen screen, Path checkout, String mainClass, BenchOptions options) {
        this.screen = screen;
        this.checkout = checkout;
        this.mainClass = mainClass;
        this.options = options;
    }

    /** @param mainClass of the command line, started once more for the Pirogue that is measured */
    public static Exit run(Screen screen, Path checkout, String mainClass, List<String> args) {
        BenchOptions options = BenchOptions.read(screen, args);
        if (options == null) {
            return Exit.OK;
        }
        return options.country.equals("steps")
                ? new StepBench(screen, checkout, mainClass, options).measure()
                : new Bench(screen, checkout, mainClass, options).measure();
    }

    private Exit measure() {
        double loadBefore = load();
        Home home = new Home(checkout);
        CountryConfig country = CountryConfig.read(home, options.country);
        BenchFlow flow = BenchFlow.of(home, country);
        Path sample = home.configOf(options.country).resolveSibling("sandbox");
        screen.say("bench.filling", options.values);
        try (BenchServers servers =
                BenchServers.start(sample, country.connections(), flow.target(), options.values, options.likeDhis2)) {
            copy("copy", flow, servers);
            BenchReport report = exchange(country, flow, servers, loadBefore);
            if (options.json) {
                screen.print(report.json());
            } else {
                tell(report);
            }
            return report.agrees() ? Exit.OK : Exit.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FAILED;
        }
    }

    /** @param what the name under which it is reported; what is measured next is held against it */
    private void copy(String what, BenchFlow flow, BenchServers servers) {
        screen.say("bench.running", screen.text("bench." + what));
        try (Dhis2BulkClient source = servers.client(flow.source());
                Dhis2BulkClient target = servers.client(BenchServers.COPY)) {
            PlainCopy copy = new PlainCopy(flow, source, target);
            Meter before = meter(servers, flow.source(), BenchServers.COPY);
            copy.run();
            Meter cost = meter(servers, flow.source(), BenchServers.COPY).since(before);
            copySeconds = cost.seconds();
            add(what, copy.read(), copy.written(), cost);
        }
    }

    private Meter meter(BenchServers servers, String source, String target) {
        return new Meter(
                System.nanoTime() / 1e9,
                processes.cpuSeconds(),
                servers.requests(List.of(source, target)),
                servers.applied(target));
    }

    private BenchReport exchange(CountryConfig country, BenchFlow flow, BenchServers servers, double loadBefore)
            throws InterruptedException {
        DemoFolder folder = DemoFolder.fresh(checkout.resolve("data").resolve("bench-" + country.country()));
        Path collections = folder.path().resolve("gc.log");
        List<String> command = command(country, folder, servers, collections);
        long start = System.nanoTime();
        try (PirogueProcess process = PirogueProcess.start(command, folder.log(), screen)) {
            RunningPirogue pirogue = process.whenReady(new DataFolder(folder.path()));
            double ready = (System.nanoTime() - start) / 1e9;
            Followed followed = new Followed(pirogue, screen, process, java.time.Duration.ofMinutes(10));
            processes.add(process.pid(), folder.path());
            run(followed, flow, "first", servers);
            run(followed, flow, "unchanged", servers);
            change(flow, servers);
            copy("copyAgain", flow, servers);
            run(followed, flow, "changed", servers);
            servers.touch(flow.source());
            run(followed, flow, "touched", servers);
            Run compared = followed.toTheEnd(flow.name(), RunRequest.of(Mode.COMPARE));
            boolean agrees =
                    !compared.failed() && pirogue.comparison(compared.run()).agrees();
            return new BenchReport(
                    country.country(),
                    flow.name(),
                    options.values,
                    options.likeDhis2 ? BenchServers.POST_MILLIS : 0,
                    Math.round(ready * 10) / 10.0,
                    measured,
                    HEAP_MIB,
                    Memory.of(process.pid(), collections),
                    BenchReport.Machine.here(),
                    loadBefore,
                    load(),
                    agrees);
        }
    }

    private void run(Followed followed, BenchFlow flow, String what, BenchServers servers) {
        screen.say("bench.running", screen.text("bench." + what));
        Meter before = meter(servers, flow.source(), flow.target());
        Run run = followed.toTheEnd(flow.name(), RunRequest.of(Mode.SYNC));
        Meter cost = meter(servers, flow.source(), flow.target()).since(before);
        if (run.failed() || !run.balanced()) {
            throw Refusal.failed("P529", flow.name(), run.state());
        }
        add(what, run.read(), run.written(), cost);
    }

    private void add(String what, long read, long written, Meter cost) {
        measured.put(what, BenchReport.Measured.of(read, written, cost, copySeconds));
    }

    /** One facility of a hundred corrects all its reports. */
    private static void change(BenchFlow flow, BenchServers servers) {
        try (Dhis2BulkClient source = servers.client(flow.source());
                DataValues values = source.exportDataValues(PlainCopy.everything(flow, source))) {
            String dataSet = PlainCopy.ids(source, "dataSets").get(flow.sourceSet());
            List<DataValue> changed = new ArrayList<>();
            while (values.hasNext()) {
                DataValue value = values.next();
                if (Math.floorMod(value.orgUnit().hashCode(), ONE_IN) == 0) {
                    changed.add(increased(value));
                }
                if (changed.size() == PlainCopy.VALUES_PER_POST) {
                    write(source, dataSet, changed);
                    changed.clear();
                }
            }
            write(source, dataSet, changed);
        }
    }

    private static void write(Dhis2BulkClient source, String dataSet, List<DataValue> changed) {
        if (!source.importDataValues(DataValueImport.of(dataSet, changed)).allAccepted()) {
            throw new IllegalStateException("the source did not take every changed value");
        }
    }

    private static DataValue increased(DataValue value) {
        String more = String.valueOf(Long.parseLong(String.valueOf(value.value())) + 1);
        return DataValue.put(value.dataElement(), value.period(), value.orgUnit(), value.categoryOptionCombo(), more);
    }

    private List<String> command(CountryConfig country, DemoFolder folder, BenchServers servers, Path collections) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.javaOptions.strip().split("\\s+")));
        command.addAll(List.of("-Xmx" + HEAP_MIB + "m", "-Xlog:gc:file=" + collections));
        command.addAll(ChildJvm.prepared());
        command.add("-Dpirogue.checkout=" + checkout);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass, "run", country.country()));
        command.addAll(
                List.of("--home", checkout.toString(), "--data", folder.path().toString(), "--port", "0"));
        command.addAll(
                List.of("--as-long-as", String.valueOf(ProcessHandle.current().pid())));
        country.flows().forEach(flow -> command.add("--pirogue.flows." + flow.name() + ".schedule=" + NEVER));
        command.addAll(folder.settings(servers.servers()));
        return command;
    }

    private void tell(BenchReport report) {
        report.lines(screen).forEach(screen::print);
        report.goals(screen).forEach(screen::print);
        screen.print(
                screen.text(report.postMillis() == 0 ? "bench.asFastAsItIs" : "bench.likeDhis2", report.postMillis()));
        screen.print(screen.text(
                "bench.memory",
                report.heapLimitMiB(),
                report.memory().heapMiB(),
                report.memory().residentMiB(),
                report.readySeconds()));
        screen.print(screen.text(
                "bench.machine",
                report.machine().processors(),
                report.machine().java(),
                report.loadBefore(),
                report.loadAfter()));
        screen.print(screen.text(report.agrees() ? "bench.agrees" : "bench.disagrees"));
    }

    static double load() {
        return Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 10) / 10.0;
    }
}

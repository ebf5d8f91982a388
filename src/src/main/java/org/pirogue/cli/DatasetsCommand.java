package org.pirogue.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.DatasetCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code datasets}: the tables that workspaces keep. */
@Command(name = "datasets")
final class DatasetsCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    DatasetsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<DatasetCalls.Dataset> datasets = new DatasetCalls(reach.pirogue(context)).list();
        if (datasets.isEmpty()) {
            screen.say("datasets.none");
            return Exit.OK;
        }
        Table table = screen.table(4, "dataset", "state", "owner", "title", "version");
        datasets.forEach(each -> table.add(List.of(
                each.path(),
                screen.text("dataset." + each.state()),
                each.owner().isEmpty() ? "-" : each.owner(),
                each.title().isEmpty() ? "-" : each.title(),
                each.version() == null ? "-" : each.version().toString())));
        screen.print(table);
        return Exit.OK;
    }

    /** Of one dataset. */
    abstract static class One implements Callable<Exit> {
        final Context context;

        @Parameters(paramLabel = "WORKSPACE/DATASET", descriptionKey = "parameter.dataset")
        String dataset = "";

        @Mixin
        ReachOption reach = new ReachOption();

        One(Context context) {
            this.context = context;
        }

        DatasetCalls calls() {
            return new DatasetCalls(reach.pirogue(context));
        }
    }

    /** {@code datasets show}: what is known of a dataset and of one of its versions. */
    @Command(name = "show")
    static final class Show extends One {
        @Option(names = "--version", paramLabel = "N", descriptionKey = "option.datasetVersion")
        @Nullable
        Long version;

        Show(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            new DatasetLines(context.screen()).show(calls().describe(dataset, version));
            return Exit.OK;
        }
    }

    /** {@code datasets versions}: all versions, the newest first. */
    @Command(name = "versions")
    static final class Versions extends One {
        Versions(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            new DatasetLines(context.screen()).versions(calls().versions(dataset));
            return Exit.OK;
        }
    }

    /** {@code datasets contract}: what the current version could promise, as the file beside the flow. */
    @Command(name = "contract")
    static final class Contract extends One {
        Contract(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            context.screen().print(new DatasetLines(context.screen()).contract(calls().describe(dataset, null)));
            return Exit.OK;
        }
    }

    /** {@code datasets get}: the rows as a file. */
    @Command(name = "get")
    static final class Get extends One {
        @Option(names = "--version", paramLabel = "N", descriptionKey = "option.datasetVersion")
        @Nullable
        Long version;

        @Mixin
        FormatOption format = new FormatOption();

        @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "parameter.datasetFile")
        Path file = Path.of("");

        Get(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().rows(dataset, version, format.of(file), file);
            context.screen().say("datasets.got", dataset, file);
            return Exit.OK;
        }
    }

    /** {@code datasets publish} and {@code withdraw}. */
    @Command
    static final class Change extends One {
        private final String action;

        @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "option.reason")
        @Nullable
        String reason;

        Change(Context context, String action) {
            super(context);
            this.action = action;
        }

        @Override
        public Exit call() {
            DatasetCalls.Dataset now = calls().state(dataset, action, reason);
            context.screen().say("datasets." + now.state(), now.path());
            return Exit.OK;
        }
    }
}

package org.pirogue.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.ShareCalls;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shares}: who was given which part of which dataset. */
@Command(name = "shares")
final class SharesCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    SharesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<ShareCalls.Share> shares = new ShareCalls(reach.pirogue(context)).list();
        if (shares.isEmpty()) {
            screen.say("shares.none");
            return Exit.OK;
        }
        Table table =
                screen.table(99, "share", "dataset", "to", "state", "version", "expires", "sql", "outlets", "purpose");
        shares.forEach(each -> table.add(row(screen, each)));
        screen.print(table);
        shares.stream().filter(each -> each.waiting() != null).forEach(each -> waiting(screen, each));
        shares.stream()
                .flatMap(each -> each.outlets().stream().filter(outlet -> outlet.code() != null))
                .forEach(outlet -> OutletLines.problem(screen, outlet));
        return Exit.OK;
    }

    private static void waiting(Screen screen, ShareCalls.Share share) {
        ShareCalls.Waiting waiting = Objects.requireNonNull(share.waiting());
        screen.print(screen.text(
                "shares.waiting",
                Long.toString(share.share()),
                share.version() == null ? "-" : share.version().toString(),
                Long.toString(waiting.version()),
                Long.toString(waiting.groups()),
                Integer.toString(waiting.persons())));
    }

    private static List<String> row(Screen screen, ShareCalls.Share share) {
        return List.of(
                Long.toString(share.share()),
                share.workspace() + "/" + share.dataset(),
                share.to(),
                screen.text("share." + share.state()),
                share.version() == null ? "-" : share.version().toString(),
                share.expiresAt() == null ? "-" : DatasetLines.moment(share.expiresAt()),
                screen.text(share.sql() ? "yes" : "no"),
                OutletLines.kinds(share.outlets()),
                share.purpose());
    }

    /** {@code shares add}. */
    @Command(name = "add")
    static final class Add implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "WORKSPACE/DATASET", descriptionKey = "parameter.dataset")
        String dataset = "";

        @Option(names = "--to-workspace", paramLabel = "NAME", descriptionKey = "option.toWorkspace")
        @Nullable
        String workspace;

        @Option(names = "--to-partner", paramLabel = "ACCOUNT", descriptionKey = "option.toPartner")
        @Nullable
        String partner;

        @Option(
                names = "--columns",
                paramLabel = "A,B",
                split = ",",
                required = true,
                descriptionKey = "option.columns")
        List<String> columns = List.of();

        @Option(names = "--unit-column", paramLabel = "COLUMN", descriptionKey = "option.unitColumn")
        @Nullable
        String unitColumn;

        @Option(names = "--units", paramLabel = "A,B", split = ",", descriptionKey = "option.units")
        List<String> units = List.of();

        @Option(names = "--below", descriptionKey = "option.below")
        boolean below;

        @Option(names = "--period-column", paramLabel = "COLUMN", descriptionKey = "option.periodColumn")
        @Nullable
        String periodColumn;

        @Option(names = "--from", paramLabel = "PERIOD", descriptionKey = "option.shareFrom")
        @Nullable
        String from;

        @Option(names = "--to", paramLabel = "PERIOD", descriptionKey = "option.shareTo")
        @Nullable
        String to;

        @Option(names = "--version", paramLabel = "N", descriptionKey = "option.promised")
        @Nullable
        Long version;

        @Option(names = "--purpose", paramLabel = "TEXT", required = true, descriptionKey = "option.purpose")
        String purpose = "";

        @Option(names = "--expires", paramLabel = "DAY", descriptionKey = "option.expires")
        @Nullable
        String expires;

        @ArgGroup(exclusive = false)
        OutletOptions outlets = new OutletOptions();

        @Mixin
        ReachOption reach = new ReachOption();

        Add(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            String[] parts = dataset.split("/", -1);
            if (parts.length != 2) {
                throw Refusal.usage("P501.value", "WORKSPACE/DATASET", dataset, "pirogue shares add");
            }
            if ((workspace == null) == (partner == null)) {
                throw Refusal.usage("P501.missing", "--to-workspace | --to-partner", "pirogue shares add");
            }
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("workspace", parts[0]);
            wish.put("dataset", parts[1]);
            wish.put("kind", partner == null ? "workspace" : "partner");
            wish.put("to", Objects.requireNonNullElse(partner, workspace));
            wish.put("columns", columns);
            wish.put("unitColumn", unitColumn);
            wish.put("units", units);
            wish.put("unitsBelow", below);
            wish.put("periodColumn", periodColumn);
            wish.put("from", from);
            wish.put("until", to);
            wish.put("version", version);
            wish.put("purpose", purpose);
            wish.put("expiresAt", expires);
            wish.put("outlets", outlets.wishes());
            ShareCalls.Share made = new ShareCalls(reach.pirogue(context)).add(wish);
            context.screen().say("shares.added", Long.toString(made.share()), dataset, made.to());
            return Exit.OK;
        }
    }

    /** Of one share. */
    abstract static class One implements Callable<Exit> {
        final Context context;

        @Parameters(paramLabel = "SHARE", descriptionKey = "parameter.share")
        long id;

        @Mixin
        ReachOption reach = new ReachOption();

        One(Context context) {
            this.context = context;
        }

        ShareCalls calls() {
            return new ShareCalls(reach.pirogue(context));
        }
    }

    /** {@code shares renew}. */
    @Command(name = "renew")
    static final class Renew extends One {
        @Option(names = "--columns", paramLabel = "A,B", split = ",", descriptionKey = "option.columns")
        List<String> columns = List.of();

        @Option(names = "--expires", paramLabel = "DAY", descriptionKey = "option.expires")
        @Nullable
        String expires;

        Renew(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("columns", columns);
            wish.put("expiresAt", expires);
            calls().renew(id, wish);
            context.screen().say("shares.renewed", Long.toString(id));
            return Exit.OK;
        }
    }

    /** {@code shares withdraw}. */
    @Command(name = "withdraw")
    static final class Withdraw extends One {
        Withdraw(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().withdraw(id);
            context.screen().say("shares.withdrawn", Long.toString(id));
            return Exit.OK;
        }
    }

    /** {@code shares sql}: a sign-in for a BI tool; asked again, another password. */
    @Command(name = "sql")
    static final class Sql extends One {
        @Option(names = "--superset", paramLabel = "FILE", descriptionKey = "option.superset")
        @Nullable
        Path superset;

        Sql(Context context) {
            super(context);
        }

        @Override
        public Exit call() throws IOException {
            ShareCalls.SignIn signIn = calls().sql(id);
            Screen screen = context.screen();
            if (superset != null) {
                new SupersetImport(signIn, calls().contract(id, "schema")).write(superset);
            }
            screen.print(screen.text("shares.url", signIn.url()));
            screen.print(screen.text("shares.user", signIn.user()));
            screen.print(screen.text("shares.password", signIn.password()));
            screen.print(screen.text("shares.view", signIn.view()));
            screen.say("shares.once");
            return Exit.OK;
        }
    }

    /** {@code shares tell}: all rows once more, by topic and Kafka. */
    @Command(name = "tell")
    static final class Tell extends One {
        Tell(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().tell(id);
            context.screen().say("shares.tells", Long.toString(id));
            return Exit.OK;
        }
    }

    /** {@code shares contract}: what the recipients can rely on, as a document. */
    @Command(name = "contract")
    static final class Contract extends One {
        @Option(names = "--asyncapi", descriptionKey = "option.asyncApi")
        boolean asyncApi;

        Contract(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            context.screen()
                    .print(calls().contract(id, asyncApi ? "asyncapi" : "schema")
                            .toPrettyString());
            return Exit.OK;
        }
    }

    /** {@code shares outlets}: where new versions are told; more of them, or one less. */
    @Command(name = "outlets")
    static final class Outlets extends One {
        @ArgGroup(exclusive = false)
        OutletOptions wanted = new OutletOptions();

        @Option(names = "--remove", paramLabel = "OUTLET", descriptionKey = "option.removeOutlet")
        @Nullable
        Long remove;

        Outlets(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            if (remove != null) {
                calls().removeOutlet(id, remove);
            }
            wanted.wishes().forEach(wish -> calls().addOutlet(id, wish));
            OutletLines.print(context.screen(), calls().outlets(id));
            return Exit.OK;
        }
    }

    /** {@code shares get}: what the recipient gets. */
    @Command(name = "get")
    static final class Get extends One {
        @Mixin
        FormatOption format = new FormatOption();

        @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "parameter.datasetFile")
        Path file = Path.of("");

        Get(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().rows(id, format.of(file), file);
            context.screen().say("datasets.got", Long.toString(id), file);
            return Exit.OK;
        }
    }
}

package org.pirogue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.pirogue.cli.rest.AccessCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code secrets}: which secrets a workspace keeps for its connections. What they are is shown to nobody. */
@Command(name = "secrets")
final class SecretsCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    WorkspaceOption given = new WorkspaceOption();

    @Mixin
    ReachOption reach = new ReachOption();

    SecretsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        String workspace = given.of("pirogue secrets");
        Screen screen = context.screen();
        List<AccessCalls.Secret> secrets = new AccessCalls(reach.pirogue(context)).secrets(workspace);
        if (secrets.isEmpty()) {
            screen.say("secrets.none", workspace);
            return Exit.OK;
        }
        Table table = screen.table(9, "secret", "since", "by", "key");
        secrets.forEach(
                each -> table.add(List.of(each.name(), Moments.minute(each.setAt()), each.setBy(), each.key())));
        screen.print(table);
        return Exit.OK;
    }

    /** What is said of one secret. */
    abstract static class One implements Callable<Exit> {
        final Context context;

        @Parameters(paramLabel = "NAME", descriptionKey = "parameter.secret")
        String name = "";

        @Option(names = "--workspace", paramLabel = "W", required = true, descriptionKey = "option.workspace")
        String workspace = "";

        @Mixin
        ReachOption reach = new ReachOption();

        One(Context context) {
            this.context = context;
        }

        AccessCalls calls() {
            return new AccessCalls(reach.pirogue(context));
        }
    }

    /** {@code secrets set}: from standard input, since arguments are seen by everybody on the machine. */
    @Command
    static final class Set extends One {
        private final InputStream in;

        Set(Context context, InputStream in) {
            super(context);
            this.in = in;
        }

        @Override
        public Exit call() throws IOException {
            context.screen().say("secrets.type");
            calls().set(workspace, name, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
            context.screen().say("secrets.set", name, workspace);
            return Exit.OK;
        }
    }

    /** {@code secrets remove}. */
    @Command
    static final class Remove extends One {
        Remove(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().forget(workspace, name);
            context.screen().say("secrets.removed", name, workspace);
            return Exit.OK;
        }
    }

    /** {@code secrets rotate}: all of all workspaces with a new key. */
    @Command
    static final class Rotate implements Callable<Exit> {
        private final Context context;

        @Mixin
        ReachOption reach = new ReachOption();

        Rotate(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            context.screen().say("secrets.rotated", new AccessCalls(reach.pirogue(context)).rotate());
            return Exit.OK;
        }
    }
}

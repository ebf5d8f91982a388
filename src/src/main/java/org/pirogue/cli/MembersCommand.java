package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.AccessCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code members}: who is what in which workspace. */
@Command(name = "members")
final class MembersCommand implements Callable<Exit> {
    private static final String COUNTRY = "*";

    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    MembersCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<AccessCalls.Member> members = new AccessCalls(reach.pirogue(context)).members();
        if (members.isEmpty()) {
            screen.say("members.none");
            return Exit.OK;
        }
        Table table = screen.table(9, "account", "workspace", "role", "since", "by");
        members.forEach(each -> table.add(List.of(
                each.account(),
                each.workspace(),
                each.role(),
                Moments.minute(each.since()),
                Objects.requireNonNullElse(each.by(), "-"))));
        screen.print(table);
        return Exit.OK;
    }

    /** What all that change something need. */
    abstract static class One implements Callable<Exit> {
        final Context context;

        @Parameters(paramLabel = "NAME", descriptionKey = "parameter.account")
        String account = "";

        @Mixin
        ReachOption reach = new ReachOption();

        One(Context context) {
            this.context = context;
        }

        AccessCalls calls() {
            return new AccessCalls(reach.pirogue(context));
        }

        /** The password goes to standard output alone, so that a script can take it. */
        void once(@Nullable String password) {
            if (password != null) {
                context.screen().say("members.once", account);
                context.screen().print(password);
            }
        }
    }

    /** {@code members add}: a role; and the account, where there is none yet. */
    @Command
    static final class Add extends One {
        @Option(names = "--workspace", paramLabel = "W", defaultValue = COUNTRY, descriptionKey = "option.ofWorkspace")
        String workspace = COUNTRY;

        @Option(names = "--role", paramLabel = "ROLE", required = true, descriptionKey = "option.role")
        String role = "";

        Add(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            AccessCalls.Added added = calls().add(account, workspace, role);
            context.screen().say("members.added", account, role, workspace);
            once(added.password());
            return Exit.OK;
        }
    }

    /** {@code members role}: one role there, in place of all others. */
    @Command
    static final class Change extends One {
        @Option(names = "--workspace", paramLabel = "W", defaultValue = COUNTRY, descriptionKey = "option.ofWorkspace")
        String workspace = COUNTRY;

        @Option(names = "--role", paramLabel = "ROLE", required = true, descriptionKey = "option.role")
        String role = "";

        Change(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            AccessCalls calls = calls();
            once(calls.add(account, workspace, role).password());
            calls.members().stream()
                    .filter(each -> each.account().equals(account)
                            && each.workspace().equals(workspace)
                            && !each.role().equals(role))
                    .forEach(each -> calls.remove(account, workspace, each.role()));
            context.screen().say("members.added", account, role, workspace);
            return Exit.OK;
        }
    }

    /** {@code members remove}: their roles there; sessions and tokens lose them with the next request. */
    @Command
    static final class Remove extends One {
        @Option(names = "--workspace", paramLabel = "W", defaultValue = COUNTRY, descriptionKey = "option.ofWorkspace")
        String workspace = COUNTRY;

        @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "option.roleOrAll")
        @Nullable
        String role;

        Remove(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            calls().remove(account, workspace, role)
                    .forEach(each -> context.screen().say("members.removed", account, each.role(), workspace));
            return Exit.OK;
        }
    }

    /** {@code members password}: another one for the next sign-in. */
    @Command
    static final class Password extends One {
        Password(Context context) {
            super(context);
        }

        @Override
        public Exit call() {
            once(calls().password(account));
            return Exit.OK;
        }
    }
}

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

/** {@code tokens}: by which programs come in. */
@Command(name = "tokens")
final class TokensCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    ReachOption reach = new ReachOption();

    TokensCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<AccessCalls.Token> tokens = new AccessCalls(reach.pirogue(context)).tokens();
        if (tokens.isEmpty()) {
            screen.say("tokens.none");
            return Exit.OK;
        }
        Table table = screen.table(
                9, "number", "token", "tokenOwner", "workspace", "expires", "lastUsed", "revoked", "rights");
        tokens.forEach(each -> table.add(row(each)));
        screen.print(table);
        return Exit.OK;
    }

    private static List<String> row(AccessCalls.Token token) {
        return List.of(
                String.valueOf(token.id()),
                token.name(),
                Objects.requireNonNullElse(token.owner(), "-"),
                String.join(", ", token.workspaces()),
                Moments.minute(token.expiresAt()),
                Moments.minute(token.lastUsedAt()),
                Moments.minute(token.revokedAt()),
                String.join(" ", token.rights()));
    }

    /** {@code tokens create}: a machine's, printed once, alone on standard output. People make their own on their page. */
    @Command
    static final class Create implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "NAME", descriptionKey = "parameter.token")
        String name = "";

        @Option(names = "--workspace", paramLabel = "W", required = true, descriptionKey = "option.tokenWorkspaces")
        List<String> workspaces = List.of();

        @Option(names = "--right", paramLabel = "RIGHT", descriptionKey = "option.right")
        List<String> rights = List.of();

        @Option(names = "--role", paramLabel = "ROLE", descriptionKey = "option.tokenRole")
        @Nullable
        String role;

        @Option(names = "--purpose", paramLabel = "TEXT", descriptionKey = "option.purpose")
        @Nullable
        String purpose;

        @Option(names = "--days", paramLabel = "N", defaultValue = "90", descriptionKey = "option.days")
        int days;

        @Mixin
        ReachOption reach = new ReachOption();

        Create(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            List<String> wanted = rights.stream()
                    .map(each -> each.toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
                    .toList();
            AccessCalls.Made made = new AccessCalls(reach.pirogue(context))
                    .make(new AccessCalls.Wanted(name, workspaces, wanted, role, purpose, days));
            context.screen().say("tokens.once", String.valueOf(made.id()), String.valueOf(days));
            context.screen().print(made.text());
            return Exit.OK;
        }
    }

    /** {@code tokens revoke}: at once. */
    @Command
    static final class Revoke implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "ID", descriptionKey = "parameter.tokenId")
        long id;

        @Mixin
        ReachOption reach = new ReachOption();

        Revoke(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            AccessCalls.Token token = new AccessCalls(reach.pirogue(context)).revoke(id);
            context.screen().say("tokens.revoked", String.valueOf(id), token.name());
            return Exit.OK;
        }
    }
}

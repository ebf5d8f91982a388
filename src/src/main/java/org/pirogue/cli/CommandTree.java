package org.pirogue.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.catalogue.CatalogueProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and how their problems are told. */
final class CommandTree {
    private static final List<String> OWN_ARGUMENTS = List.of("sandbox", "bench");

    private final Context context;
    private final Parts parts;

    CommandTree(Context context, Parts parts) {
        this.context = context;
        this.parts = parts;
    }

    @Command(name = "pirogue", versionProvider = Version.class)
    static final class Root {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                scope = ScopeType.INHERIT,
                descriptionKey = "option.help")
        boolean help;

        @Option(names = "--version", versionHelp = true, descriptionKey = "option.version")
        boolean version;

        // Read before anything else, see Main: here it is only allowed, and explained.
        @Option(names = "--lang", paramLabel = "en|fr", scope = ScopeType.INHERIT, descriptionKey = "option.lang")
        @Nullable
        String language;
    }

    /** A command that hands its arguments on. */
    @Command
    static final class Handed implements Callable<Exit> {
        private final Parts.Program program;

        @Parameters(arity = "0..*", paramLabel = "…", descriptionKey = "parameter.handed")
        List<String> args = List.of();

        Handed(Parts.Program program) {
            this.program = program;
        }

        @Override
        public Exit call() {
            return program.run(args);
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {"pirogue " + (version == null ? "(not packaged)" : version)};
        }
    }

    Exit run(List<String> args) {
        try {
            if (!args.isEmpty() && OWN_ARGUMENTS.contains(args.get(0))) {
                // Their --help is their own.
                return program(args.get(0)).run(args.subList(1, args.size()));
            }
            return exit(tree().execute(args.toArray(String[]::new)));
        } catch (RuntimeException problem) {
            return told(problem);
        }
    }

    private Parts.Program program(String name) {
        return name.equals("sandbox") ? parts.sandbox() : parts.bench();
    }

    private static Exit exit(int code) {
        for (Exit exit : Exit.values()) {
            if (exit.code() == code) {
                return exit;
            }
        }
        return Exit.FAILED;
    }

    CommandLine tree() {
        CommandLine tree = new CommandLine(new Root())
                .addSubcommand("demo", new DemoCommand(context, parts.samples(), parts.child()))
                .addSubcommand("run", new RunCommand(context, parts.runtime()))
                .addSubcommand("sync", new SyncCommand(context))
                .addSubcommand("cancel", new CancelCommand(context))
                .addSubcommand("plan", new PlanCommand(context))
                .addSubcommand("status", new StatusCommand(context))
                .addSubcommand("deploy", new DeployCommand(context))
                .addSubcommand("connections", new ConnectionsCommand(context))
                .addSubcommand("suspend", new SuspendCommand(context))
                .addSubcommand("resume", new ResumeCommand(context))
                .addSubcommand(
                        "conflicts",
                        new CommandLine(new ConflictsCommand(context))
                                .addSubcommand("settle", new SettleCommand(context)))
                .addSubcommand("foreign", new ForeignCommand(context))
                .addSubcommand("drift", new DriftCommand(context))
                .addSubcommand("held", new HeldCommand(context))
                .addSubcommand("approve", new DecideCommand(context, "approve"))
                .addSubcommand("refuse", new DecideCommand(context, "refuse"))
                .addSubcommand("rejects", rejects())
                .addSubcommand("dead-letters", deadLetters())
                .addSubcommand("members", members())
                .addSubcommand("tokens", tokens())
                .addSubcommand("secrets", secrets())
                .addSubcommand("audit", audit())
                .addSubcommand("datasets", datasets())
                .addSubcommand("shares", shares())
                .addSubcommand("topics", new TopicsCommand(context))
                .addSubcommand("persons", persons())
                .addSubcommand("template", template())
                .addSubcommand("init", new InitCommand(context))
                .addSubcommand("lint", new LintCommand(context, parts.lint()))
                .addSubcommand("test", new TestCommand(context, parts.lint(), parts.ledger()))
                .addSubcommand("sandbox", new Handed(parts.sandbox()))
                .addSubcommand("bench", new Handed(parts.bench()))
                .addSubcommand("rules", new RulesCommand(context))
                .addSubcommand("docs", new DocsCommand(context));
        tree.setResourceBundle(context.screen().messages().bundle());
        tree.setOut(context.screen().outWriter());
        tree.setErr(context.screen().errWriter());
        tree.setUsageHelpAutoWidth(true);
        tree.setParameterExceptionHandler(
                (problem, args) -> told(usage(problem)).code());
        tree.setExecutionExceptionHandler(
                (problem, command, parsed) -> told(problem).code());
        tree.setExitCodeExceptionMapper(problem -> Exit.FAILED.code());
        tree.setExecutionStrategy(this::execute);
        return tree;
    }

    private CommandLine rejects() {
        return new CommandLine(new RejectsCommand(context))
                .addSubcommand("show", new RejectsShowCommand(context))
                .addSubcommand("replay", new RejectsDecideCommand(context, "replay"))
                .addSubcommand("dismiss", new RejectsDecideCommand(context, "dismiss"))
                .addSubcommand("correct", new RejectsCorrectCommand(context))
                .addSubcommand("corrections", new RejectsCorrectionsCommand(context));
    }

    private CommandLine template() {
        return new CommandLine(new TemplateCommand())
                .addSubcommand("list", new TemplateListCommand(context))
                .addSubcommand("show", new TemplateShowCommand(context))
                .addSubcommand("publish", new TemplatePublishCommand(context, parts.lint()))
                .addSubcommand("install", new TemplateInstallCommand(context, parts.lint()))
                .addSubcommand("upgrade", new TemplateUpgradeCommand(context, parts.lint()))
                .addSubcommand("diff", new TemplateDiffCommand(context))
                .addSubcommand("retire", new TemplateRetireCommand(context))
                .addSubcommand("copy", new TemplateCopyCommand(context));
    }

    private CommandLine members() {
        return new CommandLine(new MembersCommand(context))
                .addSubcommand("list", new MembersCommand(context))
                .addSubcommand("add", new MembersCommand.Add(context))
                .addSubcommand("role", new MembersCommand.Change(context))
                .addSubcommand("remove", new MembersCommand.Remove(context))
                .addSubcommand("password", new MembersCommand.Password(context));
    }

    private CommandLine tokens() {
        return new CommandLine(new TokensCommand(context))
                .addSubcommand("list", new TokensCommand(context))
                .addSubcommand("create", new TokensCommand.Create(context))
                .addSubcommand("revoke", new TokensCommand.Revoke(context));
    }

    private CommandLine secrets() {
        return new CommandLine(new SecretsCommand(context))
                .addSubcommand("list", new SecretsCommand(context))
                .addSubcommand("set", new SecretsCommand.Set(context, System.in))
                .addSubcommand("remove", new SecretsCommand.Remove(context))
                .addSubcommand("rotate", new SecretsCommand.Rotate(context));
    }

    private CommandLine persons() {
        return new CommandLine(new PersonsCommand(context))
                .addSubcommand("find", new PersonsCommand.Find(context, System.in))
                .addSubcommand("erase", new PersonsCommand.Erase(context, System.in))
                .addSubcommand("erasures", new PersonsCommand(context))
                .addSubcommand("lift", new PersonsCommand.Lift(context))
                .addSubcommand("notices", new PersonsCommand.Notices(context))
                .addSubcommand("done", new PersonsCommand.Done(context));
    }

    private CommandLine audit() {
        return new CommandLine(new AuditCommand(context))
                .addSubcommand("show", new AuditCommand(context))
                .addSubcommand("received", new ReceivedCommand(context))
                .addSubcommand("verify", new AuditCommand.Verify(context))
                .addSubcommand("export", new AuditCommand.Export(context))
                .addSubcommand("key", new AuditCommand.Key(context));
    }

    private CommandLine shares() {
        return new CommandLine(new SharesCommand(context))
                .addSubcommand("list", new SharesCommand(context))
                .addSubcommand("add", new SharesCommand.Add(context))
                .addSubcommand("renew", new SharesCommand.Renew(context))
                .addSubcommand("withdraw", new SharesCommand.Withdraw(context))
                .addSubcommand("sql", new SharesCommand.Sql(context))
                .addSubcommand("get", new SharesCommand.Get(context))
                .addSubcommand("outlets", new SharesCommand.Outlets(context))
                .addSubcommand("tell", new SharesCommand.Tell(context))
                .addSubcommand("contract", new SharesCommand.Contract(context));
    }

    private CommandLine datasets() {
        return new CommandLine(new DatasetsCommand(context))
                .addSubcommand("list", new DatasetsCommand(context))
                .addSubcommand("show", new DatasetsCommand.Show(context))
                .addSubcommand("contract", new DatasetsCommand.Contract(context))
                .addSubcommand("versions", new DatasetsCommand.Versions(context))
                .addSubcommand("get", new DatasetsCommand.Get(context))
                .addSubcommand("publish", new DatasetsCommand.Change(context, "publish"))
                .addSubcommand("withdraw", new DatasetsCommand.Change(context, "withdraw"));
    }

    private CommandLine deadLetters() {
        return new CommandLine(new DeadLettersCommand(context))
                .addSubcommand("list", new DeadLettersCommand(context))
                .addSubcommand("show", new DeadLettersCommand.One(context, "show"))
                .addSubcommand("replay", new DeadLettersCommand.One(context, "replay"))
                .addSubcommand("discard", new DeadLettersCommand.One(context, "discard"));
    }

    private int execute(CommandLine.ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        if (!(last.getCommand() instanceof Callable<?> command)) {
            last.usage(last.getErr());
            return Exit.USAGE.code();
        }
        try {
            return ((Exit) command.call()).code();
        } catch (Exception problem) {
            return told(problem).code();
        }
    }

    private Exit told(Exception problem) {
        if (problem instanceof Refusal refusal) {
            context.screen().tell(refusal.text(context.screen().messages()));
            return refusal.exit();
        }
        if (problem instanceof CatalogueProblem refused) {
            return told(Refusal.failed(refused.code(), refused.arguments().toArray()));
        }
        context.screen()
                .tell(Refusal.failed("P500", named(problem))
                        .text(context.screen().messages()));
        return Exit.FAILED;
    }

    private static String named(Exception problem) {
        StackTraceElement[] trace = problem.getStackTrace();
        return problem.getClass().getName() + (trace.length == 0 ? "" : " (" + trace[0] + ")");
    }

    /** As somebody has to type it: {@code --purpose TEXT}. */
    private static String asTyped(ArgSpec missing) {
        return missing instanceof CommandLine.Model.OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : missing.paramLabel();
    }

    private static Refusal usage(ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        if (problem instanceof MissingParameterException missing) {
            String names =
                    missing.getMissing().stream().map(CommandTree::asTyped).collect(Collectors.joining(", "));
            return Refusal.usage("P501.missing", names, command);
        }
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return Refusal.usage("P501.unknown", String.join(" ", unmatched.getUnmatched()), command);
        }
        ArgSpec about = problem.getArgSpec();
        String name = about instanceof CommandLine.Model.OptionSpec option
                ? option.longestName()
                : about == null ? "" : about.paramLabel();
        return Refusal.usage("P501.value", name, problem.getValue() == null ? "" : problem.getValue(), command);
    }
}

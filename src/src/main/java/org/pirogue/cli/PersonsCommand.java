package org.pirogue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.PersonCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code persons}: who was erased. Where somebody is, and that they go, are commands below it. */
@Command(name = "persons")
final class PersonsCommand implements Callable<Exit> {
    private final Context context;

    @Mixin
    WorkspaceOption given = new WorkspaceOption();

    @Mixin
    ReachOption reach = new ReachOption();

    PersonsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        String workspace = given.of("pirogue persons");
        Screen screen = context.screen();
        List<PersonCalls.Erasure> erasures = new PersonCalls(reach.pirogue(context)).erasures(workspace);
        if (erasures.isEmpty()) {
            screen.say("persons.nobodyErased", workspace);
            return Exit.OK;
        }
        Table table = screen.table(9, "number", "since", "by", "lifted", "removed", "reason");
        erasures.forEach(each -> table.add(List.of(
                Long.toString(each.erasure()),
                Moments.minute(each.at()),
                each.by(),
                Moments.minute(each.liftedAt()),
                each.removed(),
                each.reason())));
        screen.print(table);
        return Exit.OK;
    }

    /** About one person, who is named by a pseudonym, or from standard input: arguments are seen by everybody on the machine. */
    abstract static class Of implements Callable<Exit> {
        final Context context;
        private final InputStream in;

        @Parameters(paramLabel = "PSEUDONYM", arity = "0..1", descriptionKey = "parameter.pseudonym")
        @Nullable
        String pseudonym;

        @Option(names = "--workspace", paramLabel = "W", required = true, descriptionKey = "option.workspace")
        String workspace = "";

        @Mixin
        ReachOption reach = new ReachOption();

        Of(Context context, InputStream in) {
            this.context = context;
            this.in = in;
        }

        PersonCalls calls() {
            return new PersonCalls(reach.pirogue(context));
        }

        PersonCalls.Sought sought() throws IOException {
            if (pseudonym != null) {
                return new PersonCalls.Sought(pseudonym, null);
            }
            context.screen().say("persons.type");
            return new PersonCalls.Sought(null, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    /** {@code persons find}. */
    @Command
    static final class Find extends Of {
        Find(Context context, InputStream in) {
            super(context, in);
        }

        @Override
        public Exit call() throws IOException {
            PersonCalls.Found found = calls().find(workspace, sought());
            if (found.isNothing()) {
                context.screen().say("persons.nowhere", workspace);
                return Exit.OK;
            }
            new PersonLines(context.screen()).show(found);
            return Exit.OK;
        }
    }

    /** {@code persons erase}. */
    @Command
    static final class Erase extends Of {
        @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "option.reason")
        String reason = "";

        @Option(names = "--dry-run", descriptionKey = "option.dryRun")
        boolean dryRun;

        Erase(Context context, InputStream in) {
            super(context, in);
        }

        @Override
        public Exit call() throws IOException {
            PersonCalls.Erased erased = calls().erase(workspace, sought(), reason, dryRun);
            Screen screen = context.screen();
            new PersonLines(screen).show(erased.found());
            if (dryRun) {
                screen.say("persons.would", erased.notices());
            } else {
                screen.say("persons.erased", erased.erasure(), erased.notices());
            }
            return Exit.OK;
        }
    }

    /** {@code persons lift}: the person may come again. */
    @Command
    static final class Lift implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "NUMBER", descriptionKey = "parameter.erasure")
        long erasure;

        @Option(names = "--workspace", paramLabel = "W", required = true, descriptionKey = "option.workspace")
        String workspace = "";

        @Option(names = "--reason", paramLabel = "TEXT", required = true, descriptionKey = "option.reason")
        String reason = "";

        @Mixin
        ReachOption reach = new ReachOption();

        Lift(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            new PersonCalls(reach.pirogue(context)).lift(workspace, erasure, reason);
            context.screen().say("persons.lifted", erasure);
            return Exit.OK;
        }
    }

    /** {@code persons notices}: of whom receivers were told, and what they have said. */
    @Command
    static final class Notices implements Callable<Exit> {
        private final Context context;

        @Mixin
        ReachOption reach = new ReachOption();

        Notices(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            Screen screen = context.screen();
            List<PersonCalls.Notice> notices = new PersonCalls(reach.pirogue(context)).notices();
            if (notices.isEmpty()) {
                screen.say("persons.noNotices");
                return Exit.OK;
            }
            Table table = screen.table(
                    99, "number", "to", "dataset", "version", "share", "since", "told", "done", "pseudonym");
            notices.forEach(each -> table.add(List.of(
                    Long.toString(each.notice()),
                    each.recipient(),
                    each.workspace() + "/" + each.dataset(),
                    each.versions().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                    Long.toString(each.share()),
                    Moments.minute(each.at()),
                    told(each),
                    Moments.minute(each.doneAt()),
                    each.known().isEmpty() ? "-" : String.join(" ", each.known()))));
            screen.print(table);
            return Exit.OK;
        }

        /** By which outlets, and when; a line: a person has to tell them. */
        private static String told(PersonCalls.Notice notice) {
            return notice.told().isEmpty()
                    ? "-"
                    : notice.told().stream()
                            .map(each -> each.kind() + " "
                                    + (each.state().equals("told") ? Moments.minute(each.at()) : each.state()))
                            .collect(Collectors.joining(", "));
        }
    }

    /** {@code persons done}: a receiver has erased the person, too. */
    @Command
    static final class Done implements Callable<Exit> {
        private final Context context;

        @Parameters(paramLabel = "NUMBER", descriptionKey = "parameter.notice")
        long notice;

        @Mixin
        ReachOption reach = new ReachOption();

        Done(Context context) {
            this.context = context;
        }

        @Override
        public Exit call() {
            new PersonCalls(reach.pirogue(context)).done(notice);
            context.screen().say("persons.done", notice);
            return Exit.OK;
        }
    }
}

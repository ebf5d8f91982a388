package org.pirogue.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.DeadLetterCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dead-letters}: messages that could not be processed at all; what a target refused is in {@code rejects}. */
@Command(name = "dead-letters")
final class DeadLettersCommand implements Callable<Exit> {
    private final Context context;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", descriptionKey = "option.limit")
    int limit;

    @Mixin
    ReachOption reach = new ReachOption();

    DeadLettersCommand(Context context) {
        this.context = context;
    }

    @Override
    public Exit call() {
        Screen screen = context.screen();
        List<DeadLetterCalls.Letter> letters = new DeadLetterCalls(reach.pirogue(context)).list(limit);
        if (letters.isEmpty()) {
            screen.say("letters.none");
            return Exit.OK;
        }
        Table table = screen.table(99, "letter", "flow", "letterSent", "attempts", "slices", "reason");
        letters.forEach(each -> table.add(row(each)));
        screen.print(table);
        screen.say("letters.hint");
        return Exit.OK;
    }

    private List<String> row(DeadLetterCalls.Letter letter) {
        return List.of(
                String.valueOf(letter.id()),
                letter.flow() == null ? letter.queue() : letter.flow(),
                letter.sentAt().replaceFirst("T(\\d\\d:\\d\\d).*", " $1"),
                known(letter.attempts()),
                known(letter.slices()),
                letter.code() == null
                        ? "-"
                        : letter.code() + " " + context.screen().sentence(known(letter.text())));
    }

    static String known(@Nullable Object value) {
        return value == null ? "-" : Objects.toString(value);
    }

    /** {@code dead-letters show}, {@code replay} and {@code discard}. */
    @Command
    static final class One implements Callable<Exit> {
        private final Context context;
        private final String action;

        @Parameters(paramLabel = "ID", descriptionKey = "parameter.letter")
        long id;

        @Option(names = "--reason", paramLabel = "TEXT", descriptionKey = "option.reason")
        @Nullable
        String reason;

        @Mixin
        ReachOption reach = new ReachOption();

        One(Context context, String action) {
            this.context = context;
            this.action = action;
        }

        @Override
        public Exit call() {
            Screen screen = context.screen();
            DeadLetterCalls calls = new DeadLetterCalls(reach.pirogue(context));
            if (!action.equals("show")) {
                calls.decide(action, id, reason);
                screen.print(screen.text("letters." + action, String.valueOf(id)));
                return Exit.OK;
            }
            DeadLetterCalls.Letter letter = calls.show(id);
            screen.print(screen.text(
                    "letters.show",
                    String.valueOf(letter.id()),
                    letter.queue(),
                    known(letter.flow()),
                    letter.sentAt()));
            screen.print(screen.text(
                    "letters.why",
                    known(letter.attempts()),
                    known(letter.failedAt()),
                    known(letter.code()),
                    screen.sentence(known(letter.text()))));
            screen.print(screen.text("letters.holds", known(letter.slices()), known(letter.run())));
            return Exit.OK;
        }
    }
}

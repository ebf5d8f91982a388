package org.pirogue.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where the program begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Not by the platform: under LANG=C it would write question marks for every accent.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        List<String> words = List.of(args);
        Messages messages = Messages.in(language(words, System.getenv()));
        if (words.contains("run")) {
            // What Pirogue itself says at its start follows the machine's language.
            Locale.setDefault(messages.locale());
        } else {
            // Before anything logs: standard output belongs to the results.
            System.setProperty("logback.configurationFile", "org/pirogue/cli/" + logging(words));
        }
        Screen screen = new Screen(out, err, Boolean.getBoolean("pirogue.moving"), messages);
        Path checkout = Path.of(System.getProperty("pirogue.checkout", ""))
                .toAbsolutePath()
                .normalize();
        Context context = new Context(screen, checkout);
        System.exit(new CommandTree(context, Parts.asBuilt(context)).run(words).code());
    }

    /** Tests bring about faults on purpose: what the routes log of them would bury the results. */
    private static String logging(List<String> words) {
        return words.contains("test") ? "logback-test-command.xml" : "logback.xml";
    }

    /** {@code --lang} first, then what POSIX says: {@code LC_ALL}, {@code LC_MESSAGES}, {@code LANG}. */
    static String language(List<String> args, Map<String, String> environment) {
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (word.startsWith("--lang=")) {
                return word.substring("--lang=".length());
            }
            if (word.equals("--lang") && i + 1 < args.size()) {
                return args.get(i + 1);
            }
        }
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("en");
    }
}

package org.pirogue.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The blocks of a tutorial, as they stand in its Markdown. After the three backticks: {@code sh} commands; {@code sh window} commands
 * for a window of their own, which stays open; {@code text} what the block before it shows, {@code …} for anything; a
 * language and a path: a file below the home directory.
 */
final class Tutorial {
    private static final Pattern FENCE =
            Pattern.compile("^```(\\S+)(?: (\\S+))?\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    enum Kind {
        COMMANDS,
        WINDOW,
        SHOWS,
        FILE
    }

    /** @param path of a file, below the home directory; empty for anything else */
    record Block(Kind kind, String path, String text, int line) {
        boolean isSameAs(Block other) {
            return kind == other.kind && path.equals(other.path) && (kind == Kind.SHOWS || text.equals(other.text));
        }
    }

    private Tutorial() {}

    static List<Block> read(Path markdown) throws IOException {
        String text = Files.readString(markdown);
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            int line = (int) text.substring(0, fence.start()).lines().count() + 1;
            blocks.add(block(fence.group(1), fence.group(2), fence.group(3), line));
        }
        return blocks;
    }

    private static Block block(String language, String second, String text, int line) {
        if (language.equals("text")) {
            return new Block(Kind.SHOWS, "", text, line);
        }
        if (language.equals("sh") && (second == null || second.equals("window"))) {
            return new Block(second == null ? Kind.COMMANDS : Kind.WINDOW, "", text, line);
        }
        if (second == null) {
            throw new IllegalArgumentException("line " + line + ": a block that is neither command, file nor output");
        }
        return new Block(Kind.FILE, second, text, line);
    }

    /** The expected lines come in their order; others may come between. */
    static boolean shows(String output, String expected) {
        int from = 0;
        for (String line : expected.lines().filter(each -> !each.isBlank()).toList()) {
            // Columns are as wide as what stands in them.
            String pattern = Stream.of(line.strip().split("(?<=…)|(?=…)|(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)"))
                    .map(part -> part.equals("…") ? ".*" : part.isBlank() ? "\\h+" : Pattern.quote(part))
                    .collect(Collectors.joining());
            Matcher found = Pattern.compile("^\\s*" + pattern + "\\s*$", Pattern.MULTILINE)
                    .matcher(output);
            if (!found.find(from)) {
                return false;
            }
            from = found.end();
        }
        return true;
    }
}

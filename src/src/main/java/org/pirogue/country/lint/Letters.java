package org.pirogue.country.lint;

import java.util.regex.Pattern;

/** Letters that a reader does not see, or sees in another order than the program, and texts that look like secrets. */
final class Letters {
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u2028-\\u202E"
                    + "\\u2060-\\u206F\\uFE00-\\uFE0F\\uFEFF\\uFFF9-\\uFFFB\\x{E0000}-\\x{E0FFF}]");
    private static final Pattern SECRET = Pattern.compile("d2pat_\\w{8,}|d2p[12]_\\w{8,}|-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|(?i:\\b(basic|bearer|apitoken) +[a-z0-9+/_.=-]{12,})|\\beyJ[\\w-]{10,}\\.[\\w-]{10,}"
            + "|\\bAKIA[A-Z0-9]{16}\\b|\\bgh[pousr]_\\w{20,}|://[^/\\s:@]+:[^/\\s@]+@");

    private final Report report;

    Letters(Report report) {
        this.report = report;
    }

    /** The file as it stands, comments included. */
    void check(String text) {
        int number = 0;
        for (String line : text.split("\r\n|\n|\r", -1)) {
            check(line, ++number);
        }
    }

    /** A text as the parser reads it: escapes may hide what the file does not show. */
    void check(Branch scalar) {
        if (UNSEEN.matcher(scalar.text().replace("\n", "")).find()) {
            unseen(scalar.line());
        }
    }

    private void check(String line, int number) {
        if (UNSEEN.matcher(line).find()) {
            unseen(number);
        }
        if (SECRET.matcher(line).find()) {
            report.add(
                    "P189",
                    number,
                    null,
                    "looks like a secret",
                    "take it out, change it where it was valid, and point to it by token-env or token-file of a connection");
        }
    }

    private void unseen(int line) {
        report.add("P182", line, null, "a letter that cannot be seen, or turns the text around", "remove it");
    }
}

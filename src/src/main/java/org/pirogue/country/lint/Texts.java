package org.pirogue.country.lint;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a parameter. It is put between quotes into what kamelets call, and into addresses: a letter that means
 * something to Camel there is refused, whatever the parameter is for.
 */
final class Texts {
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(password|passwd|passphrase|secret|token|credential|api.?key|private.?key|authori[sz]ation|cookie).*");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{M}\\p{N} _.,:;*?/#()+=<>!|-]*");
    private static final Pattern OUTSIDE = Pattern.compile("(^|.*[/,;: ])\\.\\.([/,;: ].*|$)|^[/~].*|^[A-Za-z]:[/].*");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i).*([a-z][a-z0-9+.-]*://|^\\s*[a-z][a-z0-9+.-]*:[^ ]).*");

    private final Report report;

    Texts(Report report) {
        this.report = report;
    }

    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    void notASecret(String name, Branch value) {
        if (isSecret(name)) {
            report.add(
                    "P189",
                    value.line(),
                    name,
                    "a secret has no place here",
                    "a connection points to it: token-env or token-file");
        }
    }

    /** @param placeholder the one placeholder that may stand here, as the whole value; null for none */
    void check(Branch value, @Nullable String placeholder) {
        if (!value.isScalar()) {
            report.add("P187", value.line(), null, "no single value", "write one text, number or truth");
            return;
        }
        String text = value.text();
        if (text.equals(placeholder)) {
            return;
        }
        if (text.contains("{{") || text.contains("}}")) {
            String hint = placeholder == null ? "write the value itself" : "only " + placeholder + " can stand here";
            report.add("P186", value.line(), text, "a placeholder that is not known here", hint);
        } else if (OUTSIDE.matcher(text.replace('\\', '/')).matches()) {
            report.add("P188", value.line(), text, "leads out of the flow's folder", "name a file beside the flow");
        } else if (ADDRESS.matcher(text).matches()) {
            report.add(
                    "P187",
                    value.line(),
                    text,
                    "looks like an address",
                    "only a connection of the configuration has one");
        } else if (text.startsWith("#")
                || text.contains("RAW(")
                || !PLAIN.matcher(text).matches()) {
            report.add(
                    "P187",
                    value.line(),
                    text,
                    "has letters that Camel would not take as text",
                    "letters, digits, spaces and _ . , : ; * ? / ( ) + = < > ! | - only");
        }
    }
}

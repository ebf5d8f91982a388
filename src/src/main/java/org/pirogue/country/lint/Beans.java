package org.pirogue.country.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of beans that kamelets and shared routes may make: those of {@code callable.properties}, each from the kind of
 * kamelet that it belongs to. A flow or a connection is given to a call only by the kamelet's own parameter of that name:
 * there it is checked against the workspace.
 */
final class Beans {
    private static final Map<String, Callable> CALLABLE = load();
    private static final Pattern CALL = Pattern.compile("([A-Za-z]\\w*)(?:\\((.*)\\))?", Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|\\$\\{([^{}]*)}|(\\d+|true|false)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z][A-Za-z0-9]*)}}");

    /** @param kinds from where it may be called; @param given names of the kamelet's parameters that come first */
    private record Callable(Set<String> kinds, List<String> given) {}

    private final Report report;
    private final String kind;
    private final Set<String> properties;

    /** @param kind {@code source}, {@code action}, {@code sink} or {@code shared} */
    Beans(Report report, String kind, Set<String> properties) {
        this.report = report;
        this.kind = kind;
        this.properties = properties;
    }

    void check(Branch bean) {
        check(bean.get("ref").text(), bean.get("method").text(), bean.line());
    }

    void check(String ref, String method, int line) {
        Matcher call = CALL.matcher(method);
        String name = call.matches() ? ref + "." + call.group(1) : ref + "." + method;
        Callable callable = CALLABLE.get(name);
        if (callable == null || !callable.kinds().contains(kind)) {
            report.add("P190", line, name, "not a call that this may make", Nearest.to(name, names(kind)));
            return;
        }
        arguments(call.group(2) == null ? "" : call.group(2), callable, line);
    }

    private void arguments(String text, Callable callable, int line) {
        Matcher argument = ARGUMENT.matcher(text);
        int number = 0;
        int at = 0;
        while (argument.find() && text.substring(at, argument.start()).matches(number == 0 ? "\\s*" : "\\s*,\\s*")) {
            argument(
                    argument,
                    number < callable.given().size() ? callable.given().get(number) : "",
                    line);
            number++;
            at = argument.end();
        }
        if (!text.substring(at).isBlank() || number < callable.given().size()) {
            report.add(
                    "P185",
                    line,
                    text,
                    "not the arguments of this call",
                    "write '{{parameter}}', ${body} or ${variable.name}");
        }
    }

    private void argument(Matcher argument, String given, int line) {
        if (!given.isEmpty() && !("{{" + given + "}}").equals(argument.group(1))) {
            report.add("P187", line, argument.group(), "not the kamelet's own parameter", "write '{{" + given + "}}'");
        }
        if (argument.group(2) != null && !Expressions.isHeld(argument.group(2))) {
            report.add(
                    "P185", line, argument.group(), "an expression that is not allowed", "${body} or ${variable.name}");
        }
        if (argument.group(1) != null) {
            literal(argument.group(1), line);
        }
    }

    private void literal(String text, int line) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        if (placeholder.matches() && properties.contains(placeholder.group(1))) {
            return;
        }
        if (text.contains("{{")) {
            report.add("P186", line, text, "no parameter of this kamelet", Nearest.to(text, properties));
        } else if (!text.matches("[\\p{L}\\p{N} _.,:-]*")) {
            report.add("P185", line, text, "not a plain text", "write letters and digits");
        }
    }

    private static Set<String> names(String kind) {
        Set<String> names = new TreeSet<>();
        CALLABLE.forEach((name, callable) -> {
            if (callable.kinds().contains(kind)) {
                names.add(name);
            }
        });
        return names;
    }

    private static Map<String, Callable> load() {
        Properties lines = new Properties();
        try (InputStream file = Beans.class.getResourceAsStream("callable.properties")) {
            lines.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Callable> callable = new HashMap<>();
        lines.forEach((name, words) -> {
            String[] said = String.valueOf(words).trim().split("\\s+");
            callable.put(
                    String.valueOf(name),
                    new Callable(Set.of(said[0].split(",")), Arrays.asList(said).subList(1, said.length)));
        });
        return callable;
    }
}

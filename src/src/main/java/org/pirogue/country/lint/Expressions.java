package org.pirogue.country.lint;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expressions: constant texts, and what a message or variable already holds; nothing that calls, looks up or reads. */
final class Expressions {
    static final Set<String> LANGUAGES = Set.of("simple", "constant", "expression");
    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern HELD = Pattern.compile(
            "(body|variable\\.[a-z][A-Za-z0-9]*|header\\.[A-Za-z][A-Za-z0-9-]*)((\\.[a-z][A-Za-z0-9]*){0,2})");
    private static final Set<String> REFLECTION = Set.of(
            "class",
            "getClass",
            "classLoader",
            "module",
            "declaringClass",
            "clone",
            "finalize",
            "notify",
            "notifyAll",
            "wait",
            "context",
            "camelContext",
            "exchange",
            "endpoint");
    private static final Pattern BEAN = Pattern.compile("\\$\\{bean:([^?{}]*)\\?method=(.*)}");
    private static final Pattern CONSTANT = Pattern.compile("[\\p{L}\\p{N} _.,:;*?/()=-]*");

    private final Report report;
    private final Beans beans;
    private final Keys keys;

    Expressions(Report report, Beans beans, Keys keys) {
        this.report = report;
        this.beans = beans;
        this.keys = keys;
    }

    /** @param owner the step that has an expression, in the short form, Kaoto's, or none at all */
    void check(Branch owner) {
        long said = LANGUAGES.stream().filter(owner.keys()::containsKey).count();
        if (said != 1) {
            report.add("P185", owner.line(), null, "not one expression", "write simple: \"${body}\"");
        }
        owner.find("expression").ifPresent(nested -> {
            if (keys.check(nested, Set.of("simple", "constant"))) {
                check(nested);
            }
        });
        owner.find("constant").ifPresent(constant -> constant(text(constant)));
        owner.find("simple").ifPresent(simple -> simple(text(simple)));
    }

    /** Kaoto writes {@code simple: {expression: …}}. */
    private Branch text(Branch language) {
        if (language.isObject() && keys.check(language, Set.of("expression", "id"))) {
            return language.get("expression");
        }
        return language;
    }

    private void constant(Branch text) {
        if (!CONSTANT.matcher(text.text()).matches() || text.text().startsWith("resource:")) {
            refuse(text, "a constant has letters, digits and simple signs only");
        }
    }

    private void simple(Branch text) {
        String said = text.text();
        Matcher bean = BEAN.matcher(said);
        if (bean.matches()) {
            beans.check(bean.group(1), bean.group(2), text.line());
            return;
        }
        Matcher functions = FUNCTION.matcher(said);
        while (functions.find()) {
            if (!isHeld(functions.group(1))) {
                refuse(text, "only ${body}, ${body.name} and ${variable.name} are allowed");
                return;
            }
        }
        String rest = FUNCTION.matcher(said).replaceAll("");
        if (!text.isScalar() || !rest.matches("[\\p{L}\\p{N} _.,:;*?/()='<>!&|-]*") || rest.contains("resource:")) {
            refuse(text, "beside ${…} only letters, digits, comparisons and simple signs are allowed");
        }
    }

    /** Whether this, the inside of {@code ${…}}, is something that the exchange holds, or a property of it. */
    static boolean isHeld(String function) {
        Matcher held = HELD.matcher(function);
        if (!held.matches()) {
            return false;
        }
        for (String property : held.group(2).split("\\.")) {
            if (REFLECTION.contains(property)) {
                return false;
            }
        }
        return true;
    }

    private void refuse(Branch text, String hint) {
        report.add("P185", text.line(), text.text(), "an expression that is not allowed", hint);
    }
}

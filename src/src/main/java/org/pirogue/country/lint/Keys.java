package org.pirogue.country.lint;

import java.util.Set;
import java.util.TreeSet;

/** Which keys may stand in an object; everything else is refused by its name and line. */
final class Keys {
    /** Camel's names for languages that run, or reach, what a country may not. */
    private static final Set<String> LANGUAGES = Set.of(
            "csimple",
            "datasonnet",
            "el",
            "exchangeProperty",
            "file",
            "groovy",
            "hl7terser",
            "java",
            "joor",
            "jq",
            "js",
            "javaScript",
            "jsonpath",
            "language",
            "method",
            "mvel",
            "ognl",
            "python",
            "ref",
            "script",
            "spel",
            "tokenize",
            "variable",
            "wasm",
            "xpath",
            "xquery",
            "xtokenize",
            "simpleJson");

    private final Report report;

    Keys(Report report) {
        this.report = report;
    }

    /** @return whether this is an object at all */
    boolean check(Branch object, Set<String> allowed) {
        if (!object.isObject()) {
            report.add(
                    "P183",
                    object.line(),
                    object.text(),
                    "not the object that belongs here",
                    "keys: " + sorted(allowed));
            return false;
        }
        object.keys().forEach((key, value) -> {
            if (!allowed.contains(key)) {
                boolean language = LANGUAGES.contains(key);
                report.add(
                        language ? "P185" : "P183",
                        value.line(),
                        key,
                        language ? "no language of expressions that is allowed" : "not allowed here",
                        language ? "use simple, with ${body} or ${variable.name}" : Nearest.to(key, allowed));
            }
        });
        return true;
    }

    /** What people read in the console and in Kaoto; never resolved, so it names no placeholder. */
    void told(Branch object, boolean required) {
        for (String key : new String[] {"id", "description"}) {
            Branch said = object.get(key);
            if (required && said.text().isBlank()) {
                report.add("P191", said.line(), key, "each route has an id and a description", "give it");
            } else if (!said.isMissing() && (!said.isScalar() || said.text().matches("(?s).*([{$#]\\{|\\$simple).*"))) {
                report.add("P186", said.line(), said.text(), "no plain text", "write it out, without placeholders");
            }
        }
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }
}

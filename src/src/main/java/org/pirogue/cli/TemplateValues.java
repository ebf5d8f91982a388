package org.pirogue.cli;

import java.util.Map;
import java.util.TreeMap;

/** What {@code --set} says for one of several templates. */
final class TemplateValues {
    private TemplateValues() {}

    /** @param given {@code parameter} for whichever template is named, {@code template:parameter} for that one */
    static Map<String, String> of(String template, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        given.forEach((key, value) -> {
            int colon = key.indexOf(':');
            if (colon < 0 || key.substring(0, colon).equals(template)) {
                values.put(key.substring(colon + 1), value);
            }
        });
        return values;
    }
}

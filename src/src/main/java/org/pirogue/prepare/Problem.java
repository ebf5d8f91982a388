package org.pirogue.prepare;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong in a file of a flow.
 *
 * @param code {@code P2xx}
 * @param place file and line: {@code mapping.csv:7}
 * @param value what stands there, null where something is missing
 * @param text what is wrong, one English sentence
 * @param hint what to do
 */
public record Problem(String code, String place, @Nullable String value, String text, String hint) {
    @Override
    public String toString() {
        return code + " " + place + ": " + text + ": " + hint;
    }
}

package org.pirogue.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a person typed a value into its system, or cleared it, and who.
 *
 * @param at as the system writes it
 * @param by name of the account; null where the system does not say
 */
public record Edit(String at, @Nullable String by) {
    /** {@code [at]} or {@code [at, by]}. */
    public List<String> texts() {
        return by == null ? List.of(at) : List.of(at, by);
    }

    public static Edit of(List<String> texts) {
        return new Edit(texts.get(0), texts.size() > 1 ? texts.get(1) : null);
    }
}

package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a tracked entity attribute or a data element.
 *
 * @param id of the attribute or data element
 * @param createdAt milliseconds since 1970
 */
public record Value(String id, String value, long createdAt, long updatedAt) {
    public static Value of(String id, String value, long at) {
        return new Value(id, value, at, at);
    }

    static Optional<Value> find(List<Value> values, String id) {
        for (Value value : values) {
            if (value.id.equals(id)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The values with this one in its place; null takes it away. An equal value keeps its times. */
    static List<Value> with(List<Value> values, String id, @Nullable String text, long at) {
        List<Value> changed = new ArrayList<>(values);
        Optional<Value> before = find(values, id);
        if (text == null || text.isEmpty()) {
            before.ifPresent(changed::remove);
        } else if (before.isEmpty()) {
            changed.add(of(id, text, at));
        } else if (!before.get().value.equals(text)) {
            changed.set(changed.indexOf(before.get()), new Value(id, text, before.get().createdAt, at));
        }
        return List.copyOf(changed);
    }
}

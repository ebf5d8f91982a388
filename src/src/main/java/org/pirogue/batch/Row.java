package org.pirogue.batch;

import java.util.Map;

/**
 * A row of a table.
 *
 * @param place where it came from, for whoever looks for it: file and row, uid of an event
 * @param values value by column, as {@link Column.Type} says; a column without a value is not named
 */
public record Row(String place, Map<String, String> values) {
    public Row {
        values = Map.copyOf(values);
    }

    /** @return empty where there is none */
    public String value(String column) {
        return values.getOrDefault(column, "");
    }

    /** Its values may be a person's. */
    @Override
    public String toString() {
        return "Row[" + place + "]";
    }
}

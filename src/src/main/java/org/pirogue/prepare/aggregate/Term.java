package org.pirogue.prepare.aggregate;

import org.jspecify.annotations.Nullable;

/** A compiled part of an expression: gives a String, Double or Boolean, or null for SQL's NULL. */
@FunctionalInterface
interface Term {
    @Nullable
    Object of(Row row);

    static @Nullable Double number(@Nullable Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        return value instanceof String text ? read(text) : null;
    }

    static @Nullable Boolean truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Double number) {
            return number != 0;
        }
        if (!(value instanceof String text)) {
            return null;
        }
        return switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0", "" -> Boolean.FALSE;
            default -> null;
        };
    }

    static @Nullable String text(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value == null ? null : value.toString();
    }

    private static @Nullable Double read(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        if (first == 't' || first == 'f') {
            return text.equals("true") ? (Double) 1.0 : text.equals("false") ? (Double) 0.0 : null;
        }
        if (first > '9') {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}

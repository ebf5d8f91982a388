package org.pirogue.batch;

/**
 * A column of a table.
 *
 * @param name as it stands in the head of a file; unique in its table
 * @param personal whether its values say something of one person
 * @param description for whoever reads the table, empty where nobody wrote one
 */
public record Column(String name, Type type, boolean personal, String description) {
    /** How values are written, whatever the file had: an absent value is not written at all. */
    public enum Type {
        TEXT,
        /** Digits, with a sign. */
        INTEGER,
        /** Decimal, with a point, without an exponent. */
        NUMBER,
        /** ISO: {@code 2026-01-12}. */
        DATE,
        /** {@code true} or {@code false}. */
        BOOLEAN
    }

    public static Column text(String name) {
        return new Column(name, Type.TEXT, false, "");
    }
}

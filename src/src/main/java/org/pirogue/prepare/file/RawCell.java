package org.pirogue.prepare.file;

/**
 * A cell as the file has it.
 *
 * @param text of a TEXT as it stands; of a NUMBER or PERCENT decimal with a point, the percent as a fraction; of a DATE ISO;
 *     of a BOOLEAN {@code true} or {@code false}; of an ERROR what Excel shows, {@code #N/A}
 * @param day of a NUMBER of a workbook: what it is as a date, ISO; empty elsewhere
 */
record RawCell(Kind kind, String text, String day) {
    static final RawCell EMPTY = new RawCell(Kind.TEXT, "", "");

    enum Kind {
        TEXT,
        NUMBER,
        PERCENT,
        DATE,
        BOOLEAN,
        ERROR
    }

    static RawCell text(String text) {
        return new RawCell(Kind.TEXT, text, "");
    }

    static RawCell of(Kind kind, String text) {
        return new RawCell(kind, text, "");
    }

    boolean isBlank() {
        return kind == Kind.TEXT && text.isBlank();
    }
}

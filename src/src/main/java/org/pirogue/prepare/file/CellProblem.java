package org.pirogue.prepare.file;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a cell, or with its row.
 *
 * @param index of the column, -1 for the row
 * @param column name that it has in the table, empty for the row
 * @param value as it stands in the file; null where it may be a person's
 */
record CellProblem(
        String code, int index, String column, @Nullable String value, String text, boolean required) {
    static CellProblem row(String code, String text) {
        return new CellProblem(code, -1, "", null, text, true);
    }
}

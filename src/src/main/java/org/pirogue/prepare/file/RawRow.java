package org.pirogue.prepare.file;

import java.util.List;

/** A row as the file has it. @param number in its file or sheet, from 1 */
record RawRow(long number, List<RawCell> cells) {
    RawCell cell(int index) {
        return index < cells.size() ? cells.get(index) : RawCell.EMPTY;
    }

    boolean isBlank() {
        return cells.stream().allMatch(RawCell::isBlank);
    }

    /** Of the first cell that has something; empty where none has. */
    String firstText() {
        return cells.stream()
                .filter(cell -> !cell.isBlank())
                .map(RawCell::text)
                .findFirst()
                .orElse("");
    }
}

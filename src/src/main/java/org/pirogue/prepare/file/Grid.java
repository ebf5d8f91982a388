package org.pirogue.prepare.file;

import java.util.Iterator;

/** The rows of a CSV file or of one sheet of a workbook, as they stand there. */
interface Grid extends AutoCloseable {
    /** Of the sheet; empty for a file that has none. */
    String sheet();

    /** Once; empty rows may be left out. @throws BadFile where the file is damaged further down */
    Iterator<RawRow> rows();

    /** Where a cell is, for whoever looks for it. @param header as it stands in the file, @param column from 0 */
    String place(String file, long row, int column, String header);

    default String place(String file, long row) {
        return sheet().isEmpty() ? file + ":" + row : file + ":" + sheet() + ":" + row;
    }

    /** Whether a row with fewer cells than the header lacks some: a spreadsheet does not write empty ones. */
    boolean countsCells();

    @Override
    void close();
}

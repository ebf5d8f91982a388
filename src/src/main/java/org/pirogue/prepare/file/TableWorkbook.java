package org.pirogue.prepare.file;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;

/** Writes a table as a workbook of one sheet: numbers as numbers, dates as dates, texts never as formulas. */
public final class TableWorkbook {
    private static final int ROWS_AT_ONCE = 1000;
    /** What a number of Excel holds; a longer one stays a text, whole. */
    private static final int MOST_DIGITS = 15;

    /** Takes the table, and closes it. @throws TooLong where it has more rows than a sheet */
    public void write(Table table, Path file) throws IOException {
        Path loose = file.resolveSibling(file.getFileName() + ".loose");
        try (table) {
            try (OutputStream out = Files.newOutputStream(loose);
                    Workbook workbook = new Workbook(out, "Pirogue", null)) {
                fill(workbook.newWorksheet("table"), table);
            }
            SteadyZip.copy(loose, file);
        } finally {
            Files.deleteIfExists(loose);
        }
    }

    private static void fill(Worksheet sheet, Table table) throws IOException {
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            sheet.value(0, i, columns.get(i).name());
            sheet.style(0, i).bold().set();
        }
        sheet.freezePane(0, 1);
        int at = 1;
        for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
            for (Row row : parts.next().rows()) {
                if (at >= Worksheet.MAX_ROWS) {
                    throw new TooLong();
                }
                for (int i = 0; i < columns.size(); i++) {
                    put(sheet, at, i, columns.get(i), row.value(columns.get(i).name()));
                }
                at++;
                if (at % ROWS_AT_ONCE == 0) {
                    sheet.flush();
                }
            }
        }
    }

    private static void put(Worksheet sheet, int row, int index, Column column, String value) {
        if (value.isEmpty()) {
            return;
        }
        switch (column.type()) {
            case TEXT -> sheet.inlineString(row, index, ExcelText.write(value));
            case BOOLEAN -> sheet.value(row, index, Boolean.valueOf(value));
            case DATE -> {
                sheet.value(row, index, LocalDate.parse(value));
                sheet.style(row, index).format("yyyy-mm-dd").set();
            }
            case INTEGER, NUMBER -> {
                BigDecimal number = new BigDecimal(value);
                if (number.precision() <= MOST_DIGITS) {
                    sheet.value(row, index, number);
                } else {
                    sheet.inlineString(row, index, value);
                }
            }
        }
    }

    /** A sheet holds 1,048,576 rows. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }
}

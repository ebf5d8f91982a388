package org.pirogue.prepare.file;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;

/**
 * A column as {@code columns.yaml} declares it.
 *
 * @param required the file must have it, and a row without its value is not taken
 * @param headers forms ({@link Words}) of the headers by which it is known, its name among them
 * @param values what is written instead of a form; empty where values are taken as they stand
 * @param closed whether a value that {@code values} does not have is refused
 * @param dates how a date may be written
 * @param numbers how a number may be written
 * @param periods how a period is written; empty where the column has none
 * @param fillDown an empty cell repeats the one above, as merged cells do
 * @param fileName the value stands in the name of the file, as the first group of this; null: in a column
 * @param fromSheet the value is the name of the sheet
 */
record FileColumn(
        Column column,
        boolean required,
        Set<String> headers,
        Map<String, String> values,
        boolean closed,
        DateForms dates,
        NumberForms numbers,
        Range range,
        List<PeriodWords> periods,
        boolean fillDown,
        java.util.regex.@Nullable Pattern fileName,
        boolean fromSheet) {

    /** From and to which a value may lie; null for no bound. */
    record Range(
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable LocalDate first,
            @Nullable LocalDate last) {
        static final Range ANY = new Range(null, null, null, null);
    }

    String name() {
        return column.name();
    }

    boolean isInFile() {
        return fileName == null && !fromSheet;
    }

    static List<Column> columns(List<FileColumn> all) {
        return all.stream().map(FileColumn::column).toList();
    }
}

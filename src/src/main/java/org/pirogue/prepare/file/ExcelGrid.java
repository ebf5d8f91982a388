package org.pirogue.prepare.file;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;

/** A sheet of a workbook. Of a formula the value that was worked out when it was saved is taken. */
final class ExcelGrid implements Grid {
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.");
    private static final Pattern ZEROS = Pattern.compile("0{2,20}");

    private final Sheet sheet;
    private final boolean from1904;
    private @Nullable Stream<Row> open;

    ExcelGrid(Sheet sheet, boolean from1904) {
        this.sheet = sheet;
        this.from1904 = from1904;
    }

    @Override
    public String sheet() {
        return sheet.getName();
    }

    @Override
    public boolean countsCells() {
        return false;
    }

    @Override
    public String place(String file, long row, int column, String header) {
        return file + ":" + sheet() + ":" + letters(column) + row;
    }

    static String letters(int column) {
        return (column >= 26 ? letters(column / 26 - 1) : "") + (char) ('A' + column % 26);
    }

    @Override
    public Iterator<RawRow> rows() {
        close();
        Iterator<Row> rows = read(() -> {
            try {
                open = sheet.openStream();
                return open.iterator();
            } catch (IOException unreadable) {
                throw ExcelFile.damaged();
            }
        });
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return read(rows::hasNext);
            }

            @Override
            public RawRow next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return read(() -> row(rows.next()));
            }
        };
    }

    /** What the reader throws over a workbook whose parts do not belong together. */
    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadFile | NoSuchElementException ours) {
            throw ours;
        } catch (RuntimeException brokenInside) {
            throw ExcelFile.damaged();
        }
    }

    private RawRow row(Row row) {
        List<RawCell> cells = new ArrayList<>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(row.getOptionalCell(i).map(this::cell).orElse(RawCell.EMPTY));
        }
        return new RawRow(row.getRowNum(), cells);
    }

    private RawCell cell(Cell cell) {
        String raw = Optional.ofNullable(cell.getRawValue()).orElse("");
        CellType type = cell.getType() == CellType.FORMULA ? cached(cell) : cell.getType();
        return switch (type) {
            case STRING -> RawCell.text(ExcelText.read(cell.getText()));
            case BOOLEAN ->
                RawCell.of(
                        RawCell.Kind.BOOLEAN,
                        String.valueOf(List.of("1", "true").contains(raw)));
            case ERROR -> RawCell.of(RawCell.Kind.ERROR, raw);
            case NUMBER -> number(raw, cell);
            case EMPTY, FORMULA -> RawCell.EMPTY;
        };
    }

    private static CellType cached(Cell formula) {
        Object value = formula.getValue();
        String raw = Optional.ofNullable(formula.getRawValue()).orElse("");
        if (raw.startsWith("#")) {
            return CellType.ERROR;
        }
        return value == null
                ? CellType.EMPTY
                : value instanceof Boolean
                        ? CellType.BOOLEAN
                        : value instanceof Number ? CellType.NUMBER : CellType.STRING;
    }

    private RawCell number(String raw, Cell cell) {
        String format = LITERAL.matcher(
                        Optional.ofNullable(cell.getDataFormatString()).orElse(""))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        Optional<LocalDate> day = DateForms.ofSerial(raw, from1904);
        if (isDate(format, Optional.ofNullable(cell.getDataFormatId()).orElse(0)) && day.isPresent()) {
            return RawCell.of(RawCell.Kind.DATE, day.get().toString());
        }
        String text = NumberForms.excel(raw).map(Numbers::write).orElse(raw);
        if (format.contains("%")) {
            return RawCell.of(RawCell.Kind.PERCENT, text);
        }
        return new RawCell(
                RawCell.Kind.NUMBER,
                padded(text, format),
                day.map(LocalDate::toString).orElse(""));
    }

    /** A code that is shown as 0012 is 0012, though 12 lies behind. */
    private static String padded(String text, String format) {
        return ZEROS.matcher(format).matches() && text.chars().allMatch(Character::isDigit)
                ? "0".repeat(Math.max(0, format.length() - text.length())) + text
                : text;
    }

    private static boolean isDate(String format, int id) {
        boolean eastAsian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
        return eastAsian || format.contains("y") || format.contains("d") || format.contains("mmm");
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}

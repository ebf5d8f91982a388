package org.pirogue.prepare.file;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column.Type;
import org.pirogue.prepare.Numbers;

/** Reads a cell as its column declares it. */
final class CellReader {
    private static final int MOST_NAMED = 12;

    private final FileRules rules;

    CellReader(FileRules rules) {
        this.rules = rules;
    }

    /** Either a value, or a problem, or neither: then there is no value. */
    record Result(@Nullable String value, @Nullable CellProblem problem) {
        static final Result NONE = new Result(null, null);
    }

    Result read(RawCell cell, FileColumn column, int index) {
        if (cell.kind() == RawCell.Kind.ERROR) {
            return bad("P692", cell, column, index, "is an error of the spreadsheet");
        }
        if (rules.isAbsent(cell.text())) {
            return column.required() ? missing(column, index) : Result.NONE;
        }
        RawCell meant = cell;
        if (!column.values().isEmpty()) {
            String known = column.values().get(Words.form(cell.text()));
            if (known == null && column.closed()) {
                return bad("P691", cell, column, index, "is none of " + listed(column));
            }
            meant = known == null ? cell : RawCell.text(known);
        }
        return typed(meant, cell, column, index);
    }

    private static Result missing(FileColumn column, int index) {
        return new Result(
                null,
                new CellProblem("P689", index, column.name(), null, "'" + column.name() + "' has no value", true));
    }

    private static Result bad(String code, RawCell cell, FileColumn column, int index, String text) {
        boolean personal = column.column().personal();
        String what = personal ? "a value" : "'" + shown(cell) + "'";
        return new Result(
                null,
                new CellProblem(
                        code,
                        index,
                        column.name(),
                        personal ? null : shown(cell),
                        what + " in '" + column.name() + "' " + text,
                        column.required()));
    }

    /** A value that breaks its column may be of any length. */
    private static String shown(RawCell cell) {
        String text = cell.text().strip();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static String listed(FileColumn column) {
        var values = column.values().values().stream().distinct().toList();
        String named = values.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return values.size() > MOST_NAMED ? named + " and " + (values.size() - MOST_NAMED) + " more" : named;
    }

    private static Result typed(RawCell meant, RawCell cell, FileColumn column, int index) {
        return switch (column.column().type()) {
            case TEXT, BOOLEAN -> column.periods().isEmpty() ? text(meant) : period(meant, cell, column, index);
            case INTEGER, NUMBER -> number(meant, cell, column, index);
            case DATE -> date(meant, cell, column, index);
        };
    }

    private static Result text(RawCell meant) {
        return new Result(meant.text().strip(), null);
    }

    private static Result period(RawCell meant, RawCell cell, FileColumn column, int index) {
        return column.periods().stream()
                .map(each -> each.period(meant.text()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(period -> new Result(period, null))
                .orElseGet(() -> bad("P690", cell, column, index, "is no period as the column declares it"));
    }

    private static Result number(RawCell meant, RawCell cell, FileColumn column, int index) {
        boolean whole = column.column().type() == Type.INTEGER;
        Optional<BigDecimal> number = column.numbers()
                .read(meant)
                .filter(each -> !whole || each.stripTrailingZeros().scale() <= 0);
        if (number.isEmpty()) {
            return bad("P690", cell, column, index, whole ? "is no whole number" : "is no number");
        }
        FileColumn.Range range = column.range();
        if (range.least() != null && number.get().compareTo(range.least()) < 0) {
            return bad("P691", cell, column, index, "is below " + Numbers.write(range.least()));
        }
        if (range.most() != null && number.get().compareTo(range.most()) > 0) {
            return bad("P691", cell, column, index, "is above " + Numbers.write(range.most()));
        }
        return new Result(Numbers.write(number.get()), null);
    }

    private static Result date(RawCell meant, RawCell cell, FileColumn column, int index) {
        Optional<LocalDate> date = column.dates().read(meant);
        if (date.isEmpty()) {
            return bad(
                    "P690",
                    cell,
                    column,
                    index,
                    "is no date as " + String.join(" or ", column.dates().patterns()));
        }
        FileColumn.Range range = column.range();
        if (range.first() != null && date.get().isBefore(range.first())) {
            return bad("P691", cell, column, index, "lies before " + range.first());
        }
        if (range.last() != null && date.get().isAfter(range.last())) {
            return bad("P691", cell, column, index, "lies after " + range.last());
        }
        return new Result(date.get().toString(), null);
    }
}

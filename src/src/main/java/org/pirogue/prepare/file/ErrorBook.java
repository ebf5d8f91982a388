package org.pirogue.prepare.file;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.pirogue.prepare.Numbers;

/**
 * The file that somebody sent, as a workbook that goes back: the same rows, each faulty cell marked, what to do beside it, and
 * a summary before. It holds what the sender wrote, persons too: it belongs where the file came from.
 */
public final class ErrorBook {
    private static final String FAULTY = "FFC7CE";
    private static final String HEADING = "D9E1F2";
    private static final int MOST_COMMENTS = 500;
    private static final int ROWS_AT_ONCE = 500;
    private static final double WIDE = 60;

    private final FileRules rules;
    private final ErrorWords words;
    private final SortedMap<String, Long> found = new TreeMap<>();
    private long taken;
    private long refused;
    private int comments;

    public ErrorBook(FileRules rules, ErrorWords words) {
        this.rules = rules;
        this.words = words;
    }

    /** @param source as it was read, whole; a damaged one throws {@link org.pirogue.prepare.Problems} */
    public void write(FileTable.Source source, Path file) throws IOException {
        Path loose = file.resolveSibling(file.getFileName() + ".loose");
        try (TableFile read = TableFile.open(source.path(), source.name(), rules, ExcelScan.Bounds.USUAL)) {
            try (OutputStream out = Files.newOutputStream(loose);
                    Workbook workbook = new Workbook(out, "Pirogue", null)) {
                Worksheet summary = workbook.newWorksheet(words.word("summary"));
                for (TableFile.Part part : read.parts()) {
                    Worksheet sheet = workbook.newWorksheet(name(part));
                    rows(sheet, part, source.name());
                    // A sheet of many rows is written while they are read: it must end before another begins.
                    sheet.finish();
                }
                summary(summary, source.name());
            }
            SteadyZip.copy(loose, file);
        } finally {
            Files.deleteIfExists(loose);
        }
    }

    /** That of the sheet it was, unless the summary has it. */
    private String name(TableFile.Part part) {
        String sheet = part.grid().sheet();
        return sheet.isEmpty() ? words.word("rows") : sheet.equals(words.word("summary")) ? sheet + " 2" : sheet;
    }

    private void rows(Worksheet sheet, TableFile.Part part, String name) throws IOException {
        int told = part.header().width();
        sheet.width(told, WIDE);
        part.above().forEach(raw -> copy(sheet, raw));
        int header = (int) part.above().get(part.above().size() - 1).number() - 1;
        sheet.value(header, told, words.word("todo"));
        for (int i = 0; i <= told; i++) {
            sheet.style(header, i).bold().fillColor(HEADING).set();
        }
        RowReader reader = new RowReader(rules, part.header(), part.grid(), name);
        int written = 0;
        for (Iterator<RawRow> below = part.below(); below.hasNext(); ) {
            RawRow raw = below.next();
            copy(sheet, raw);
            mark(sheet, reader.read(raw), told);
            if (++written % ROWS_AT_ONCE == 0) {
                sheet.flush();
            }
        }
    }

    private static void copy(Worksheet sheet, RawRow raw) {
        int row = (int) raw.number() - 1;
        for (int i = 0; i < raw.cells().size(); i++) {
            RawCell cell = raw.cells().get(i);
            if (!cell.isBlank()) {
                put(sheet, row, i, cell);
            }
        }
    }

    private static void put(Worksheet sheet, int row, int index, RawCell cell) {
        switch (cell.kind()) {
            case TEXT, ERROR -> sheet.inlineString(row, index, ExcelText.write(cell.text()));
            case BOOLEAN -> sheet.value(row, index, Boolean.valueOf(cell.text()));
            case DATE -> {
                sheet.value(row, index, LocalDate.parse(cell.text()));
                sheet.style(row, index).format("dd/mm/yyyy").set();
            }
            case NUMBER, PERCENT -> {
                BigDecimal number = Numbers.read(cell.text()).orElse(null);
                // A code that begins with a zero would lose it.
                boolean code = number == null || !Numbers.write(number).equals(cell.text());
                if (code) {
                    sheet.inlineString(row, index, cell.text());
                } else {
                    sheet.value(row, index, number);
                }
                if (cell.kind() == RawCell.Kind.PERCENT) {
                    sheet.style(row, index).format("0.##%").set();
                }
            }
        }
    }

    private void mark(Worksheet sheet, RowRead read, int told) {
        taken += read.rows().size();
        refused += read.invalid();
        int row = (int) read.raw().number() - 1;
        Map<String, String> todo = new LinkedHashMap<>();
        for (CellProblem problem : read.problems()) {
            found.merge(problem.code(), 1L, Long::sum);
            String text = problem.code() + " " + words.title(problem.code()) + ". " + words.todo(problem.code());
            todo.merge(text, problem.column(), (one, two) -> one + ", " + two);
            if (problem.index() >= 0) {
                sheet.style(row, problem.index()).fillColor(FAULTY).set();
                if (comments++ < MOST_COMMENTS) {
                    sheet.comment(row, problem.index(), text);
                }
            }
        }
        if (!todo.isEmpty()) {
            sheet.inlineString(
                    row,
                    told,
                    todo.entrySet().stream()
                            .map(each -> (each.getValue().isEmpty() ? "" : each.getValue() + ": ") + each.getKey())
                            .collect(Collectors.joining("\n")));
            sheet.style(row, told).wrapText(true).fillColor(FAULTY).set();
        }
    }

    private void summary(Worksheet sheet, String name) {
        sheet.width(0, 12);
        sheet.width(1, WIDE);
        sheet.width(2, WIDE);
        int row = 0;
        sheet.value(row, 0, words.word("summary"));
        sheet.style(row++, 0).bold().fontSize(14).set();
        for (var line : List.of(
                List.of(words.word("file"), name),
                List.of(words.word("taken"), String.valueOf(taken)),
                List.of(words.word("refused"), String.valueOf(refused)))) {
            sheet.value(row, 0, line.get(0));
            sheet.value(row++, 1, line.get(1));
        }
        sheet.value(row++, 0, words.word("send"));
        row++;
        String[] headings = {"code", "why", "todo", "cells"};
        for (int i = 0; i < headings.length; i++) {
            sheet.value(row, i, words.word(headings[i]));
            sheet.style(row, i).bold().fillColor(HEADING).set();
        }
        for (Map.Entry<String, Long> each : found.entrySet()) {
            row++;
            sheet.value(row, 0, each.getKey());
            sheet.value(row, 1, words.title(each.getKey()));
            sheet.value(row, 2, words.todo(each.getKey()));
            sheet.value(row, 3, each.getValue());
        }
    }
}

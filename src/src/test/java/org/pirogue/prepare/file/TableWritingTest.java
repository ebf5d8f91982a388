package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Column;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;

/** Tables that go out as files, and files that go back with their faults marked. */
class TableWritingTest {
    private static final List<Column> COLUMNS = List.of(
            Column.text("name"),
            new Column("cases", Column.Type.INTEGER, false, ""),
            new Column("onset", Column.Type.DATE, false, ""),
            new Column("rate", Column.Type.NUMBER, false, ""),
            new Column("lab", Column.Type.BOOLEAN, false, ""));

    @TempDir
    Path folder;

    private static Table table() {
        List<Row> rows = List.of(
                new Row(
                        "1",
                        Map.of("name", "=1+1", "cases", "-3", "onset", "2026-01-31", "rate", "0.5", "lab", "true")),
                new Row("2", Map.of("name", "Goma, \"nord\"\nest", "cases", "12345678901234567890")),
                new Row("3", Map.of("name", "-")),
                new Row("4", Map.of("name", "_x0041_")));
        Envelope envelope = new Envelope("f", "w", 1, 1, Envelope.Mode.SYNC);
        return new Table(
                envelope,
                COLUMNS,
                List.of(new Table.Part(rows, Tally.NONE, List.of())).iterator(),
                () -> {});
    }

    @Test
    void writesCsvThatASpreadsheetDoesNotRun() throws IOException {
        Path file = folder.resolve("t.csv");
        new TableCsv(';', true, true).write(table(), file);
        assertThat(file).hasContent("""
                        \uFEFFname;cases;onset;rate;lab\r
                        '=1+1;-3;2026-01-31;0.5;true\r
                        "Goma, ""nord""
                        est";12345678901234567890;;;\r
                        '-;;;;\r
                        _x0041_;;;;\r
                        """);
        new TableCsv(',', false, false).write(table(), file);
        assertThat(Files.readString(file)).startsWith("name,cases,onset,rate,lab\r\n=1+1,-3,2026-01-31");
    }

    @Test
    void writesWorkbooksOfTheSameBytes() throws Exception {
        Path one = folder.resolve("one.xlsx");
        Path two = folder.resolve("two.xlsx");
        new TableWorkbook().write(table(), one);
        new TableWorkbook().write(table(), two);
        assertThat(two).hasSameBinaryContentAs(one);
        try (ReadableWorkbook workbook = new ReadableWorkbook(one.toFile())) {
            List<org.dhatim.fastexcel.reader.Row> rows =
                    workbook.getFirstSheet().read();
            assertThat(rows.get(1).getCellText(0)).isEqualTo("=1+1");
            assertThat(rows.get(1).getCellAsNumber(1)).contains(new java.math.BigDecimal(-3));
            assertThat(rows.get(1).getCellAsDate(2)).contains(LocalDateTime.of(2026, 1, 31, 0, 0));
            assertThat(rows.get(1).getCellAsBoolean(4)).contains(true);
            assertThat(rows.get(2).getCellText(1)).isEqualTo("12345678901234567890");
        }
    }

    @Test
    void whatWasWrittenIsReadAsTheSame() throws IOException {
        String yaml = """
                columns:
                  - {name: name}
                  - {name: cases, type: integer}
                  - {name: onset, type: date}
                  - {name: rate, type: number}
                  - {name: lab, type: boolean}
                """;
        Path csv = folder.resolve("t.csv");
        new TableCsv(',', false, false).write(table(), csv);
        Path xlsx = folder.resolve("t.xlsx");
        new TableWorkbook().write(table(), xlsx);
        List<Map<String, String>> rows =
                table().parts().next().rows().stream().map(Row::values).toList();
        assertThat(FileTableTest.take(yaml, List.of(csv)).values()).isEqualTo(rows);
        assertThat(FileTableTest.take(yaml, List.of(xlsx)).values()).isEqualTo(rows);
    }

    @Test
    void givesAFileBackWithItsFaultsMarked() throws Exception {
        String yaml = """
                file: {skip: [total]}
                columns:
                  - {name: district, required: true}
                  - {name: cases, type: integer, required: true, max: 100}
                  - {name: onset, type: date}
                """;
        Path file = Files.write(
                folder.resolve("s.csv"),
                "Semaine 3,,\ndistrict,cases,onset\nGitega,3,2026-01-12\nRuyigi,x,12/01/2026\n,007,\nTotal,3,\n"
                        .getBytes(StandardCharsets.UTF_8));
        Path book = folder.resolve("s-errors.xlsx");
        FileTable.Source source = new FileTable.Source(file, "s.csv");
        new ErrorBook(FileTableTest.rules(yaml), ErrorWords.in("fr")).write(source, book);
        Path again = folder.resolve("again.xlsx");
        new ErrorBook(FileTableTest.rules(yaml), ErrorWords.in("fr")).write(source, again);
        assertThat(again).hasSameBinaryContentAs(book);
        try (ReadableWorkbook workbook = new ReadableWorkbook(book.toFile())) {
            assertThat(workbook.getSheets().map(Sheet::getName)).containsExactly("Résumé", "Lignes");
            List<org.dhatim.fastexcel.reader.Row> summary =
                    workbook.getSheet(0).get().read();
            assertThat(summary.stream().map(row -> row.getCellText(0)))
                    .contains("Résumé", "Fichier", "P689", "P690")
                    .doesNotContain("P691");
            assertThat(summary.get(2).getCellText(1)).isEqualTo("1");
            assertThat(summary.get(3).getCellText(1)).isEqualTo("2");
            List<org.dhatim.fastexcel.reader.Row> rows =
                    workbook.getSheet(1).get().read();
            assertThat(rows).hasSize(6);
            assertThat(rows.get(1).getCellText(3)).isEqualTo("Que faire");
            assertThat(rows.get(2).getCellCount()).isEqualTo(3);
            assertThat(rows.get(3).getCellText(3))
                    .startsWith("cases, onset: P690 ")
                    .contains("Corriger la cellule");
            assertThat(rows.get(4).getCellText(1)).isEqualTo("007");
            assertThat(rows.get(4).getCellText(3)).startsWith("district: P689 ");
            assertThat(rows.get(5).getCellText(0)).isEqualTo("Total");
        }
    }
}

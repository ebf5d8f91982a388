package org.pirogue.prepare.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** Workbooks as ministries send them, and as nobody should. */
class ExcelTableTest {
    private static final String LINES = """
            file: {sheet: "Donnees*"}
            columns:
              - {name: district, required: true, fillDown: true}
              - {name: onset, type: date, formats: [dd/MM/yyyy]}
              - {name: cases, type: integer}
              - {name: rate, type: number}
              - {name: code}
            """;

    @TempDir
    Path folder;

    private Path workbook(String name, Consumer<Workbook> filling) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(path);
                Workbook workbook = new Workbook(out, "test", null)) {
            filling.accept(workbook);
        }
        return path;
    }

    private static void row(Worksheet sheet, int row, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String text) {
                sheet.value(row, i, text);
            } else if (values[i] instanceof Number number) {
                sheet.value(row, i, number);
            } else if (values[i] instanceof LocalDate date) {
                sheet.value(row, i, date);
                sheet.style(row, i).format("dd/MM/yyyy").set();
            }
        }
    }

    private Path lines(String name) throws IOException {
        return workbook(name, workbook -> {
            Worksheet sheet = workbook.newWorksheet("Données 2026");
            row(sheet, 0, "Ministère de la santé");
            sheet.range(0, 0, 0, 4).merge();
            row(sheet, 2, "District", "Onset", "Cases", "Rate", "Code");
            row(sheet, 3, "Gitega", LocalDate.of(2026, 1, 31), 3, 0.1 + 0.2, 12);
            sheet.style(3, 4).format("0000").set();
            row(sheet, 4, null, "01/02/2026", "4", 0.255, "A1");
            sheet.style(4, 3).format("0.0%").set();
            row(sheet, 6, "Ruyigi", 46000, 2.5, "1.5", 7);
            workbook.newWorksheet("Lisez-moi");
        });
    }

    private static List<String> refused(String yaml, Path file) {
        Problems problems = catchThrowableOfType(Problems.class, () -> FileTableTest.take(yaml, List.of(file)));
        assertThat(problems).as("a refusal").isNotNull();
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void readsTheSheetThatIsNamedWhateverItsCellsAre() throws IOException {
        FileTableTest.Taken taken = FileTableTest.take(LINES, List.of(lines("l.xlsx")));
        assertThat(taken.values())
                .containsExactly(
                        Map.of(
                                "district",
                                "Gitega",
                                "onset",
                                "2026-01-31",
                                "cases",
                                "3",
                                "rate",
                                "0.3",
                                "code",
                                "0012"),
                        Map.of(
                                "district",
                                "Gitega",
                                "onset",
                                "2026-02-01",
                                "cases",
                                "4",
                                "rate",
                                "0.255",
                                "code",
                                "A1"),
                        Map.of("district", "Ruyigi", "onset", "2025-12-09", "rate", "1.5", "code", "7"));
        assertThat(taken.rows())
                .extracting(Row::place)
                .containsExactly("l.xlsx:Données 2026:4", "l.xlsx:Données 2026:5", "l.xlsx:Données 2026:7");
        assertThat(taken.told()).containsExactly("P690 l.xlsx:Données 2026:C7 2.5");
    }

    @Test
    void asksWhichSheetIsMeant() throws IOException {
        Path file = workbook("s.xlsx", workbook -> {
            row(workbook.newWorksheet("Nord"), 0, "district");
            row(workbook.newWorksheet("Sud"), 0, "district");
            Worksheet hidden = workbook.newWorksheet("Listes");
            hidden.setVisibilityState(VisibilityState.HIDDEN);
        });
        String any = "columns: [{name: district}, {name: sheet, fromSheet: true}]";
        assertThat(refused(any, file))
                .singleElement()
                .asString()
                .startsWith("P684")
                .contains("of Nord, Sud:");
        assertThat(refused("file: {sheet: Est}\n" + any, file))
                .singleElement()
                .asString()
                .startsWith("P684");
        Path rows = workbook("r.xlsx", workbook -> {
            for (String name : List.of("Nord", "Sud")) {
                Worksheet sheet = workbook.newWorksheet(name);
                row(sheet, 0, "district");
                row(sheet, 1, "D " + name);
            }
        });
        assertThat(FileTableTest.take("file: {sheets: all}\n" + any, List.of(rows))
                        .values())
                .containsExactly(
                        Map.of("district", "D Nord", "sheet", "Nord"), Map.of("district", "D Sud", "sheet", "Sud"));
    }

    @Test
    void takesWhatAFormulaGaveAndTellsItsErrors() throws IOException {
        Path file = changed(lines("l.xlsx"), "f.xlsx", "xl/worksheets/sheet1.xml", xml -> xml.replaceFirst(
                        "<c r=\"C4\"[^>]*><v>3</v></c>", "<c r=\"C4\"><f>1+4</f><v>5</v></c>")
                .replaceFirst("<c r=\"D4\"[^>]*>.*?</c>", "<c r=\"D4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>")
                .replaceFirst("<c r=\"E4\"[^>]*>.*?</c>", "<c r=\"E4\" t=\"str\"><f>A1</f><v>B7</v></c>")
                .replaceFirst("<c r=\"D5\"[^>]*>.*?</c>", "<c r=\"D5\" t=\"e\"><v>#N/A</v></c>"));
        FileTableTest.Taken taken = FileTableTest.take(LINES, List.of(file));
        assertThat(taken.values().get(0))
                .containsEntry("cases", "5")
                .containsEntry("code", "B7")
                .doesNotContainKey("rate");
        assertThat(taken.told())
                .containsExactly(
                        "P692 f.xlsx:Données 2026:D4 #DIV/0!",
                        "P692 f.xlsx:Données 2026:D5 #N/A",
                        "P690 f.xlsx:Données 2026:C7 2.5");
    }

    /** As "Strict Open XML" has them, which Excel offers beside the usual kind. */
    @Test
    void readsDatesThatAreWrittenInFullInAStrictWorkbook() throws IOException {
        Path dates = changed(lines("l.xlsx"), "d.xlsx", "xl/worksheets/sheet1.xml", xml -> xml.replaceFirst(
                        "<c r=\"B4\"( s=\"\\d+\")[^>]*>.*?</c>",
                        "<c r=\"B4\"$1 t=\"d\"><v>2026-02-28T00:00:00.000</v></c>")
                .replaceFirst("<c r=\"B5\"[^>]*>.*?</c>", "<c r=\"B5\" t=\"d\"><v>2026-03-01</v></c>")
                .replaceFirst("<c r=\"B7\"[^>]*>.*?</c>", "<c r=\"B7\" t=\"d\"><v>soon</v></c>"));
        Path strict = changed(
                dates,
                "s.xlsx",
                "xl/workbook.xml",
                xml -> xml.replace(
                        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                        "http://purl.oclc.org/ooxml/officeDocument/relationships"));
        Path old = changed(
                strict,
                "o.xlsx",
                "xl/workbook.xml",
                xml -> xml.replaceFirst("<workbookPr( date1904=\"[^\"]*\")?", "<workbookPr date1904=\"1\""));
        for (Path file : List.of(dates, strict, old)) {
            FileTableTest.Taken taken = FileTableTest.take(LINES, List.of(file));
            assertThat(taken.values())
                    .as(file.getFileName().toString())
                    .extracting(row -> row.get("onset"))
                    .containsExactly("2026-02-28", "2026-03-01", null);
            assertThat(taken.told()).contains("P690 " + file.getFileName() + ":Données 2026:B7 soon");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.plain*");
    }

    @Test
    void readsTextsAsExcelShowsThem() throws IOException {
        Path file = changed(lines("l.xlsx"), "x.xlsx", "xl/sharedStrings.xml", xml -> xml.replace(
                        ">Gitega<", ">Gi_x0041_te_x000D_\nga_x005F_x0041_ _x12_<")
                .replace(">Onset<", ">On_x0073_et<"));
        FileTableTest.Taken taken = FileTableTest.take(LINES, List.of(file));
        assertThat(taken.values().get(0).get("district").replaceAll("\\s+", " "))
                .isEqualTo("GiAte ga_x0041_ _x12_");
        assertThat(taken.values().get(0)).containsKey("onset");
    }

    @Test
    void countsDaysAsTheWorkbookDoes() throws IOException {
        Path file = changed(lines("l.xlsx"), "m.xlsx", "xl/workbook.xml", xml -> {
            assertThat(xml).contains("<workbookPr");
            return xml.replaceFirst("<workbookPr( date1904=\"[^\"]*\")?", "<workbookPr date1904=\"1\"");
        });
        assertThat(FileTableTest.take(LINES, List.of(file)).values().get(2)).containsEntry("onset", "2029-12-10");
        assertThat(DateForms.ofSerial("59", false)).contains(LocalDate.of(1900, 2, 28));
        assertThat(DateForms.ofSerial("60", false)).isEmpty();
        assertThat(DateForms.ofSerial("61", false)).contains(LocalDate.of(1900, 3, 1));
        assertThat(DateForms.ofSerial("0", true)).contains(LocalDate.of(1904, 1, 1));
    }

    @Test
    void refusesAWorkbookThatIsABomb() throws IOException {
        Path file = lines("l.xlsx");
        ExcelScan.Bounds small = new ExcelScan.Bounds(2000, 1000);
        BadFile refused = catchThrowableOfType(BadFile.class, () -> ExcelFile.open(file, small));
        assertThat(refused).hasMessageStartingWith("P682");
        Path laughs = changed(
                file,
                "x.xlsx",
                "xl/sharedStrings.xml",
                xml -> xml.replaceFirst("<sst", "<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><sst"));
        assertThat(refused(LINES, laughs)).singleElement().asString().startsWith("P682");
        Path far = changed(file, "y.xlsx", "xl/worksheets/sheet1.xml", xml -> xml.replace("r=\"C7\"", "r=\"ZZZZZ7\""));
        assertThat(refused(LINES, far)).singleElement().asString().startsWith("P682");
        Path nowhere = changed(
                file,
                "z.xlsx",
                "xl/worksheets/sheet1.xml",
                xml -> xml.replaceFirst("t=\"s\"><v>\\d+</v>", "t=\"s\"><v>2000000000</v>"));
        assertThat(refused(LINES, nowhere)).singleElement().asString().startsWith("P681");
    }

    @Test
    void refusesWhatIsNoWholeWorkbook() throws IOException {
        byte[] whole = Files.readAllBytes(lines("l.xlsx"));
        Path half = Files.write(folder.resolve("h.xlsx"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(refused(LINES, half)).singleElement().asString().startsWith("P681");
        byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0, 0};
        assertThat(refused(LINES, Files.write(folder.resolve("o.xls"), ole)))
                .singleElement()
                .asString()
                .contains("without a password");
    }

    /** Whatever is done to a workbook, either it is read or it is refused with a code; nothing else is thrown. */
    @Test
    void survivesWorkbooksThatWereDamagedAtRandom() throws IOException {
        byte[] whole = Files.readAllBytes(lines("l.xlsx"));
        Random random = new Random(20261127);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int n = 0; n <= random.nextInt(4); n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("fuzz.xlsx"), damaged);
            if (readsOrRefuses(file)) {
                read++;
            } else {
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    /** As above, but in the text of a part, where a checksum does not notice. */
    @Test
    void survivesPartsThatWereDamagedAtRandom() throws IOException {
        Path whole = lines("l.xlsx");
        Random random = new Random(42);
        String[] parts = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"};
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            Path file = changed(whole, "fuzz.xlsx", parts[random.nextInt(parts.length)], xml -> {
                StringBuilder text = new StringBuilder(xml);
                for (int n = 0; n <= random.nextInt(3); n++) {
                    text.setCharAt(
                            random.nextInt(text.length()), "<>/\"=0123456789abcrstv&;A".charAt(random.nextInt(25)));
                }
                return text.toString();
            });
            refused += readsOrRefuses(file) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    private static boolean readsOrRefuses(Path file) {
        try {
            FileTableTest.take(LINES, List.of(file));
            return true;
        } catch (Problems said) {
            assertThat(said.all()).isNotEmpty();
            return false;
        }
    }

    private Path changed(Path from, String name, String part, UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(from.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        String before = new String(parts.get(part), StandardCharsets.UTF_8);
        parts.put(part, change.apply(before).getBytes(StandardCharsets.UTF_8));
        Path path = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> each : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return path;
    }
}

package org.pirogue.prepare.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** A workbook, and which of its sheets are read. */
final class ExcelFile implements AutoCloseable {
    private final ReadableWorkbook workbook;
    private final boolean from1904;
    private final @Nullable Nameless plain;

    private ExcelFile(ReadableWorkbook workbook, boolean from1904, @Nullable Nameless plain) {
        this.workbook = workbook;
        this.from1904 = from1904;
        this.plain = plain;
    }

    /** @throws BadFile P681 damaged, P682 out of bounds */
    static ExcelFile open(Path file, ExcelScan.Bounds bounds) throws IOException {
        Nameless plain = null;
        try {
            ExcelScan scan = ExcelScan.of(file, bounds);
            plain = scan.strict() ? PlainWorkbook.of(file, ExcelScan.XML, scan.from1904()) : null;
            ReadingOptions options = new ReadingOptions(scan.styled(), true);
            ReadableWorkbook workbook = new ReadableWorkbook((plain == null ? file : plain.path()).toFile(), options);
            ExcelFile opened = new ExcelFile(workbook, scan.from1904(), plain);
            plain = null;
            return opened;
        } catch (ExcelReaderException | IOException noWorkbook) {
            throw damaged();
        } catch (BadFile refused) {
            throw refused;
        } catch (RuntimeException brokenInside) {
            throw damaged();
        } finally {
            if (plain != null) {
                plain.close();
            }
        }
    }

    static BadFile damaged() {
        return BadFile.damaged(
                "it is no whole workbook", "send it again; if it opens in Excel, save it there again as .xlsx");
    }

    /**
     * The sheets to read: those of the wanted name; without one the only visible sheet.
     *
     * @throws BadFile P684 where none or more than one would do
     */
    List<Grid> grids(FileRules rules) {
        List<Sheet> visible = workbook.getSheets()
                .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                .toList();
        Optional<Pattern> wanted = rules.sheet();
        List<Sheet> found = visible.stream()
                .filter(sheet -> wanted.isEmpty()
                        || wanted.get().matcher(Words.form(sheet.getName())).matches())
                .toList();
        if (found.isEmpty() || (found.size() > 1 && !rules.allSheets())) {
            throw new BadFile(
                    "P684",
                    (found.isEmpty() ? "no sheet is the wanted one" : "more than one sheet may be meant") + " of "
                            + visible.stream().map(Sheet::getName).collect(Collectors.joining(", ")),
                    "name it under file.sheet, or write sheets: all where all belong together");
        }
        List<Grid> grids = new ArrayList<>();
        found.forEach(sheet -> grids.add(new ExcelGrid(sheet, from1904)));
        return grids;
    }

    @Override
    public void close() {
        try {
            workbook.close();
            if (plain != null) {
                plain.close();
            }
        } catch (IOException alreadyRead) {
            throw new java.io.UncheckedIOException(alreadyRead);
        }
    }
}

package org.pirogue.prepare.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Finding;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/** One file, open, its headers found. */
final class TableFile implements AutoCloseable {
    private static final int MAGIC = 8;

    private final String name;
    private final FileRules rules;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable ExcelFile workbook;

    /** A CSV file, or a sheet. */
    record Part(Grid grid, Header header, List<RawRow> above, Iterator<RawRow> below) {}

    private TableFile(String name, FileRules rules) {
        this.name = name;
        this.rules = rules;
    }

    /**
     * @param name that people know it by; the path may be another
     * @throws Problems P681 to P688: everything for which the file is not taken, as far as its headers tell
     */
    static TableFile open(Path path, String name, FileRules rules, ExcelScan.Bounds bounds) {
        TableFile file = new TableFile(name, rules);
        try {
            List<Problem> problems = file.find(path, bounds);
            if (!problems.isEmpty()) {
                throw new Problems(problems);
            }
            return file;
        } catch (BadFile bad) {
            file.close();
            throw bad.alone(name);
        } catch (IOException unreadable) {
            file.close();
            throw BadFile.damaged("it cannot be read", "check that it is there and may be read")
                    .alone(name);
        } catch (Problems refused) {
            file.close();
            throw refused;
        }
    }

    private List<Problem> find(Path path, ExcelScan.Bounds bounds) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Grid grid : grids(path, bounds)) {
            String place = grid.sheet().isEmpty() ? name : name + ":" + grid.sheet();
            try {
                Header.Found found = Header.find(grid.rows(), rules);
                parts.add(new Part(grid, found.header(), found.above(), found.below()));
                problems.addAll(
                        found.header().problems(place + ":" + found.header().row()));
            } catch (BadFile bad) {
                grid.close();
                problems.add(bad.at(place));
            }
        }
        return problems;
    }

    /** What it is, is told by how it begins and not by its name. */
    private List<Grid> grids(Path path, ExcelScan.Bounds bounds) throws IOException {
        byte[] first;
        try (InputStream in = Files.newInputStream(path)) {
            first = in.readNBytes(MAGIC);
        }
        if (first.length == 0) {
            throw BadFile.damaged("it is empty", "send it again");
        }
        if (first.length == MAGIC && ReadableWorkbook.isOLE2Header(first)) {
            throw BadFile.damaged(
                    "it is a workbook of the old kind, or one with a password", "save it as .xlsx without a password");
        }
        if (first.length >= 2 && first[0] == 'P' && first[1] == 'K') {
            workbook = ExcelFile.open(path, bounds);
            return workbook.grids(rules);
        }
        return List.of(CsvGrid.open(path, rules));
    }

    List<Part> parts() {
        return parts;
    }

    /** Columns that nobody declared: they do not travel. */
    List<Finding> warnings() {
        List<Finding> warnings = new ArrayList<>();
        for (Part part : parts) {
            for (int index : part.header().unknown()) {
                String title = part.header().title(index);
                warnings.add(new Finding(
                        "P687",
                        null,
                        null,
                        title,
                        part.grid().place(name, part.header().row(), index, title),
                        "column '" + title + "' is not declared: it is not taken",
                        true));
            }
        }
        return warnings;
    }

    /** Once. @throws Problems P681, P683 for a file that is damaged or cut further down */
    Iterator<RowRead> rows() {
        Iterator<Part> remaining = parts.iterator();
        return new Iterator<>() {
            private @Nullable Part part;
            private @Nullable RowReader reader;

            @Override
            public boolean hasNext() {
                return guarded(() -> {
                    while (part == null || !part.below().hasNext()) {
                        if (!remaining.hasNext()) {
                            return false;
                        }
                        part = remaining.next();
                        reader = new RowReader(rules, part.header(), part.grid(), name);
                    }
                    return true;
                });
            }

            @Override
            public RowRead next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return guarded(() -> {
                    RawRow raw = part.below().next();
                    refuseCut(part, raw);
                    return reader.read(raw);
                });
            }
        };
    }

    private <T> T guarded(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadFile bad) {
            throw bad.alone(name);
        }
    }

    /** A file that is still being written, or was cut while it was sent, ends within a row. */
    private static void refuseCut(Part part, RawRow raw) {
        if (part.grid() instanceof CsvGrid csv
                && raw.cells().size() < part.header().width()
                && !part.below().hasNext()
                && !csv.ends()) {
            throw new BadFile(
                    "P683", "it ends within row " + raw.number(), "wait until it is written whole, or send it again");
        }
    }

    @Override
    public void close() {
        parts.forEach(part -> part.grid().close());
        if (workbook != null) {
            workbook.close();
        }
    }
}

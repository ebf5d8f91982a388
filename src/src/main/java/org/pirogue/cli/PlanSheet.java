package org.pirogue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.PlannedSlice;

/** A plan as a table that opens in a spreadsheet: one line for each cell, whole. */
final class PlanSheet implements AutoCloseable {
    private final Path file;
    private final CsvWriter csv;

    /** @throws Refusal P527 where the file cannot be written */
    PlanSheet(Path file) {
        this.file = file;
        try {
            this.csv = CsvWriter.builder().build(file, UTF_8);
        } catch (IOException e) {
            throw refused(e);
        }
        csv.writeRecord(
                "data_set",
                "period",
                "org_unit",
                "org_unit_name",
                "data_element",
                "data_element_name",
                "category_options",
                "attribute_options",
                "change",
                "before",
                "after");
    }

    void add(PlannedSlice slice) {
        for (PlannedSlice.Change change : slice.changes()) {
            csv.writeRecord(
                    slice.dataSet(),
                    slice.period(),
                    slice.orgUnit(),
                    text(slice.orgUnitName()),
                    change.dataElement(),
                    text(change.dataElementName()),
                    change.categoryOptions(),
                    text(slice.attributeOptions()),
                    PlanTotals.kind(change).name().toLowerCase(java.util.Locale.ROOT),
                    text(change.before()),
                    text(change.after()));
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Refusal refused(IOException e) {
        return Refusal.failed("P527", file.toString(), e.getClass().getSimpleName());
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw refused(e);
        }
    }
}

package org.pirogue.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.cli.rest.Conflict;

/** Conflicts as a table that opens in a spreadsheet. */
final class ConflictSheet {
    private ConflictSheet() {}

    static List<String> lines(List<Conflict> conflicts) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(
                "id",
                "flow",
                "state",
                "data_set",
                "org_unit",
                "period",
                "attribute_options",
                "data_element",
                "category_options",
                "base",
                "source",
                "target",
                "stored_by",
                "changed_at",
                "source_stored_by",
                "source_changed_at",
                "kept",
                "settled_by",
                "reason");
        conflicts.forEach(each -> csv.writeRecord(Stream.of(
                        each.id(),
                        each.flow(),
                        each.state(),
                        each.dataSet(),
                        each.orgUnit(),
                        each.period(),
                        each.attributeOptions(),
                        each.dataElement(),
                        each.categoryOptions(),
                        text(each.base()),
                        text(each.ours()),
                        text(each.theirs()),
                        text(each.storedBy()),
                        text(each.theirsAt()),
                        text(each.oursBy()),
                        text(each.oursAt()),
                        text(each.keep()),
                        text(each.settledBy()),
                        text(each.reason()))
                .toList()));
        return text.toString().lines().toList();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}

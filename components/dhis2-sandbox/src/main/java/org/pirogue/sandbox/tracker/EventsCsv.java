package org.pirogue.sandbox.tracker;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.pirogue.sandbox.http.Call;

/** Events as CSV: one line per data value. */
final class EventsCsv {
    private static final List<String> HEADER = List.of(
            ("event,status,program,programStage,enrollment,orgUnit,occurredAt,scheduledAt,geometry,latitude,longitude,"
                            + "followUp,deleted,createdAt,createdAtClient,updatedAt,updatedAtClient,completedBy,"
                            + "completedAt,updatedBy,attributeOptionCombo,attributeCategoryOptions,assignedUser,"
                            + "dataElement,value,storedBy,providedElsewhere,storedByDataValue,updatedAtDataValue,"
                            + "createdAtDataValue")
                    .split(","));

    private EventsCsv() {}

    static void write(Call call, List<Row> rows, TrackerModel model) throws IOException {
        Writer text = new BufferedWriter(
                new OutputStreamWriter(call.stream(200, "application/csv;charset=UTF-8"), StandardCharsets.UTF_8));
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(HEADER);
            for (Row row : rows) {
                if (row instanceof Row.OfEvent event) {
                    write(csv, event, model);
                }
            }
        }
    }

    private static void write(CsvWriter csv, Row.OfEvent row, TrackerModel model) {
        for (Value value : row.event().dataValues()) {
            csv.writeRecord(line(row, value, model));
        }
        if (row.event().dataValues().isEmpty()) {
            csv.writeRecord(line(row, Value.of("", "", row.stamp().createdAt()), model));
        }
    }

    private static List<String> line(Row.OfEvent row, Value value, TrackerModel model) {
        Event event = row.event();
        Stamp stamp = event.stamp();
        boolean completed = event.completedAt() != Stamp.NEVER;
        return List.of(
                event.uid(),
                event.status(),
                row.enrollment().program(),
                event.programStage(),
                row.enrollment().uid(),
                event.orgUnit(),
                time(event.occurredAt()),
                time(event.scheduledAt()),
                "",
                "",
                "",
                String.valueOf(event.followUp()),
                String.valueOf(event.deleted()),
                time(stamp.createdAt()),
                time(stamp.createdAtClient()),
                time(stamp.updatedAt()),
                time(stamp.updatedAtClient()),
                completed ? stamp.updatedBy() : "",
                time(event.completedAt()),
                stamp.updatedBy(),
                model.defaultOptionCombo(),
                model.defaultOption(),
                "",
                value.id(),
                value.value(),
                stamp.createdBy(),
                "false",
                "",
                time(value.updatedAt()),
                time(value.createdAt()));
    }

    private static String time(long time) {
        return time == Stamp.NEVER ? "" : Instant.ofEpochMilli(time).toString();
    }
}

package org.pirogue.sandbox.sample;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.pirogue.sandbox.Sandbox;

/** Puts the figures of a file into a server, in bulk and unjudged: monthly values, typed a month after their month. */
final class FigureLoad {
    private final Sandbox server;
    private final Names names;
    private final String user;

    FigureLoad(Sandbox server, Names names, String user) {
        this.server = server;
        this.names = names;
        this.user = user;
    }

    void load(Path file) {
        Places places = new Places(names, server.metadata().all("categoryOptionCombos"));
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> row.getFieldsAsMap().forEach((column, value) -> {
                if (!value.isBlank() && !column.equals("org_unit") && !column.equals("period")) {
                    put(places.of(new Names.Cell(column, "")), row, value);
                }
            }));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void put(Places.Place place, NamedCsvRecord row, String value) {
        String period = row.getField("period");
        Instant at = YearMonth.of(Integer.parseInt(period.substring(0, 4)), Integer.parseInt(period.substring(4)))
                .plusMonths(2)
                .atDay(3)
                .atTime(9, 0)
                .toInstant(ZoneOffset.UTC);
        server.dataValues()
                .put(
                        place.element(),
                        period,
                        names.unit(row.getField("org_unit")),
                        place.combo(),
                        "",
                        value.strip(),
                        user,
                        at);
    }
}

package org.pirogue.flow.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.pirogue.batch.Column;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Table;
import org.pirogue.files.FilePlace;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.SteadyFile;
import org.pirogue.flow.FlowException;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.table.TableDeliveries.Claim;
import org.pirogue.prepare.file.TableCsv;
import org.pirogue.prepare.file.TableGeoJson;
import org.pirogue.prepare.file.TableWorkbook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Behind {@code table-file-sink}: the whole version of a table as one file. */
public class TableFileSink {
    private static final Logger LOG = LoggerFactory.getLogger(TableFileSink.class);
    private static final String BY_HAND = "P697";

    private final TableDelivery delivery;
    private final FilePlaces places;
    private final RunBook runs;

    public TableFileSink(TableDelivery delivery, FilePlaces places, RunBook runs) {
        this.delivery = delivery;
        this.places = places;
        this.runs = runs;
    }

    /**
     * Writes the files, and settles the version; nothing where it is delivered, or no longer wanted. Where one of several cannot be
     * written, all are written again: the same version is the same bytes.
     *
     * @param files their names, separated by commas; {@code .xlsx} makes a workbook, {@code .geojson} a map, anything else CSV
     * @param geometry column that is on the map only; empty for none
     * @param formulas {@code neutralise} or {@code keep}
     */
    public void write(
            String connection,
            String folder,
            String files,
            String separator,
            boolean mark,
            String formulas,
            String geometry,
            String text,
            Exchange exchange) {
        if (!(delivery.claim(text, exchange) instanceof Claim.Mine mine)) {
            return;
        }
        Look look = new Look(sign(separator), mark, formulas.equals("neutralise"), geometry);
        String now = files;
        try {
            for (String file : names(files)) {
                now = file;
                write(mine, places.of(connection), folder, file, look);
            }
            delivery.settle(mine);
        } catch (Exception refused) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, told(refused, now));
            delivery.failed(mine, exchange);
        }
    }

    /** How files look, beyond their format. */
    private record Look(char separator, boolean mark, boolean neutral, String geometry) {}

    private void write(Claim.Mine mine, FilePlace place, String folder, String file, Look look) throws IOException {
        try (Table table = delivery.table(mine)) {
            SteadyFile.Written written = place.write(folder, file, content(table, file, look));
            Optional.ofNullable(written.kept()).ifPresent(kept -> tell(mine, file, kept));
        }
    }

    private static List<String> names(String files) {
        return Arrays.stream(files.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static SteadyFile.Content content(Table table, String file, Look look) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".geojson")) {
            return to -> new TableGeoJson(look.geometry()).write(table, to);
        }
        Table plain = without(table, look.geometry());
        return name.endsWith(".xlsx")
                ? to -> new TableWorkbook().write(plain, to)
                : to -> new TableCsv(look.separator(), look.mark(), look.neutral()).write(plain, to);
    }

    private static Table without(Table table, String column) {
        List<Column> others = table.columns().stream()
                .filter(each -> !each.name().equals(column))
                .toList();
        return table.changed(others, table.parts(), () -> {});
    }

    private static Exception told(Exception refused, String file) {
        if (refused instanceof TableWorkbook.TooLong) {
            return new FlowException("P694", "'" + file + "' has more rows than a sheet holds: write it as CSV");
        }
        return refused instanceof IOException
                ? new FlowException("P698", "'" + file + "' cannot be written: check free space and permissions")
                : refused;
    }

    private void tell(Claim.Mine mine, String file, String kept) {
        String said =
                "'" + file + "' was changed by somebody else since it was written: that is kept as '" + kept + "'";
        LOG.warn("{} run {}: {}", BY_HAND, mine.version().run(), said);
        runs.notice(mine.version().run(), new Finding(BY_HAND, null, null, null, file, said, true));
    }

    private static char sign(String separator) {
        return separator.equals("tab") ? '\t' : separator.charAt(0);
    }
}

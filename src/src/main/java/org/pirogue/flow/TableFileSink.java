package org.pirogue.flow;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Table;
import org.pirogue.files.FilePlaces;
import org.pirogue.files.SteadyFile;
import org.pirogue.ledger.RunBook;
import org.pirogue.ledger.TableDeliveries.Claim;
import org.pirogue.prepare.file.TableCsv;
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
     * Writes the file, and settles the version; nothing where it is delivered, or no longer wanted.
     *
     * @param file its name; {@code .xlsx} makes a workbook, anything else is CSV
     * @param formulas {@code neutralise} or {@code keep}
     */
    public void write(
            String connection,
            String folder,
            String file,
            String separator,
            boolean mark,
            String formulas,
            String text,
            Exchange exchange) {
        if (!(delivery.claim(text, exchange) instanceof Claim.Mine mine)) {
            return;
        }
        try (Table table = delivery.table(mine)) {
            SteadyFile.Written written =
                    places.of(connection).write(folder, file, content(table, file, separator, mark, formulas));
            Optional.ofNullable(written.kept()).ifPresent(kept -> tell(mine, file, kept));
            delivery.settle(mine);
        } catch (Exception refused) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, told(refused, file));
            delivery.failed(mine, exchange);
        }
    }

    private static SteadyFile.Content content(
            Table table, String file, String separator, boolean mark, String formulas) {
        return file.toLowerCase(Locale.ROOT).endsWith(".xlsx")
                ? to -> new TableWorkbook().write(table, to)
                : to -> new TableCsv(sign(separator), mark, formulas.equals("neutralise")).write(table, to);
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

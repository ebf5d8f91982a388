package org.pirogue.console;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/**
 * Rejects as a table for a data manager: one line a value, in names and in the language that was asked for, written as
 * it is read. No cell can be taken for a formula by a spreadsheet.
 */
final class RejectCsv {
    private static final List<String> COLUMNS = List.of(
            "facility",
            "facilityCode",
            "period",
            "element",
            "elementCode",
            "options",
            "value",
            "why",
            "todo",
            "words",
            "code",
            "state",
            "flow",
            "number");
    private static final String FORMULAS = "=+-@\t\r\n";

    private final Hints hints;
    private final ResourceBundle headings;
    private final Function<String, RejectNames.OfFlow> names;

    RejectCsv(Hints hints, Function<String, RejectNames.OfFlow> names) {
        this.hints = hints;
        this.headings = Hints.bundle("messages.rejects", hints.locale());
        Map<String, RejectNames.OfFlow> known = new HashMap<>();
        this.names = flow -> known.computeIfAbsent(flow, names);
    }

    /** @param separator comma or semicolon, @param mark whether it begins with the mark by which Excel knows UTF-8 */
    void write(Iterator<Reject> rejects, char separator, boolean mark, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (mark) {
            text.write('\uFEFF');
        }
        try {
            CsvWriter csv = CsvWriter.builder()
                    .fieldSeparator(separator)
                    .lineDelimiter(LineDelimiter.CRLF)
                    .build(text);
            csv.writeRecord(COLUMNS.stream().map(headings::getString).toList());
            rejects.forEachRemaining(reject -> csv.writeRecord(row(reject)));
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<String> row(Reject reject) {
        RejectNames.OfFlow called = names.apply(reject.flow());
        Hints.Hint hint = hints.of(reject.code(), RejectNames.subject(reject, called));
        return List.of(
                safe(called.orgUnit(reject.orgUnit())),
                safe(reject.orgUnit()),
                safe(period(reject.period(), hints.locale())),
                safe(hints.called(called.dataElement(reject.dataElement()))),
                safe(reject.dataElement()),
                safe(called.categoryOptions(reject.categoryOptions())),
                safe(reject.value()),
                safe(hint.title()),
                safe(hint.todo()),
                safe(hints.said(reject.text())),
                safe(reject.code()),
                headings.getString("state." + reject.state().name()),
                safe(reject.flow()),
                Long.toString(reject.id()));
    }

    /** {@code January 2026}; periods that are no months stay as DHIS2 writes them. */
    static String period(@Nullable String id, Locale locale) {
        if (id == null) {
            return "";
        }
        return Period.read(id)
                .filter(period -> period.type() == PeriodType.MONTHLY)
                .map(period -> DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(period.firstDay()))
                .orElse(id);
    }

    /** A cell that begins like a formula begins with an apostrophe instead. */
    static String safe(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        return FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}

package org.pirogue.prepare.table;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.CaseRecord;
import org.pirogue.batch.Column;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.prepare.Sheet;

/**
 * {@code columns.csv}: what stands in the columns of a list of cases. A row is one enrollment, or one event of a stage.
 *
 * <pre>{@code name,from,type,personal,description
 * case,enrollment,text,yes,
 * health_area,orgUnit,text,no,where the case was seen
 * sex,A{SEX},text,yes,
 * result,#{LAB.RESULT},text,no,of the newest test}</pre>
 */
public final class CaseColumns {
    private static final Set<String> REQUIRED = Sheet.columns("name", "from");
    private static final Set<String> OPTIONAL = Sheet.columns("type", "personal", "show", "description");
    private static final int ISO_DATE = 10;
    /** Longer numbers are none, and cost much to look at. */
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private final List<CaseColumn> columns;

    private CaseColumns(List<CaseColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * @throws org.pirogue.prepare.Problems P210 to P213 for a table that is none, P616 for a row that means nothing; all at
     *     once
     */
    public static CaseColumns read(Path file) {
        Sheet sheet = Sheet.read(file, REQUIRED, OPTIONAL);
        List<CaseColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Sheet.Row row : sheet.rows()) {
            CaseColumn column = column(sheet, row);
            if (column != null && !names.add(column.column().name())) {
                sheet.problem("P616", row.at(), column.column().name(), "this name is taken", "name it otherwise");
            } else if (column != null) {
                columns.add(column);
            }
        }
        sheet.refuseProblems();
        return new CaseColumns(columns);
    }

    private static @Nullable CaseColumn column(Sheet sheet, Sheet.Row row) {
        String name = row.code("name");
        String from = row.code("from");
        String type = row.text("type").toUpperCase(Locale.ROOT);
        String personal = row.text("personal").toLowerCase(Locale.ROOT);
        if (name.isEmpty() || from.isEmpty()) {
            return null;
        }
        if (!type.isEmpty() && !isOneOf(type)) {
            sheet.problem("P616", row.at(), type, "this is no type", "write text, integer, number, date or boolean");
            return null;
        }
        String show = row.text("show").toLowerCase(Locale.ROOT);
        if (!Set.of("", "code", "name").contains(show)) {
            sheet.problem(
                    "P616", row.at(), show, "this says nothing", "write code or name, which an option is shown by");
            return null;
        }
        if (!Set.of("", "yes", "no").contains(personal)) {
            sheet.problem("P616", row.at(), personal, "this says nothing", "write yes or no");
            return null;
        }
        var found = CaseColumn.from(from);
        if (found.isEmpty()) {
            sheet.problem(
                    "P616",
                    row.at(),
                    from,
                    "this is neither a field of a case nor an attribute or a data element",
                    "write A{ATTRIBUTE}, #{STAGE.ELEMENT}, trackedEntity, enrollment, event, orgUnit, enrolledAt, incidentAt,"
                            + " occurredAt or status");
            return null;
        }
        // Whoever says nothing is taken to mean that it is.
        boolean isPersonal = !personal.equals("no");
        Column.Type of = type.isEmpty() ? Column.Type.TEXT : Column.Type.valueOf(type);
        return new CaseColumn(
                new Column(name, of, isPersonal, row.text("description")),
                found.get(),
                CaseColumn.codes(from),
                show.equals("name"));
    }

    private static boolean isOneOf(String type) {
        for (Column.Type known : Column.Type.values()) {
            if (known.name().equals(type)) {
                return true;
            }
        }
        return false;
    }

    public List<Column> columns() {
        return columns.stream().map(CaseColumn::column).toList();
    }

    /** Codes of all stages, elements and attributes that are named. */
    public Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        columns.forEach(column -> codes.addAll(column.codes()));
        return codes;
    }

    /** Codes of the elements and attributes whose options are shown by name. */
    public Set<String> named() {
        Set<String> named = new TreeSet<>();
        columns.stream().filter(CaseColumn::names).forEach(column -> named.add(last(column)));
        return named;
    }

    private static String last(CaseColumn column) {
        List<String> codes = column.codes();
        return codes.isEmpty() ? "" : codes.get(codes.size() - 1);
    }

    /**
     * The rows of some records: deleted ones give none and count as ignored.
     *
     * @param stage whose events are the rows; null for a row each enrollment
     * @param options name by code of each option, by element or attribute
     */
    public Table.Part rows(List<CaseRecord> records, @Nullable String stage, Map<String, Map<String, String>> options) {
        List<Row> rows = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        long ignored = 0;
        for (CaseRecord record : records) {
            if (stage == null) {
                if (record.deleted()) {
                    ignored++;
                } else {
                    rows.add(row(record, null, options, findings));
                }
                continue;
            }
            for (CaseRecord.Event event : record.events()) {
                if (record.deleted() || event.deleted() || !event.programStage().equals(stage)) {
                    ignored++;
                } else {
                    rows.add(row(record, event, options, findings));
                }
            }
        }
        return new Table.Part(rows, new Tally(rows.size(), ignored, 0, 0, 0, 0), findings);
    }

    private Row row(
            CaseRecord record,
            CaseRecord.@Nullable Event event,
            Map<String, Map<String, String>> options,
            List<Finding> findings) {
        String place = event == null ? "enrollment " + record.enrollment() : "event " + event.event();
        Map<String, String> values = new LinkedHashMap<>();
        for (CaseColumn each : columns) {
            String value = each.from().of(record, event);
            if (value != null && !value.isBlank()) {
                String shown = each.names()
                        ? options.getOrDefault(last(each), Map.of()).getOrDefault(value, value)
                        : value;
                String typed = typed(each.column().type(), shown.strip());
                if (typed == null) {
                    findings.add(notOfItsType(each.column(), value, place));
                } else {
                    values.put(each.column().name(), typed);
                }
            }
        }
        return new Row(place, values);
    }

    private static Finding notOfItsType(Column column, String value, String place) {
        return new Finding(
                "P618",
                null,
                null,
                column.personal() ? null : value,
                place,
                "the value of column '" + column.name() + "' is no "
                        + column.type().name().toLowerCase(Locale.ROOT) + ": the row goes without it");
    }

    private static @Nullable String typed(Column.Type type, String value) {
        try {
            return switch (type) {
                case TEXT -> value;
                case INTEGER -> decimal(value).toBigIntegerExact().toString();
                case NUMBER -> decimal(value).stripTrailingZeros().toPlainString();
                case DATE ->
                    LocalDate.parse(value.substring(0, Math.min(ISO_DATE, value.length())))
                            .toString();
                case BOOLEAN -> value.equals("true") || value.equals("false") ? value : null;
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeException notOfIt) {
            return null;
        }
    }

    private static BigDecimal decimal(String value) {
        if (!DECIMAL.matcher(value).matches()) {
            throw new NumberFormatException();
        }
        return new BigDecimal(value);
    }
}

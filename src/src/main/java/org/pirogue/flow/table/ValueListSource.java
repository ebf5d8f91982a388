package org.pirogue.flow.table;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.pirogue.batch.Column;
import org.pirogue.batch.Table;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.flow.DataSetMetadata;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.SourceAccess;
import org.pirogue.ledger.run.Run;
import org.pirogue.prepare.judge.Grouping;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;
import org.pirogue.prepare.rows.CellColumns;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.workspace.Connections;

/**
 * Behind {@code dhis2-value-list-source}: the values of some data sets as a table, several elements of one report side by side, and
 * several periods at once. They are read period by period, while they arrive, and brought together on disk.
 */
public class ValueListSource {
    private final WholeTable whole;
    private final Flows flows;
    private final MetadataReader reader;
    private final SourceAccess access;
    private final Connections connections;
    private final Scratch.Place scratch;
    private final Clock clock;

    public ValueListSource(
            WholeTable whole,
            Flows flows,
            MetadataReader reader,
            SourceAccess access,
            Connections connections,
            Scratch.Place scratch,
            Clock clock) {
        this.whole = whole;
        this.flows = flows;
        this.reader = reader;
        this.access = access;
        this.connections = connections;
        this.scratch = scratch;
        this.clock = clock;
    }

    /**
     * @param dataSets codes, separated by commas, all of one period type
     * @param cells name of the file beside the flow that says in which column a value stands
     * @param periods how many are read, back from the last one of the closing period
     * @param closing type of the period that the table is made for: the last one that has ended, or the one that was asked for;
     *     empty for the data sets' own
     * @throws FlowException P814 where the data sets have no period type in common, P815 for a run of several periods
     */
    public Iterator<Table> tables(
            String flow,
            String connection,
            String dataSets,
            String cells,
            int periods,
            String closing,
            Exchange exchange) {
        return whole.ofRun(flow, exchange, run -> {
            access.check(run, connection);
            CellColumns columns = TableRules.cells(flows.of(run.envelope(1)), cells);
            List<DataSetMetadata> known = Arrays.stream(dataSets.split(","))
                    .map(String::strip)
                    .filter(code -> !code.isEmpty())
                    .map(code -> reader.dataSet(connection, code))
                    .toList();
            PeriodType type = type(known, dataSets);
            Period last = closing(run, closing.isBlank() ? type : named(closing));
            return table(run, connection, known, columns, new ValueWindow(type, last, periods));
        });
    }

    private static PeriodType type(List<DataSetMetadata> dataSets, String named) {
        List<String> types =
                dataSets.stream().map(DataSetMetadata::periodType).distinct().toList();
        if (types.size() != 1) {
            throw new FlowException(
                    "P814",
                    "data sets " + named + " have the period types " + types + ": name such as have one in common");
        }
        return named(types.get(0));
    }

    private static PeriodType named(String name) {
        return PeriodType.named(name)
                .orElseThrow(() -> new FlowException("P162", "'" + name + "' is no period type of DHIS2"));
    }

    private Period closing(Run run, PeriodType type) {
        if (run.from() == null && run.to() == null) {
            return Period.of(type, LocalDate.now(clock)).previous();
        }
        Optional<Period> asked = Optional.ofNullable(run.from())
                .filter(from -> from.equals(run.to()))
                .flatMap(Period::read)
                .filter(period -> period.type() == type);
        return asked.orElseThrow(() -> new FlowException(
                "P815",
                "the table of '" + run.flow() + "' is made for one " + type.dhis2Name()
                        + " period: name the same one with --from and --to"));
    }

    private Table table(
            Run run, String connection, List<DataSetMetadata> dataSets, CellColumns columns, ValueWindow window) {
        ValueUnits units = ValueUnits.of(
                reader.list(connection, "organisationUnits", ValueUnits.FIELDS, List.of()), dataSets, window);
        List<String> roots = reader.rootUnits(connection);
        Stream<ValueRows.Asked> asked = dataSets.stream().flatMap(dataSet -> window.periods().stream()
                .map(period -> new ValueRows.Asked(dataSet, period, query(dataSet, roots, period))));
        ValueRows rows = new ValueRows(
                asked.iterator(),
                query -> connections.client(connection).exportDataValues(query),
                columns,
                units,
                window);
        List<Column> all = new ArrayList<>(ValueRows.columns());
        columns.keys().stream().map(Column::text).forEach(all::add);
        List<String> by = all.stream().map(Column::name).toList();
        all.addAll(columns.columns());
        Table thin = new Table(run.envelope(1), all, rows, rows::close);
        return Grouping.merging(by, columns.columns().stream().map(Column::name).toList())
                .apply(thin, scratch);
    }

    private static DataValueQuery query(DataSetMetadata dataSet, List<String> roots, Period period) {
        return DataValueQuery.of(dataSet.id())
                .orgUnits(roots)
                .children(true)
                .periods(List.of(period.id()))
                .build();
    }
}

package org.pirogue.flow;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Tally;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValueQuery;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.workspace.Connections;

/** Behind {@code dhis2-data-values-source}: which target slices may have changed, and their source slices, whole. */
public class DataValuesSource {
    private static final String CURSOR = "values";
    /** A multiple of the units that one request names: each chunk is read in whole requests. */
    private static final int MOST_UNITS = 450;

    private final Collect collect;
    private final RunBook runs;
    private final Flows flows;
    private final FlowFiles files;
    private final MetadataCache metadata;
    private final MetadataReader reader;
    private final Connections connections;
    private final Clock clock;
    private final SourceAccess access;
    private final CompleteReports reports;
    private final Relations relations;

    public DataValuesSource(
            Collect collect,
            RunBook runs,
            Flows flows,
            FlowFiles files,
            MetadataCache metadata,
            MetadataReader reader,
            Connections connections,
            Clock clock,
            SourceAccess access,
            CompleteReports reports,
            Relations relations) {
        this.collect = collect;
        this.runs = runs;
        this.flows = flows;
        this.files = files;
        this.metadata = metadata;
        this.reader = reader;
        this.connections = connections;
        this.clock = clock;
        this.access = access;
        this.reports = reports;
        this.relations = relations;
    }

    /** What one run asks of one data set. */
    private record Source(
            Run run,
            String connection,
            DataSetMetadata dataSet,
            Mapping mapping,
            Relation relation,
            LocalDate from,
            LocalDate to,
            Strays strays) {}

    /** Opens the run, plans its closed chunks where it has none yet, and gives them one by one. */
    public Iterator<Chunk> touch(
            String flow,
            String connection,
            String dataSet,
            String startDate,
            int valuesPerChunk,
            String completeness,
            Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        DataSetMetadata known = metadata.fresh(connection, dataSet);
        Source source = source(run, connection, known, LocalDate.parse(startDate));
        if (!run.planned()) {
            plan(source, valuesPerChunk, Completeness.named(completeness, flow));
        }
        return chunks(source);
    }

    private Source source(Run run, String connection, DataSetMetadata known, LocalDate startDate) {
        LocalDate from =
                run.from() == null ? startDate : Period.parse(run.from()).firstDay();
        LocalDate to =
                run.to() == null ? LocalDate.now(clock) : Period.parse(run.to()).lastDay();
        Flow flow = flows.of(run.run(), run.flow());
        Relation relation = relations.fresh(flow, known);
        Strays strays = new Strays(relation, known);
        return new Source(run, connection, known, files.mapping(flow), relation, from, to, strays);
    }

    private void plan(Source source, int valuesPerChunk, Completeness completeness) {
        Run run = source.run();
        access.check(run, source.connection());
        // The server's date is taken before the first read: what changes meanwhile is read again by the next run.
        LocalDate today = reader.serverDate(source.connection());
        // Carried from now on: every period is looked at once.
        String digest = source.relation().digest()
                + files.reshaping(flows.of(run.run(), run.flow()))
                + (completeness.carried() ? "+complete" : "");
        Optional<Cursor> cursor = runs.cursor(run.flow(), CURSOR)
                .filter(found -> found.fieldsDigest().equals(digest));
        boolean window = run.from() != null || run.to() != null;
        boolean whole = run.full() || window || run.mode() == Envelope.Mode.COMPARE || cursor.isEmpty();
        SortedMap<String, SortedSet<String>> touched = whole ? everything(source) : new TreeMap<>();
        if (!whole && completeness.withValues()) {
            touched.putAll(updated(source, cursor.get().value()));
            ended(source, LocalDate.parse(cursor.get().value()), touched);
        }
        if (!whole && completeness.carried()) {
            completed(source, touched);
        }
        if (completeness.withValues()) {
            countStrays(source, whole);
        }
        Cursor next = window ? null : new Cursor(CURSOR, today.minusDays(1).toString(), digest);
        runs.planChunks(run.run(), scopes(touched, source, valuesPerChunk), next, digest);
    }

    private static SortedMap<String, SortedSet<String>> everything(Source source) {
        SortedMap<String, SortedSet<String>> units = new TreeMap<>();
        for (Period period : source.relation().targetPeriods(source.from(), source.to())) {
            addAll(source, period, units);
        }
        return units;
    }

    private static void addAll(Source source, Period period, SortedMap<String, SortedSet<String>> units) {
        SortedSet<String> targets = units.computeIfAbsent(period.id(), none -> new TreeSet<>());
        for (String unit : source.dataSet().orgUnits()) {
            targets.addAll(source.strays().targets(unit, period));
        }
    }

    /** What was entered before its period ended is taken afterwards, though nobody touches it any more. */
    private void ended(Source source, LocalDate since, SortedMap<String, SortedSet<String>> touched) {
        source.relation().endedBetween(since, LocalDate.now(clock)).stream()
                .map(source.relation()::targetPeriod)
                .distinct()
                .forEach(period -> addAll(source, period, touched));
    }

    /** The keys of what was updated or deleted, whatever its period: a late correction of an old month travels. */
    private SortedMap<String, SortedSet<String>> updated(Source source, String since) {
        // DHIS2 counts the periods that lie within the dates, whole: the running one would be left out otherwise.
        List<Period> targets = source.relation().targetPeriods(source.from(), source.to());
        if (targets.isEmpty()) {
            return new TreeMap<>();
        }
        Period first = first(source, targets);
        DataValueQuery query = DataValueQuery.of(source.dataSet().id())
                .orgUnits(reader.rootUnits(source.connection()))
                .children(true)
                .between(first.firstDay().toString(), lastDay(source, first))
                .lastUpdated(since)
                .includeDeleted(true)
                .build();
        SortedMap<String, SortedSet<String>> units = new TreeMap<>();
        SortedSet<String> strangers = new TreeSet<>();
        try (DataValues values = connections.client(source.connection()).exportDataValues(query)) {
            while (values.hasNext()) {
                DataValue value = values.next();
                String unit = source.dataSet().orgUnitCode(value.orgUnit());
                if (unit == null) {
                    strangers.add(value.orgUnit());
                    continue;
                }
                Period target = source.relation().targetPeriod(Period.parse(value.period()));
                units.computeIfAbsent(target.id(), none -> new TreeSet<>())
                        .addAll(source.relation().targetUnits(unit, target));
                source.strays().count(unit, target);
            }
        }
        report(source, strangers);
        return units;
    }

    private static Period first(Source source, List<Period> targets) {
        return source.relation().sourcePeriods(targets.get(0)).get(0);
    }

    private static String lastDay(Source source, Period first) {
        return Period.of(first.type(), source.to()).lastDay().toString();
    }

    /** No chunk holds the units that become none of the target's: what they have is counted before, not lost. */
    private void countStrays(Source source, boolean whole) {
        Strays strays = source.strays();
        List<Period> targets = source.relation().targetPeriods(source.from(), source.to());
        if (whole && !targets.isEmpty()) {
            Period first = first(source, targets);
            strays.look(
                    connections.client(source.connection()), first.firstDay().toString(), lastDay(source, first));
        }
        if (!strays.findings().isEmpty()) {
            runs.count(source.run().run(), strays.tally(), strays.findings());
        }
    }

    private void completed(Source source, SortedMap<String, SortedSet<String>> touched) {
        for (Period period : Period.covering(Relations.periodType(source.dataSet()), source.from(), source.to())) {
            Set<String> units = reports.touched(
                    source.run().flow(), source.connection(), source.dataSet(), source.mapping(), period.id());
            if (!units.isEmpty()) {
                touched.computeIfAbsent(period.id(), none -> new TreeSet<>()).addAll(units);
            }
        }
    }

    /** Values of a unit that the data set is no longer assigned to are not carried, and not deleted either: said, not hidden. */
    private void report(Source source, SortedSet<String> strangers) {
        List<Finding> findings = strangers.stream()
                .map(unit -> new Finding(
                        "P319",
                        null,
                        null,
                        null,
                        unit,
                        "values were updated for an org unit that data set "
                                + source.dataSet().code()
                                + " is not assigned to at the source: assign it, or remove its values"))
                .toList();
        if (!findings.isEmpty()) {
            runs.count(source.run().run(), new Tally(0, 0, 0, findings.size(), 0, 0), findings);
        }
    }

    /** A chunk of a quarter holds thirteen weeks of each unit. */
    private static List<Scope> scopes(SortedMap<String, SortedSet<String>> units, Source source, int valuesPerChunk) {
        int periods = units.keySet().stream()
                .mapToInt(
                        id -> source.relation().sourcePeriods(Period.parse(id)).size())
                .max()
                .orElse(1);
        int perUnit = Math.max(1, source.dataSet().cells()) * Math.max(1, periods);
        return scopes(units, Math.max(1, Math.min(MOST_UNITS, valuesPerChunk / perUnit)));
    }

    static List<Scope> scopes(SortedMap<String, SortedSet<String>> units, int most) {
        List<Scope> scopes = new ArrayList<>();
        // By date: as texts, 2026W10 would come before 2026W9.
        List<String> periods = units.keySet().stream()
                .sorted(Comparator.comparing(id -> Period.parse(id).firstDay()))
                .toList();
        periods.forEach(period -> {
            List<String> ordered = List.copyOf(units.get(period));
            for (int at = 0; at < ordered.size(); at += most) {
                scopes.add(new Scope(period, new TreeSet<>(ordered.subList(at, Math.min(at + most, ordered.size())))));
            }
        });
        return scopes;
    }

    private Iterator<Chunk> chunks(Source source) {
        Iterator<org.pirogue.ledger.run.Chunk> pending = collect.pending(source.run());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pending.hasNext();
            }

            @Override
            public Chunk next() {
                org.pirogue.ledger.run.Chunk chunk = pending.next();
                return new Chunk(source.run().envelope(chunk.number()), confirmed(source, chunk.scope()));
            }
        };
    }

    /** An unknown unit answers with nothing: a slice is decided only where each of its source units is known. */
    private static Scope confirmed(Source source, Scope scope) {
        for (String target : scope.orgUnits()) {
            for (String unit : source.relation().sourceUnits(target, Period.parse(scope.period()))) {
                if (source.dataSet().orgUnitId(unit) == null) {
                    throw new FlowException(
                            "P310",
                            "org unit '" + unit + "' left data set "
                                    + source.dataSet().code()
                                    + " while it was read: nothing is taken for empty, the next run plans without it");
                }
            }
        }
        return scope;
    }

    /** What to ask the server for one chunk; null where no value travels. */
    public @Nullable DataValueQuery query(@Variable("chunk") Chunk chunk) {
        Flow flow = flows.of(chunk.envelope());
        if (!Completeness.of(flow).withValues()) {
            return null;
        }
        DataSetMetadata dataSet = dataSet(flow);
        return DataValueQuery.of(dataSet.id())
                .orgUnits(units(flow, chunk, dataSet))
                .periods(relations
                        .of(flow, dataSet)
                        .sourcePeriods(Period.parse(chunk.scope().period()))
                        .stream()
                        .map(Period::id)
                        .toList())
                .includeDeleted(files.asksForLatest(flow))
                .build();
    }

    private List<String> units(Flow flow, Chunk chunk, DataSetMetadata dataSet) {
        Relation relation = relations.of(flow, dataSet);
        Period period = Period.parse(chunk.scope().period());
        return chunk.scope().orgUnits().stream()
                .flatMap(target -> relation.sourceUnits(target, period).stream())
                .map(source -> String.valueOf(dataSet.orgUnitId(source)))
                .distinct()
                .toList();
    }

    /** The chunk's values as slices, in the source's codes, and which of them are complete reports. */
    public SliceBatch slices(@Nullable Iterator<DataValue> values, @Variable("chunk") Chunk chunk) {
        Flow flow = flows.of(chunk.envelope());
        DataSetMetadata dataSet = dataSet(flow);
        SliceBatch batch = new SliceReader(dataSet, files.asksForLatest(flow))
                .read(chunk, values == null ? Collections.emptyIterator() : values);
        return Completeness.of(flow).carried()
                ? reports.added(batch, flow.source().parameter("connection"), dataSet, units(flow, chunk, dataSet))
                : batch;
    }

    private DataSetMetadata dataSet(Flow flow) {
        return metadata.dataSet(
                flow.source().parameter("connection"), flow.source().parameter("dataSet"));
    }
}

package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import org.pirogue.batch.Cell;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.camel.dhis2.bulk.AnalyticsQuery;
import org.pirogue.camel.dhis2.bulk.DataValue;
import org.pirogue.camel.dhis2.bulk.DataValues;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.KnownSlice;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.period.Period;
import org.pirogue.workspace.Connections;

/**
 * Behind {@code dhis2-analytics-source} and {@code dhis2-data-exchange-source}: what a server has calculated. Analytics does not tell what changed, so a run reads the
 * periods of its window, whole; and it does not tell why a number is not there, so none is taken for gone before the item and the
 * period were seen to give numbers at all.
 */
public class AnalyticsSource {
    private static final int MOST_UNITS = 150;

    private final Collect collect;
    private final RunBook runs;
    private final SliceBook ledger;
    private final Flows flows;
    private final FlowFiles files;
    private final AnalyticsReader reader;
    private final DataExchangeReader exchanges;
    private final Connections connections;
    private final SourceAccess access;
    private final Relations relations;
    private final Clock clock;

    public AnalyticsSource(
            Collect collect,
            RunBook runs,
            SliceBook ledger,
            Flows flows,
            FlowFiles files,
            AnalyticsReader reader,
            DataExchangeReader exchanges,
            Connections connections,
            SourceAccess access,
            Relations relations,
            Clock clock) {
        this.collect = collect;
        this.runs = runs;
        this.ledger = ledger;
        this.flows = flows;
        this.files = files;
        this.reader = reader;
        this.exchanges = exchanges;
        this.connections = connections;
        this.access = access;
        this.relations = relations;
        this.clock = clock;
    }

    /** What one run asks. */
    private record Source(
            Run run,
            AnalyticsScope scope,
            Relation relation,
            List<Period> targets,
            AnalyticsEvidence evidence,
            int valuesPerChunk,
            boolean stale) {}

    /** Opens the run, plans its closed chunks where it has none yet, and gives them one by one. */
    public Iterator<AnalyticsChunk> touch(
            String flow,
            String connection,
            String periodType,
            String orgUnits,
            int periods,
            int valuesPerChunk,
            int maxAgeHours,
            Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        access.check(run, connection);
        Flow known = flows.of(run.run(), run.flow());
        AnalyticsTerms terms =
                new AnalyticsTerms(connection, periodType, orgUnits, periods, valuesPerChunk, maxAgeHours);
        AnalyticsScope scope = reader.scope(terms, files.mapping(known));
        Relation relation = relations.fresh(known, terms.type(), unit -> scope.unitId(unit) != null);
        LocalDate today = LocalDate.now(clock);
        List<Period> targets = relation.targetPeriods(terms.from(run, today), terms.to(run, today));
        AnalyticsRequest all = new AnalyticsRequest(
                "",
                List.copyOf(scope.items().keySet()),
                scope.unitCodes().keySet(),
                sources(relation, targets),
                List.of());
        return begun(run, connection, scope.asking(List.of(all)), relation, targets, valuesPerChunk, maxAgeHours);
    }

    private static List<String> sources(Relation relation, List<Period> targets) {
        return targets.stream()
                .flatMap(target -> relation.sourcePeriods(target).stream())
                .map(Period::id)
                .distinct()
                .toList();
    }

    /** As {@link #touch}, of what a server's own Aggregate Data Exchange is configured to send. */
    public Iterator<AnalyticsChunk> touchExchange(
            String flow,
            String connection,
            String dataExchange,
            String request,
            int valuesPerChunk,
            int maxAgeHours,
            Exchange exchange) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty()) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        access.check(run, connection);
        Flow known = flows.of(run.run(), run.flow());
        AnalyticsScope scope =
                exchanges.scope(new DataExchangeTerms(connection, dataExchange, request), files.mapping(known), run);
        Relation relation = relations.fresh(known, DataExchangeReader.type(scope), unit -> scope.unitId(unit) != null);
        List<Period> targets = scope.requests().stream()
                .flatMap(each -> each.periods().stream())
                .distinct()
                .map(Period::parse)
                .sorted()
                .toList();
        return begun(run, connection, scope, relation, targets, valuesPerChunk, maxAgeHours);
    }

    private Iterator<AnalyticsChunk> begun(
            Run run,
            String connection,
            AnalyticsScope scope,
            Relation relation,
            List<Period> targets,
            int valuesPerChunk,
            int maxAgeHours) {
        boolean stale = reader.age(connection)
                .map(age -> maxAgeHours > 0 && age.compareTo(Duration.ofHours(maxAgeHours)) > 0)
                .orElse(false);
        AnalyticsEvidence evidence = AnalyticsEvidence.of(connections.client(connection), scope);
        Source source = new Source(run, scope, relation, targets, evidence, valuesPerChunk, stale);
        if (!run.planned()) {
            String digest = relation.digest() + files.reshaping(flows.of(run.run(), run.flow())) + scope.digest();
            runs.planChunks(run.run(), scopes(source), null, digest);
        }
        return chunks(source);
    }

    private static List<Scope> scopes(Source source) {
        SortedMap<String, SortedSet<String>> units = new TreeMap<>();
        for (Period target : source.targets()) {
            SortedSet<String> targets = units.computeIfAbsent(target.id(), none -> new TreeSet<>());
            units(source, target)
                    .forEach(unit -> targets.addAll(source.relation().targetUnits(unit, target)));
        }
        int periods = source.targets().stream()
                .mapToInt(target -> source.relation().sourcePeriods(target).size())
                .max()
                .orElse(1);
        int perUnit = source.scope().items().size() * Math.max(1, periods);
        int most = Math.max(1, Math.min(MOST_UNITS, source.valuesPerChunk() / perUnit));
        return DataValuesSource.scopes(units, most);
    }

    /** The source units of which something is asked in all that feeds a target period. */
    private static Set<String> units(Source source, Period target) {
        List<String> periods =
                source.relation().sourcePeriods(target).stream().map(Period::id).toList();
        Set<String> units = new TreeSet<>();
        source.scope().requests().stream()
                .filter(request -> request.periods().containsAll(periods))
                .flatMap(request -> request.units().stream())
                .forEach(unit ->
                        units.add(String.valueOf(source.scope().unitCodes().get(unit))));
        return units;
    }

    private Iterator<AnalyticsChunk> chunks(Source source) {
        Iterator<org.pirogue.ledger.run.Chunk> pending = collect.pending(source.run());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return pending.hasNext();
            }

            @Override
            public AnalyticsChunk next() {
                return chunk(source, pending.next());
            }
        };
    }

    private static AnalyticsChunk chunk(Source source, org.pirogue.ledger.run.Chunk due) {
        Scope scope = due.scope();
        Period target = Period.parse(scope.period());
        Set<String> units = new TreeSet<>();
        for (String unit : scope.orgUnits()) {
            source.relation().sourceUnits(unit, target).forEach(each -> units.add(known(source.scope(), each)));
        }
        List<Period> targets = source.targets();
        boolean newest = !targets.isEmpty() && targets.get(targets.size() - 1).equals(target);
        return new AnalyticsChunk(
                new Chunk(source.run().envelope(due.number()), scope),
                source.scope(),
                source.evidence(),
                List.copyOf(units),
                source.relation().sourcePeriods(target),
                newest,
                source.stale());
    }

    /** Of a unit that is gone nothing is asked, and nothing is taken for empty. */
    static String known(AnalyticsScope scope, String unit) {
        String id = scope.unitId(unit);
        if (id == null) {
            throw new FlowException(
                    "P310",
                    "org unit '" + unit + "' is none of those that this flow reads, or left them while it read:"
                            + " nothing is taken for empty. Correct orgUnits or the table of units");
        }
        return id;
    }

    /** What to ask the server for one chunk first. */
    public AnalyticsQuery query(@Variable("chunk") AnalyticsChunk chunk) {
        return chunk.queries().get(0);
    }

    /** The chunk's numbers as slices, in the source's codes; what is left to ask for is asked here. */
    public SliceBatch slices(Iterator<DataValue> values, @Variable("chunk") AnalyticsChunk chunk) {
        AnalyticsSlices slices = new AnalyticsSlices(chunk);
        slices.add(values);
        chunk.queries().stream().skip(1).forEach(query -> ask(chunk, query, slices));
        for (String item : losing(chunk, slices.empty())) {
            if (!chunk.evidence().decides(item, chunk.periodIds())) {
                throw new FlowException(
                        "P564",
                        "'" + chunk.scope().items().get(item) + "' gave values in "
                                + chunk.chunk().scope().period()
                                + " before, and now the source gives none of it, or nothing of the period at all: nothing is"
                                + " taken for empty. Look at it in DHIS2; if it is meant to be empty, take it out of the"
                                + " mapping");
            }
            chunk.queries(item).forEach(query -> ask(chunk, query, slices));
        }
        return slices.batch();
    }

    private void ask(AnalyticsChunk chunk, AnalyticsQuery query, AnalyticsSlices slices) {
        Flow flow = flows.of(chunk.chunk().envelope());
        try (DataValues values =
                connections.client(flow.source().parameter("connection")).exportAnalytics(query)) {
            slices.add(values);
        } catch (Dhis2Exception refused) {
            String first = query.items().get(0);
            throw AnalyticsEvidence.cannot(
                    refused, String.valueOf(chunk.scope().items().get(first)));
        }
    }

    /** Of these items, those without which something that this flow has put at the target would be taken away, or shrink. */
    private List<String> losing(AnalyticsChunk chunk, Collection<String> empty) {
        if (empty.isEmpty()) {
            return List.of();
        }
        Flow flow = flows.of(chunk.chunk().envelope());
        Set<Cell> stand = new TreeSet<>();
        for (KnownSlice slice : ledger.known(
                flow.name(), flow.target().parameter("dataSet"), chunk.chunk().scope())) {
            stand.addAll(slice.desired().keySet());
            stand.addAll(slice.acknowledged().keySet());
        }
        // Behind the mapping a number may go into any other.
        boolean reshaped = !files.reshaping(flow).isEmpty();
        Mapping mapping = files.mapping(flow);
        List<String> losing = new ArrayList<>();
        for (String item : empty) {
            Set<Cell> targets = mapping.targetsOf(chunk.scope().items().get(item));
            if (reshaped ? !stand.isEmpty() : targets.stream().anyMatch(stand::contains)) {
                losing.add(item);
            }
        }
        return losing;
    }
}

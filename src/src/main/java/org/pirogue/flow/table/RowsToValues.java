package org.pirogue.flow.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.Table;
import org.pirogue.batch.Tally;
import org.pirogue.flow.AlignTerms;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Collecting;
import org.pirogue.flow.Flow;
import org.pirogue.flow.FlowFiles;
import org.pirogue.flow.Flows;
import org.pirogue.flow.MetadataReader;
import org.pirogue.flow.Relation;
import org.pirogue.flow.Relations;
import org.pirogue.ledger.run.Cursor;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.value.KnownSlice;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.prepare.map.Mapping;
import org.pirogue.prepare.rows.ValueRules;
import org.pirogue.prepare.table.Scratch;
import org.pirogue.workspace.WorkspaceSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@code rows-to-values-action}: reads a table whole, keeps its rows aside, and gives them as closed chunks of slices,
 * those that the table no longer has among them.
 */
public class RowsToValues {
    private static final Logger LOG = LoggerFactory.getLogger(RowsToValues.class);
    private static final String CURSOR = "rows";
    private static final String CHANGED = "P718";

    private final Flows flows;
    private final FlowFiles files;
    private final Relations relations;
    private final MetadataReader reader;
    private final WorkspaceSettings settings;
    private final Collect collect;
    private final Collecting collecting;
    private final RunBook runs;
    private final VersionBook versions;
    private final SliceBook slices;
    private final RowTallies tallies;
    private final RowDigests digests;
    private final Scratch.Place scratch;

    public RowsToValues(
            Flows flows,
            FlowFiles files,
            Relations relations,
            MetadataReader reader,
            WorkspaceSettings settings,
            Collect collect,
            Collecting collecting,
            RunBook runs,
            VersionBook versions,
            SliceBook slices,
            RowTallies tallies,
            RowDigests digests,
            Scratch.Place scratch) {
        this.flows = flows;
        this.files = files;
        this.relations = relations;
        this.reader = reader;
        this.settings = settings;
        this.collect = collect;
        this.collecting = collecting;
        this.runs = runs;
        this.versions = versions;
        this.slices = slices;
        this.tallies = tallies;
        this.digests = digests;
        this.scratch = scratch;
    }

    /**
     * Reads the table, and plans its chunks. Parameters: as {@link RowTerms}.
     *
     * @return the chunks that are due, each made when it is asked for
     * @throws org.pirogue.prepare.Problems P711 where the table has not what the rules need
     */
    public Iterator<SliceBatch> values(
            String rules,
            String orgUnit,
            String orgUnitBy,
            String attribute,
            String orgUnitWithin,
            String period,
            String periodType,
            String otherPeriods,
            @Body Table table) {
        RowTerms terms =
                RowTerms.of(rules, orgUnit, orgUnitBy, attribute, orgUnitWithin, period, periodType, otherPeriods);
        try (table) {
            Run run = runs.find(table.envelope().run()).orElseThrow();
            Flow flow = flows.of(table.envelope());
            ValueRules known = files.valueRules(flow, rules);
            known.check(table.columns(), terms.columns());
            return read(new Reading(run, flow, terms, known, scratch.open()), table);
        }
    }

    /** One run's table, where it is read. */
    private record Reading(Run run, Flow flow, RowTerms terms, ValueRules rules, Scratch scratch) {}

    private Iterator<SliceBatch> read(Reading reading, Table table) {
        // A chunk that fails leaves the rest unread: then this ends with the run's collecting.
        collecting.whenOver(reading.run().flow(), () -> {
            tallies.forget(reading.run().run());
            reading.scratch().close();
        });
        try {
            return chunks(reading, table);
        } catch (RuntimeException failed) {
            reading.scratch().close();
            throw failed;
        }
    }

    private Iterator<SliceBatch> chunks(Reading reading, Table table) {
        Run run = reading.run();
        Scratch.Heap heap = reading.scratch().heap();
        RowUnits units = units(reading);
        RowReading rows = new RowReading(
                reading.terms(),
                reading.rules(),
                units,
                table.columns(),
                heap,
                (tally, findings) -> count(run, tally, findings));
        RowDigests.Growing digest = digests.of(table.columns());
        for (Iterator<Table.Part> parts = table.parts(); parts.hasNext(); ) {
            Table.Part part = parts.next();
            part.rows().forEach(digest::add);
            rows.take(part);
        }
        rows.end();
        RowTargets targets = targets(reading, units);
        int cells = reading.rules().claim().size();
        RowPlan plan = RowPlan.of(
                rows.windows(),
                targets,
                slices.windows(run.flow()),
                reading.terms().older(),
                cells);
        if (!planned(reading, plan, digest.value())) {
            reading.scratch().close();
            return Collections.emptyIterator();
        }
        RowChunks.Input input = new RowChunks.Input(
                reading.terms(), reading.rules(), units, rows, plan, targets, isMapped(reading.flow()));
        return new RowChunks(run, collect.pending(run), input, sorted(reading, heap, input), ledger(reading));
    }

    /** A run that goes on has counted its rows before. */
    private void count(Run run, Tally tally, List<org.pirogue.batch.Finding> findings) {
        if (run.planned()) {
            runs.alive(run.run());
        } else {
            runs.count(run.run(), tally, findings);
        }
    }

    private RowUnits units(Reading reading) {
        Flow flow = reading.flow();
        RowTerms terms = reading.terms();
        Optional<Flow.Step> align = flow.step(Relations.ALIGN);
        if (align.isPresent()) {
            AlignTerms by = AlignTerms.of(align.get());
            Set<String> decided = files.reviewedUnits(flow, by.review()).sources();
            return new RowUnits.Named(terms, by.attribute(), by.rules()::form, decided);
        }
        String connection = flow.target().parameter("connection");
        boolean known = settings.typeOf(connection) == WorkspaceSettings.Type.DHIS2
                && !mapping(flow).map(Mapping::hasOrgUnits).orElse(false);
        return known
                ? RowUnits.AtTarget.of(terms, reader.orgUnits(connection, terms.attribute()), connection)
                : new RowUnits.AsWritten(terms.orgUnit());
    }

    private Optional<Mapping> mapping(Flow flow) {
        return isMapped(flow) ? Optional.of(files.mapping(flow)) : Optional.empty();
    }

    private static boolean isMapped(Flow flow) {
        return flow.step("map-codes-action").isPresent();
    }

    private RowTargets targets(Reading reading, RowUnits units) {
        Flow flow = reading.flow();
        List<org.pirogue.prepare.align.OrgUnit> named =
                units instanceof RowUnits.Named names ? names.units() : List.of();
        Relation relation = relations.ofTable(flow, reading.terms().periodType(), named);
        Optional<Mapping> mapping = mapping(flow);
        boolean aligned = flow.step(Relations.ALIGN).isPresent();
        boolean moves = aligned
                || files.conversion(flow).isPresent()
                || mapping.map(Mapping::hasOrgUnits).orElse(false);
        Predicate<String> decided = aligned
                ? files.reviewedUnits(flow).decided()::contains
                : unit -> mapping.map(known -> known.knowsOrgUnit(unit)).orElse(true);
        return new RowTargets(relation, decided, moves);
    }

    /**
     * Plans, or finds that this is the table that was planned before.
     *
     * @return false where it is another one: the rest of the run is asked for again
     */
    private boolean planned(Reading reading, RowPlan plan, String content) {
        Run run = reading.run();
        if (!run.planned()) {
            String digest = files.digest(reading.flow(), reading.terms(), reading.rules());
            return runs.planChunks(run.run(), plan.scopes(), new Cursor(CURSOR, content, digest));
        }
        if (run.next() != null && run.next().value().equals(content)) {
            return true;
        }
        Run again = versions.askAgain(
                run,
                null,
                CHANGED,
                "its table was changed while it was interrupted: what it handed over is delivered, the rest is read anew");
        LOG.warn("{} run {} of {} ends, run {} takes its place", CHANGED, run.run(), run.flow(), again.run());
        return false;
    }

    /** Where values move to other units or periods, it is known only now which rows belong together. */
    private static Iterator<Scratch.Entry> sorted(Reading reading, Scratch.Heap heap, RowChunks.Input input) {
        if (input.plan().isInOrder()) {
            return heap.inOrder();
        }
        Scratch.Heap sorted = reading.scratch().heap();
        heap.inOrder()
                .forEachRemaining(entry -> sorted.add("", input.plan().partOf(input.window(entry.row())), entry.row()));
        return sorted.inOrder();
    }

    private RowChunks.Ledger ledger(Reading reading) {
        Run run = reading.run();
        String dataSet = reading.flow().target().parameter("dataSet");
        return new RowChunks.Ledger() {
            @Override
            public List<KnownSlice> known(Scope scope) {
                return slices.known(run.flow(), dataSet, scope);
            }

            @Override
            public void moved(int chunk, Tally tally) {
                tallies.put(run.envelope(chunk), tally);
            }

            @Override
            public void close() {
                reading.scratch().close();
            }
        };
    }
}

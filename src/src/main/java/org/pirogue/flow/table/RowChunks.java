package org.pirogue.flow.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Row;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.run.Chunk;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.KnownSlice;
import org.pirogue.ledger.value.Window;
import org.pirogue.prepare.rows.Report;
import org.pirogue.prepare.rows.ValueRules;
import org.pirogue.prepare.table.Scratch;

/** The chunks of one table, each made when it is asked for: so that one is closed before the next is read. */
final class RowChunks implements Iterator<SliceBatch> {
    private final Run run;
    private final Iterator<Chunk> pending;
    private final Input input;
    private final Ledger ledger;
    private final Iterator<Scratch.Entry> rows;
    private Scratch.@Nullable Entry ahead;

    /** What was read. @param mapped whether a step behind gives the cells other names */
    record Input(
            RowTerms terms,
            ValueRules rules,
            RowUnits units,
            RowReading reading,
            RowPlan plan,
            RowTargets targets,
            boolean mapped) {
        /** The report that a kept row belongs to. */
        long window(Row row) {
            return reading.windows()
                    .of(units.key(row).orElseThrow(), terms.period(row).orElseThrow());
        }
    }

    /** What is known of the flow's target, and where it is told what became of rows. */
    interface Ledger {
        List<KnownSlice> known(Scope scope);

        void moved(int chunk, Tally tally);

        /** The last chunk is made: what was kept aside is of no use any more. */
        void close();
    }

    RowChunks(Run run, Iterator<Chunk> pending, Input input, Iterator<Scratch.Entry> rows, Ledger ledger) {
        this.run = run;
        this.pending = pending;
        this.input = input;
        this.rows = rows;
        this.ledger = ledger;
        ahead = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        boolean more = pending.hasNext();
        if (!more) {
            ledger.close();
        }
        return more;
    }

    @Override
    public SliceBatch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Chunk chunk = pending.next();
        RowPlan.Part part = input.plan().part(chunk.number());
        Map<Long, Report> reports = new LinkedHashMap<>();
        RowWindows windows = input.reading().windows();
        for (long source : part.sources()) {
            Report report = new Report(
                    input.rules(),
                    windows.unit(source),
                    windows.period(source),
                    input.reading().personal());
            reports.put(source, report);
        }
        fill(chunk.number(), reports);
        return batch(chunk, reports);
    }

    private void fill(int number, Map<Long, Report> reports) {
        while (ahead != null) {
            long window = input.window(ahead.row());
            int of = input.plan().partOf(window);
            if (of > number) {
                return;
            }
            if (of == number) {
                reports.get(window).add(ahead.row());
            }
            ahead = rows.hasNext() ? rows.next() : null;
        }
    }

    private SliceBatch batch(Chunk chunk, Map<Long, Report> reports) {
        List<Slice> slices = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Tally moved = Tally.NONE;
        RowWindows windows = input.reading().windows();
        for (Map.Entry<Long, Report> each : reports.entrySet()) {
            Report report = each.getValue();
            if (report.rows() != windows.rows(each.getKey())) {
                // Less than was read would be taken for gone.
                throw new IllegalStateException("rows that were kept aside are not all there");
            }
            slices.addAll(report.slices(windows.isSure(each.getKey())));
            Window target = input.targets().of(windows, each.getKey());
            report.findings().forEach(finding -> findings.add(atTarget(finding, target)));
            moved = moved.plus(report.moved());
        }
        findings.addAll(left(input.plan().part(chunk.number()), slices));
        ledger.moved(chunk.number(), moved);
        long values = slices.stream().mapToLong(slice -> slice.values().size()).sum();
        return new SliceBatch(
                run.envelope(chunk.number()), chunk.scope(), slices, new Tally(values, 0, 0, 0, 0, 0), findings);
    }

    /** Under the names that the ledger knows: what stood there before stays, since nobody knows what should. */
    private Finding atTarget(Finding finding, Window target) {
        SliceKey key = Objects.requireNonNull(finding.key());
        return new Finding(
                finding.code(),
                new SliceKey("", target.orgUnit(), target.period(), key.attributeOptions()),
                input.mapped() ? null : finding.cell(),
                finding.value(),
                finding.place(),
                finding.text());
    }

    /** Of units and periods to which a row may belong that was not understood, nothing is taken away. */
    private List<Finding> left(RowPlan.Part part, List<Slice> slices) {
        Set<String> doubtful = input.targets().doubtful(input.reading().windows(), part);
        if (doubtful.isEmpty()) {
            return List.of();
        }
        Map<SliceKey, Set<Cell>> now = new HashMap<>();
        slices.forEach(slice -> now.put(slice.key(), slice.values().keySet()));
        return ledger.known(part.scope()).stream()
                .filter(known -> doubtful.contains(known.key().orgUnit()) && loses(known, now))
                .map(RowChunks::leftAsItStands)
                .toList();
    }

    private static Finding leftAsItStands(KnownSlice known) {
        SliceKey key = known.key();
        return new Finding(
                "P717",
                key.inDataSet(""),
                null,
                null,
                key.orgUnit() + " " + key.period(),
                "values of " + key.orgUnit() + " in " + key.period() + " are not in the table any more, and some rows"
                        + " could not be understood, which may be theirs: they stay until those rows are corrected");
    }

    /** Where cells or units get other names behind, that cannot be told here: then every slice may. */
    private boolean loses(KnownSlice known, Map<SliceKey, Set<Cell>> now) {
        Set<Cell> cells = now.getOrDefault(known.key().inDataSet(""), Set.of());
        return !known.desired().isEmpty()
                && (input.mapped()
                        || input.targets().moves()
                        || !cells.containsAll(known.desired().keySet()));
    }
}

package org.pirogue.flow;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Edit;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Slice;
import org.pirogue.batch.SliceBatch;
import org.pirogue.flow.table.RowTallies;
import org.pirogue.flow.table.RowTerms;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Shown;
import org.pirogue.ledger.value.SliceBook;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.VersionedSlice;
import org.pirogue.workspace.WorkspaceSettings;

/** Behind {@code changed-slices-action}: hands a closed chunk over to the ledger, and passes on what changed. */
public class ChangedSlices {
    /** Messages of one group go to one consumer, in order: a slice is never overtaken by its older version. */
    static final String GROUP = "JMSXGroupID";

    private final Flows flows;
    private final FlowFiles files;
    private final SliceBook slices;
    private final RunBook runs;
    private final TargetReader target;
    private final TargetComparison comparison;
    private final WorkspaceSettings settings;
    private final RowTallies tallies;

    public ChangedSlices(
            Flows flows,
            FlowFiles files,
            SliceBook slices,
            RunBook runs,
            TargetReader target,
            TargetComparison comparison,
            WorkspaceSettings settings,
            RowTallies tallies) {
        this.flows = flows;
        this.files = files;
        this.slices = slices;
        this.runs = runs;
        this.target = target;
        this.comparison = comparison;
        this.settings = settings;
        this.tallies = tallies;
    }

    /**
     * @param fullRun what a full run does: {@code compare} holds every slice against the target, {@code trust} believes
     *     the ledger
     * @return the messages for the queue; none where nothing changed
     */
    public List<String> handOver(
            String connection,
            String dataSet,
            int valuesPerMessage,
            String fullRun,
            @Body SliceBatch read,
            Exchange exchange) {
        Envelope envelope = read.envelope();
        Flow flow = flows.of(envelope);
        Set<Cell> claim = files.claim(flow);
        SliceBatch batch = Completeness.of(flow) == Completeness.SETTLED
                ? CompleteReports.settled(read, files.mapping(flow))
                : read;
        if (envelope.mode() == Envelope.Mode.COMPARE) {
            comparison.compare(connection, dataSet, batch, claim);
        }
        boolean looks = fullRun.equals("compare") && isFullSync(envelope) && canBeRead(connection);
        List<VersionedSlice> changed = slices.handOver(
                counted(flow, dated(batch)),
                dataSet,
                claim::contains,
                looks ? shown(connection, dataSet, batch, claim) : null);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setHeader(GROUP, envelope.flow() + "/" + batch.scope().period());
        return SliceMessage.split(envelope, dataSet, changed, valuesPerMessage).stream()
                .map(SliceMessage::toJson)
                .toList();
    }

    private SliceBatch counted(Flow flow, SliceBatch batch) {
        return flow.step(RowTerms.KAMELET).isPresent() ? tallies.ofRows(batch) : batch;
    }

    /** When a value was typed is kept only where a policy asks for it. */
    private SliceBatch dated(SliceBatch batch) {
        if (batch.slices().stream().allMatch(slice -> slice.edits().isEmpty())) {
            return batch;
        }
        Predicate<Cell> latest = files.latest(flows.of(batch.envelope()));
        List<Slice> some = batch.slices().stream()
                .map(slice -> {
                    SortedMap<Cell, Edit> edits = new TreeMap<>(slice.edits());
                    edits.keySet().removeIf(latest.negate());
                    return new Slice(slice.key(), slice.values(), edits);
                })
                .toList();
        return new SliceBatch(batch.envelope(), batch.scope(), some, batch.tally(), batch.findings());
    }

    /** A topic is written to only: what stands there is what the ledger knows. */
    private boolean canBeRead(String connection) {
        return settings.typeOf(connection) != WorkspaceSettings.Type.KAFKA;
    }

    private boolean isFullSync(Envelope envelope) {
        return envelope.mode() == Envelope.Mode.SYNC
                && runs.find(envelope.run()).map(Run::full).orElse(false);
    }

    private Shown shown(String connection, String dataSet, SliceBatch batch, Set<Cell> claim) {
        return target.read(
                connection, dataSet, batch.scope().orgUnits(), batch.scope().period(), Completeness.of(claim));
    }
}

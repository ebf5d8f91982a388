package org.pirogue.flow.table;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Table;
import org.pirogue.flow.Collect;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.WithoutErased;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunSources;

/**
 * What every source of tables shares: a run reads its table whole, since only then it is known what is gone. Chunks and
 * cursors are for values and persons; a run that was interrupted before its table was handed over reads it again.
 */
public class WholeTable {
    private final Collect collect;
    private final Flows flows;
    private final WithoutErased without;
    private final RunSources sources;

    public WholeTable(Collect collect, Flows flows, WithoutErased without, RunSources sources) {
        this.collect = collect;
        this.flows = flows;
        this.without = without;
        this.sources = sources;
    }

    /**
     * Opens the run, and gives its table; none where nothing is to be read now, and where the table is handed over already.
     *
     * @throws FlowException P613 for a run of some periods only, P619 for one that compares, unless rows became values
     */
    Iterator<Table> of(String flow, Exchange exchange, Function<Envelope, Table> read) {
        return ofRun(flow, exchange, run -> {
            if (run.from() != null || run.to() != null) {
                throw new FlowException(
                        "P613", "a table is read whole: ask for '" + flow + "' without --from and --to");
            }
            return read.apply(run.envelope(1));
        });
    }

    /** As {@link #of}, for a source that knows what a run of some periods asks for. */
    Iterator<Table> ofRun(String flow, Exchange exchange, Function<Run, Table> read) {
        Optional<Run> opened = collect.open(flow, exchange);
        if (opened.isEmpty() || (opened.get().planned() && !inChunks(opened.get()))) {
            return Collections.emptyIterator();
        }
        Run run = opened.get();
        if (run.mode() == Envelope.Mode.COMPARE && !inChunks(run)) {
            throw new FlowException(
                    "P619",
                    "the target of a table is written to and not compared: './pirogue plan " + flow
                            + "' shows what differs from what was written, './pirogue sync " + flow
                            + " --full' writes all of it again");
        }
        began(run);
        return List.of(without.rowsOf(read.apply(run))).iterator();
    }

    /** Before the first record: what changes at the source while it is read may or may not be in the table. */
    private void began(Run run) {
        String connection =
                flows.of(run.run(), run.flow()).source().parameters().get("connection");
        if (connection != null) {
            sources.note(
                    run.flow(),
                    run.run(),
                    connection,
                    Objects.requireNonNullElse(run.startedAt(), run.requestedAt())
                            .toString());
        }
    }

    /** Rows that become values are handed over in chunks: what is left of them is read again. */
    private boolean inChunks(Run run) {
        return flows.of(run.run(), run.flow()).step(RowTerms.KAMELET).isPresent();
    }
}

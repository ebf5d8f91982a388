package org.pirogue.flow.table;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Table;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.flow.Failure;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.LostLeases;
import org.pirogue.flow.Node;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.table.ScratchTables;
import org.pirogue.ledger.table.TableDeliveries;
import org.pirogue.ledger.table.TableDeliveries.Claim;
import org.pirogue.ledger.table.TableMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all sinks of tables share: a version is claimed, its rows are given to what writes them, and it is settled when that has
 * returned. A failure is thrown on, so that the broker brings the message again.
 */
public class TableDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(TableDelivery.class);
    private static final String BUSY = "P410";

    private final TableDeliveries deliveries;
    private final ScratchTables scratch;
    private final RunBook runs;
    private final DeliverySettings settings;
    private final String owners;
    private final LostLeases lost;

    public TableDelivery(
            TableDeliveries deliveries, ScratchTables scratch, RunBook runs, DeliverySettings settings, Node node) {
        this.deliveries = deliveries;
        this.scratch = scratch;
        this.runs = runs;
        this.settings = settings;
        this.owners = node.name() + "/";
        this.lost = new LostLeases(deliveries::abandon, settings.doubt());
    }

    /** Before the first message: what this Pirogue held when it was killed need not wait for the end of its lease. */
    public void begin() {
        scratch.sweep();
        int held = deliveries.abandon(owners, settings.doubt());
        if (held > 0) {
            LOG.warn("{} tables were being delivered when Pirogue ended: they are written again", held);
        }
    }

    /** @return what is to be written; null where that version is delivered, or no longer wanted */
    public @Nullable Claim claim(@Body String text, Exchange exchange) {
        TableMessage message = TableMessage.fromJson(text);
        String owner = owners + exchange.getExchangeId();
        lost.letGo();
        Claim claim =
                lost.guarded(owner, () -> deliveries.claim(message.flow(), message.version(), owner, settings.lease()));
        if (claim instanceof Claim.Busy) {
            throw new FlowException(
                    BUSY, "the table of " + message.flow() + " is held by another delivery: the message comes again");
        }
        return claim instanceof Claim.Mine ? claim : null;
    }

    /** All rows of the version. */
    public Table table(Claim.Mine mine) {
        return deliveries.table(mine, settings.lease());
    }

    /** The rows of the version that the target does not have as they are. */
    public Table changes(Claim.Mine mine) {
        return deliveries.changes(mine, settings.lease());
    }

    /** Called by the kamelet when the target holds the version. */
    public void settle(@Variable("claim") Claim.Mine mine) {
        if (!deliveries.settle(mine)) {
            LOG.warn(
                    "version {} of {} was settled too late, and is written again if it is still due",
                    mine.version().version(),
                    mine.version().flow());
        }
    }

    /** Called by the kamelet when writing failed: the version is let go, and the message comes again. */
    public void failed(@Variable("claim") Claim.Mine mine, Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        lost.guarded(mine.owner(), () -> {
            deliveries.release(mine, settings.retry());
            return true;
        });
        Failure failure = Failure.of(cause);
        runs.trouble(mine.version().run(), failure.code(), failure.text());
        throw new FlowException(failure.code(), failure.text());
    }
}

package org.pirogue.ledger.table;

import java.util.List;
import org.pirogue.batch.Column;

/**
 * A whole table, as one run made it.
 *
 * @param version 1 for the first of its flow
 * @param key columns whose values together name a row
 * @param changed rows that are new or different at the target
 * @param gone rows that stand at the target and are no more
 */
public record TableVersion(
        String flow,
        String workspace,
        long version,
        long run,
        List<Column> columns,
        List<String> key,
        long rows,
        long changed,
        long gone,
        State state) {
    public enum State {
        /** It takes rows away: until the share of that is known, or for a person. */
        WITHHELD,
        PENDING,
        SETTLED,
        SUPERSEDED,
        REFUSED
    }

    /** The message for the queue. */
    public TableMessage message() {
        return new TableMessage(flow, workspace, run, version);
    }
}

package org.pirogue.ledger.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.conflict.Dispute;

/** What a read of the target says of one cell: base, wanted and actual, held against each other. Pure rules. */
enum Found {
    /** What is wanted stands there: whoever wrote it, nothing is left to do. */
    AS_WANTED,
    /** What this flow left there, or may have: only the source changed since. */
    OURS,
    /** Something else stands where this flow never wrote: a first run, or a lost ledger. */
    BEFORE_US,
    /** Something stands where this flow wants nothing and never wrote. */
    FOREIGN,
    /** Somebody changed what this flow had written, or what it had left standing. */
    EDITED,
    /** Theirs still stands as it was decided, and ours did not change. */
    KEPT;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    static Found of(SliceState state, Cell cell, String actual) {
        String goal = state.goal(cell);
        if (same(actual, goal)) {
            return AS_WANTED;
        }
        List<String> sent = state.attempted.getOrDefault(cell, List.of());
        if (sent.stream().anyMatch(value -> same(actual, value))) {
            return OURS;
        }
        Dispute dispute = state.disputes.get(cell);
        if (dispute != null && dispute.granted() && same(actual, dispute.theirs())) {
            return OURS;
        }
        if (dispute != null && dispute.kept()) {
            boolean asDecided = dispute.ours().equals(goal) && same(actual, dispute.theirs());
            return asDecided ? KEPT : EDITED;
        }
        String base = state.acknowledged.get(cell);
        if (same(actual, base == null ? SliceState.DELETION : base)) {
            return OURS;
        }
        if (base != null) {
            return EDITED;
        }
        return goal.equals(SliceState.DELETION) ? FOREIGN : BEFORE_US;
    }

    /** A server may write a number in its own way: what this flow wrote and reads back is not a change. */
    static boolean same(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        return NUMBER.matcher(one).matches()
                && NUMBER.matcher(other).matches()
                && new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    }
}

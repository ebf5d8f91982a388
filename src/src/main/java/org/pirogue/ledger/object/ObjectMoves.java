package org.pirogue.ledger.object;

import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.value.Moves;
import org.pirogue.ledger.value.SliceState.Standing;
import org.springframework.jdbc.core.JdbcTemplate;

/** How objects change their standing during a transaction: each is one in the counts of the run that owns it. */
final class ObjectMoves {
    private final Moves moves = new Moves();

    /** @param effected whether this flow has changed the target */
    void count(ObjectRow row, @Nullable Standing before, boolean effected) {
        Standing after = row.state.standing();
        if (before != null && before != after) {
            moves.move(row.run, before, after, effected);
        }
        row.recount();
    }

    void reopen(long run) {
        moves.reopen(run);
    }

    void write(JdbcTemplate jdbc) {
        moves.write(jdbc);
    }
}

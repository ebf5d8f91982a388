package org.pirogue.ledger.run;

import org.springframework.jdbc.core.JdbcTemplate;

/** What a flow should have at its target comes and goes in one transaction at a time. */
public final class FlowLock {
    private FlowLock() {}

    /** Until the transaction ends. Taken before any row. */
    public static void take(JdbcTemplate jdbc, String flow) {
        jdbc.query("select pg_advisory_xact_lock(hashtextextended('ledger.slices:' || ?, 0))", row -> {}, flow);
    }
}

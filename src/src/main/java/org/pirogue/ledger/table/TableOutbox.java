package org.pirogue.ledger.table;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.pirogue.ledger.value.Outbox;
import org.springframework.jdbc.core.JdbcTemplate;

/** The versions of tables that are due, as {@link Outbox} has the pending slices: one of a flow at most. */
public final class TableOutbox {
    private final JdbcTemplate jdbc;
    private final VersionTable versions;

    public TableOutbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.versions = new VersionTable(jdbc);
    }

    /** Flows of which a version is due. */
    public List<String> pending() {
        return jdbc.queryForList(
                "select flow from ledger.table_version where state = 'pending' order by flow", String.class);
    }

    /** The one that no delivery holds and that was not sent for this long; marked as sent now. */
    public Optional<TableMessage> due(String flow, Duration notSentFor) {
        int due = jdbc.update("""
                update ledger.table_version set queued_at = ledger.now()
                where flow = ? and state = 'pending'
                  and (queued_at is null or queued_at <= ledger.now() - ? * interval '1 second')
                  and (lease_until is null or lease_until <= ledger.now())""", flow, notSentFor.toMillis() / 1000.0);
        return due == 0
                ? Optional.empty()
                : versions.list("where v.flow = ? and v.state = 'pending'", flow).stream()
                        .map(TableVersion::message)
                        .findFirst();
    }

    /** As {@link #due}, where it was never sent. */
    public Optional<TableMessage> unsent(String flow) {
        return due(flow, Outbox.AGES);
    }
}

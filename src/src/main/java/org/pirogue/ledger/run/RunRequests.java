package org.pirogue.ledger.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that are asked for and do not collect: which one is next, what it waits for, and how one is taken back. A
 * backfill, a run over periods that somebody named, gives way to every other run of its flow.
 */
public final class RunRequests {
    private static final String BACKFILL = "mode = 'SYNC' and (window_from is not null or window_to is not null)";
    private static final String READY = "state = 'requested' and cardinality(waits_for) = 0";
    private static final String WAITING = "state = 'requested' and cardinality(waits_for) > 0";
    private static final String ENDED = "state in ('done', 'partial', 'failed')";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public RunRequests(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A run that was asked for and waits for other flows. @param late whether its time to wait has passed */
    public record Waiting(long run, String flow, List<String> waitsFor, boolean late, boolean skips) {}

    /** The run to begin, locked: the oldest, a backfill last, and none where a new run would come before it. */
    static Optional<Long> next(JdbcTemplate jdbc, String flow, boolean backfillToo) {
        return jdbc
                .queryForList(
                        "select run from ledger.run where flow = ? and " + READY + " and (? or not (" + BACKFILL + "))"
                                + " order by (" + BACKFILL + "), run limit 1 for update",
                        Long.class,
                        flow,
                        backfillToo)
                .stream()
                .findFirst();
    }

    /** What a run without a window reads includes whatever other flows have written until now. */
    static void markFollowed(JdbcTemplate jdbc, long run) {
        jdbc.update(
                "insert into ledger.flow_followed (flow, upstream, version)"
                        + " select r.flow, v.flow, v.version from ledger.run r join ledger.flow_version v on v.flow <> r.flow"
                        + " where r.run = ? and r.mode = 'SYNC' and r.window_from is null and r.window_to is null"
                        + " order by v.flow on conflict (flow, upstream) do update set version = excluded.version",
                run);
    }

    /** Asks for a run that begins when the others have ended, where none of this flow is asked for already. */
    public void await(String flow, String workspace, List<String> waitsFor, Duration atMost, boolean elseSkip) {
        transaction.executeWithoutResult(status -> {
            lock(flow);
            jdbc.update(connection -> {
                var insert = connection.prepareStatement("insert into ledger.run"
                        + " (flow, workspace, mode, state, cause, waits_for, wait_until, wait_else)"
                        + " select ?, ?, 'SYNC', 'requested', 'schedule', ?,"
                        + " ledger.now() + ? * interval '1 second', ? where not exists"
                        + " (select 1 from ledger.run where flow = ? and state = 'requested' and not (" + BACKFILL
                        + "))");
                insert.setString(1, flow);
                insert.setString(2, workspace);
                insert.setArray(3, connection.createArrayOf("text", waitsFor.toArray()));
                insert.setLong(4, atMost.toSeconds());
                insert.setString(5, elseSkip ? "skip" : "run");
                insert.setString(6, flow);
                return insert;
            });
        });
    }

    public List<Waiting> waiting() {
        return jdbc.query(
                "select run, flow, waits_for, wait_until <= ledger.now() as late, wait_else from ledger.run"
                        + " where state = 'requested' and cardinality(waits_for) > 0 order by run",
                (row, i) -> new Waiting(
                        row.getLong("run"),
                        row.getString("flow"),
                        List.of((String[]) row.getArray("waits_for").getArray()),
                        row.getBoolean("late"),
                        "skip".equals(row.getString("wait_else"))));
    }

    /** Lets a waiting run begin. @return false where it does not wait any more */
    public boolean release(long run) {
        return jdbc.update("update ledger.run set waits_for = '{}' where run = ? and " + WAITING, run) > 0;
    }

    /** As {@link #release(long)}, for whatever of the flow waits. */
    public void release(String flow) {
        jdbc.update("update ledger.run set waits_for = '{}' where flow = ? and " + WAITING, flow);
    }

    /** Lets a waiting run begin that waited in vain, and keeps why. */
    public boolean releaseLate(long run, String code, String text) {
        return jdbc.update(
                        "update ledger.run set waits_for = '{}', note_code = ?, note_text = ? where run = ? and "
                                + WAITING,
                        code,
                        text,
                        run)
                > 0;
    }

    /**
     * Whether a flow need not be waited for: none of its runs is under way, and, if asked for, one has ended since the
     * newest run of the flow that follows it began.
     */
    public boolean settled(String upstream, String flow, boolean endedSince) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select not exists (select 1 from ledger.run where flow = ? and mode = 'SYNC' and not (" + ENDED
                        + ") and not (state = 'requested' and " + BACKFILL + "))"
                        + " and (not ? or exists (select 1 from ledger.run where flow = ? and mode = 'SYNC' and "
                        + ENDED
                        + " and ended_at > coalesce((select max(started_at) from ledger.run"
                        + " where flow = ? and mode = 'SYNC'), '-infinity')))",
                Boolean.class,
                upstream,
                endedSince,
                upstream,
                flow));
    }

    /**
     * Asks for a run because another flow has changed something at its target since this one last began, and has been
     * quiet for a while. A run that is asked for already is enough.
     *
     * @return whether one was asked for now
     */
    public boolean afterChange(String flow, String workspace, String upstream, Duration quiet) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            lock(flow);
            return jdbc.update(
                            "insert into ledger.run (flow, workspace, mode, state, cause)"
                                    + " select ?, ?, 'SYNC', 'requested', 'new-version' from ledger.flow_version v"
                                    + " where v.flow = ? and v.changed_at <= ledger.now() - ? * interval '1 second'"
                                    + " and v.version > coalesce((select f.version from ledger.flow_followed f"
                                    + " where f.flow = ? and f.upstream = v.flow), 0)"
                                    + " and not exists (select 1 from ledger.run r where r.flow = ? and " + READY
                                    + " and not (" + BACKFILL + "))",
                            flow,
                            workspace,
                            upstream,
                            quiet.toMillis() / 1000.0,
                            flow,
                            flow)
                    > 0;
        }));
    }

    /**
     * Something has a new version that is no flow's, and can be followed as one is.
     *
     * @param upstream a name that no flow can have
     */
    public void newVersion(String upstream) {
        jdbc.update(
                "insert into ledger.flow_version (flow, version, changed_at) values (?, 1, ledger.now())"
                        + " on conflict (flow) do update set version = flow_version.version + 1, changed_at = excluded.changed_at",
                upstream);
    }

    /** Flows of which a run may begin and none is collecting. */
    public List<String> ready() {
        return jdbc.queryForList(
                "select distinct flow from ledger.run r where " + READY
                        + " and not exists (select 1 from ledger.run c where c.flow = r.flow and c.state = 'collecting')"
                        + " order by flow",
                String.class);
    }

    public boolean ready(String flow) {
        return ready().contains(flow);
    }

    /** A backfill that has chunks left steps back, so that whatever else is due comes first. @return whether it did */
    public boolean giveWay(long run) {
        return jdbc.update(
                        "update ledger.run set state = 'requested', owner = null, seen_at = ledger.now() where run = ?"
                                + " and state = 'collecting' and planned_at is not null and chunks_done < chunks and "
                                + BACKFILL,
                        run)
                > 0;
    }

    /**
     * Takes a run back that was asked for or collects: the rest is not read, and what was handed over is delivered.
     *
     * @return false where it has read everything already, or has ended
     */
    public boolean cancel(long run, String code, String text) {
        return jdbc.update(
                        "update ledger.run set state = 'failed', problem_code = ?, problem_text = ?,"
                                + " ended_at = ledger.now() where run = ? and state in ('requested', 'collecting')",
                        code,
                        text,
                        run)
                > 0;
    }

    /** The oldest period that the run has not handed over yet. */
    public Optional<String> period(long run) {
        return jdbc
                .queryForList(
                        "select period from ledger.chunk where run = ? and state = 'pending' order by chunk limit 1",
                        String.class,
                        run)
                .stream()
                .findFirst();
    }

    /** As the opening of a run does: of two who ask at the same time, the second sees what the first has asked for. */
    private void lock(String flow) {
        jdbc.query("select pg_advisory_xact_lock(hashtextextended('ledger.open:' || ?, 0))", row -> {}, flow);
    }
}

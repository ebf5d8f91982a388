package org.pirogue.ledger.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Finding;
import org.pirogue.batch.Scope;
import org.pirogue.batch.Tally;
import org.pirogue.ledger.reject.RejectTable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The runs of all flows: asked for, collecting, delivering, ended. A flow collects one run at a time. A run that was
 * killed while collecting is continued: with its pending chunks, or, before they were planned, from the start.
 */
public final class RunBook {
    /** Ends what has nothing in flight; ANDed with a condition on the run. */
    public static final String CLOSE = """
            update ledger.run set ended_at = ledger.now(),
                hold_state = case when hold_state = 'held' then 'superseded' else hold_state end,
                problem_code = case when hold_state = 'refused' then 'P443' end,
                problem_text = case when hold_state = 'refused' then
                    'what it would have taken away was refused by ' || decided_by || ': ' || decided_reason end,
                state = case
                when rejected + retract_rejected + conflict + retract_conflict + unmapped + invalid = 0
                    and hold_state is distinct from 'refused'
                    and not exists (select 1 from ledger.reject r where r.run = ledger.run.run and r.kind = 'source')
                    then 'done'
                else 'partial' end
            where state = 'delivering' and in_flight = 0 and retract_in_flight = 0""";
    /** How long a collecting run may be silent before another owner continues it. */
    public static final Duration SILENCE = Duration.ofMinutes(2);

    private static final String SEEN = "update ledger.run set seen_at = ledger.now()";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RejectTable rejects;
    private final ChunkTable chunks;
    private final Holding holding;

    public RunBook(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this(jdbc, transaction, HoldLimits.USUAL);
    }

    public RunBook(JdbcTemplate jdbc, TransactionTemplate transaction, HoldLimits limits) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rejects = new RejectTable(jdbc);
        this.chunks = new ChunkTable(jdbc);
        this.holding = new Holding(jdbc, limits);
    }

    /**
     * Asks for a run; the flow's source takes it with {@link #open}.
     *
     * @param from first target period, null for what changed since the cursor
     * @param full reads everything of the window, not only what changed
     */
    public Run request(
            String flow,
            String workspace,
            Envelope.Mode mode,
            @Nullable String from,
            @Nullable String to,
            boolean full) {
        Long run = jdbc.queryForObject("""
                insert into ledger.run (flow, workspace, mode, state, window_from, window_to, is_full)
                values (?, ?, ?, 'requested', ?, ?, ?) returning run""", Long.class, flow, workspace, mode.name(), from, to, full);
        return get(Objects.requireNonNull(run));
    }

    /** Of a full run that is asked for: what is not the flow's own in its claim is deleted, too, where nothing should stand. */
    public void adoptDeletes(long run) {
        jdbc.update(
                "update ledger.run set adopt_deletes = true where run = ? and state = 'requested' and is_full", run);
    }

    @Nullable
    public Instant startedAt(long run) {
        return get(run).startedAt();
    }

    public boolean adoptsDeletes(long run) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select adopt_deletes from ledger.run where run = ?", Boolean.class, run));
    }

    /**
     * The run to collect now: the one that was interrupted, else the oldest that was asked for, else a new one.
     *
     * @param owner who collects; keeps its name over a restart, so that it may continue at once
     * @return empty while another owner is collecting this flow
     */
    public Optional<Run> open(String flow, String workspace, String owner) {
        return open(flow, workspace, owner, true);
    }

    /** As {@link #open}, but never a new run: for a poll between the scheduled times. */
    public Optional<Run> openRequested(String flow, String workspace, String owner) {
        return open(flow, workspace, owner, false);
    }

    private Optional<Run> open(String flow, String workspace, String owner, boolean create) {
        try {
            return transaction.execute(status -> {
                jdbc.query("select pg_advisory_xact_lock(hashtextextended('ledger.open:' || ?, 0))", row -> {}, flow);
                List<Run> collecting = runs("where flow = ? and state = 'collecting' for update", flow);
                return collecting.isEmpty() ? begin(flow, workspace, owner, create) : resume(collecting.get(0), owner);
            });
        } catch (DuplicateKeyException anotherWasFaster) {
            return Optional.empty();
        }
    }

    private Optional<Run> begin(String flow, String workspace, String owner, boolean create) {
        Optional<Long> requested = RunRequests.next(jdbc, flow, !create);
        if (requested.isEmpty() && !create) {
            return Optional.empty();
        }
        long run = requested.orElseGet(() ->
                request(flow, workspace, Envelope.Mode.SYNC, null, null, false).run());
        jdbc.update(SEEN + """
                        , state = 'collecting', started_at = coalesce(started_at, ledger.now()), owner = ?,
                        cause = case when ? then 'schedule' else cause end where run = ? and state = 'requested'""", owner, requested.isEmpty(), run);
        RunRequests.markFollowed(jdbc, run);
        return find(run);
    }

    private Optional<Run> resume(Run run, String owner) {
        int taken = jdbc.update(
                SEEN + ", owner = ? where run = ? and (owner = ? or seen_at < ledger.now() - ? * interval '1 second')",
                owner,
                run.run(),
                owner,
                SILENCE.toSeconds());
        if (taken == 0) {
            return Optional.empty();
        }
        if (!run.planned()) {
            startOver(run.run());
        }
        return find(run.run());
    }

    /** Records are read and counted again, so what was counted is taken back. */
    private void startOver(long run) {
        jdbc.update("""
                update ledger.run set read = 0, used = 0, ignored = 0, unmapped = 0, invalid = 0, duplicate = 0,
                       suppressed = 0 where run = ?""", run);
        jdbc.update("delete from ledger.reject where run = ? and kind <> 'target'", run);
    }

    /**
     * Plans the closed chunks, all or none.
     *
     * @param next where the cursor goes when the last chunk is handed over: what was known before the first record was
     *     read; null moves none
     * @return whether they were planned now; false where this run has its chunks already, which then stand
     */
    public boolean planChunks(long run, List<Scope> scopes, @Nullable Cursor next) {
        return planChunks(run, scopes, next, next == null ? null : next.fieldsDigest());
    }

    /**
     * As {@link #planChunks(long, List, Cursor)}.
     *
     * @param digest of the mapping or rules that the run uses, also where it moves no cursor; null where it has none
     */
    public boolean planChunks(long run, List<Scope> scopes, @Nullable Cursor next, @Nullable String digest) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int planned = jdbc.update(
                    SEEN + """
                            , planned_at = ledger.now(), chunks = ?, cursor_name = ?, cursor_value = ?, cursor_digest = ?
                            where run = ? and state = 'collecting' and planned_at is null""",
                    scopes.size(),
                    next == null ? null : next.name(),
                    next == null ? null : next.value(),
                    next == null ? null : next.fieldsDigest(),
                    run);
            if (planned == 0) {
                mustCollect(run);
                return false;
            }
            chunks.add(run, scopes);
            holding.planned(run, get(run).flow(), digest);
            return true;
        }));
    }

    /** The chunks that were not handed over yet, in their order, each read when it is asked for. */
    public Iterator<Chunk> pendingChunks(long run) {
        return chunks.pending(run);
    }

    /** Counts records of the source, and keeps what was found, of the phase before the chunks are planned. */
    public void count(long run, Tally tally, List<Finding> findings) {
        transaction.executeWithoutResult(status -> {
            addTally(run, tally);
            rejects.addSource(run, get(run).flow(), findings, finding -> false);
        });
    }

    public void addTally(long run, Tally tally) {
        int counted = jdbc.update(
                """
                update ledger.run set seen_at = ledger.now(), read = read + ?, used = used + ?, ignored = ignored + ?,
                    unmapped = unmapped + ?, invalid = invalid + ?, duplicate = duplicate + ?, suppressed = suppressed + ?
                where run = ? and state = 'collecting'""",
                tally.read(),
                tally.used(),
                tally.ignored(),
                tally.unmapped(),
                tally.invalid(),
                tally.duplicate(),
                tally.suppressed(),
                run);
        if (counted == 0) {
            mustCollect(run);
        }
    }

    /**
     * All is handed over: moves the cursor that was planned, and the run delivers, or has ended where nothing is in
     * flight. A second call changes nothing.
     *
     * @throws IllegalStateException while chunks are pending
     */
    public Run collected(long run) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Looked at under the lock: a second call may have been waiting while the first one ended the collecting.
            FlowLock.take(jdbc, get(run).flow());
            Run now = get(run);
            if (now.state() == Run.State.COLLECTING && now.chunks() == now.chunksDone()) {
                holding.decide(now);
            }
            int moved = jdbc.update("""
                    update ledger.run set state = 'delivering', seen_at = ledger.now()
                    where run = ? and state = 'collecting' and planned_at is not null and chunks = chunks_done""", run);
            if (moved == 0) {
                if (now.state() == Run.State.COLLECTING) {
                    throw new IllegalStateException("run " + run + " has chunks that were not handed over");
                }
                return now;
            }
            if (now.mode() == Envelope.Mode.SYNC) {
                moveCursor(now);
            }
            jdbc.update(CLOSE + " and run = ?", run);
            return get(run);
        }));
    }

    private void moveCursor(Run run) {
        Cursor next = run.next();
        if (next != null) {
            holding.rememberCursor(run.run());
            jdbc.update("""
                    insert into ledger.cursor (flow, name, value, fields_digest) values (?, ?, ?, ?)
                    on conflict (flow, name) do update
                    set value = excluded.value, fields_digest = excluded.fields_digest, updated_at = ledger.now()""", run.flow(), next.name(), next.value(), next.fieldsDigest());
        }
        if (run.full() && run.from() == null && run.to() == null) {
            rejects.resolveSourceBefore(run.run(), run.flow());
        }
    }

    /** Ends a run that could not be collected. Its cursor stays; what it had handed over is still delivered. */
    public Run fail(long run, String code, String text) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Run now = get(run);
            if (now.state() == Run.State.COLLECTING) {
                FlowLock.take(jdbc, now.flow());
                holding.decide(now);
            }
            jdbc.update("""
                    update ledger.run set state = 'failed', problem_code = ?, problem_text = ?, ended_at = ledger.now()
                    where run = ? and state in ('requested', 'collecting', 'delivering')""", code, text, run);
            return get(run);
        }));
    }

    public Holding holding() {
        return holding;
    }

    /** Runs that wait for approval, oldest first. @param flow null for all */
    public List<Run> held(@Nullable String flow) {
        return runs("""
                where hold_state = 'held' and (?::text is null or flow = ?) and exists (
                    select 1 from ledger.slice s where s.run = ledger.run.run and s.withheld is not null
                    union all
                    select 1 from ledger.object o where o.run = ledger.run.run and o.withheld is not null)
                order by run""", flow, flow);
    }

    /** What was noticed when the run was delivered, and refuses nothing: it stands among its findings. */
    public void notice(long run, Finding finding) {
        transaction.executeWithoutResult(
                status -> rejects.addSource(run, get(run).flow(), List.of(finding), any -> false));
    }

    /** Says why a run's values are still in flight, or why it waits. It goes on: what is due stays due. */
    public void trouble(long run, String code, String text) {
        jdbc.update(
                "update ledger.run set problem_code = ?, problem_text = ? where run = ?"
                        + " and state in ('collecting', 'delivering')",
                code,
                text,
                run);
    }

    /** Tells that the collecting run is alive, where nothing else was written for a while. */
    public void alive(long run) {
        jdbc.update(SEEN + " where run = ? and state = 'collecting'", run);
    }

    /** Ends every run that has nothing in flight any more; returns those. Delivery does this by itself as well. */
    public List<Run> closeFinished() {
        List<Long> ended = jdbc.queryForList(CLOSE + " returning run", Long.class);
        return ended.stream().map(this::get).toList();
    }

    public Optional<Cursor> cursor(String flow, String name) {
        return jdbc
                .query(
                        "select name, value, fields_digest from ledger.cursor where flow = ? and name = ?",
                        (row, i) -> new Cursor(row.getString(1), row.getString(2), row.getString(3)),
                        flow,
                        name)
                .stream()
                .findFirst();
    }

    public Optional<Run> find(long run) {
        return runs("where run = ?", run).stream().findFirst();
    }

    /** The newest run of the flow that was not only asked for. */
    public Optional<Run> latest(String flow) {
        return runs("where flow = ? and state <> 'requested' order by run desc limit 1", flow).stream()
                .findFirst();
    }

    /** The newest runs of the flow, newest first. */
    public List<Run> list(String flow, int limit) {
        return runs("where flow = ? order by run desc limit ?", flow, limit);
    }

    /** Runs that are asked for, collecting or delivering, oldest first. */
    public List<Run> unfinished() {
        return runs("where state in ('requested', 'collecting', 'delivering') order by run");
    }

    private Run get(long run) {
        return find(run).orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
    }

    private void mustCollect(long run) {
        Run.State state = get(run).state();
        if (state != Run.State.COLLECTING) {
            throw new IllegalStateException("run " + run + " does not collect, it is " + state);
        }
    }

    private List<Run> runs(String where, Object... values) {
        return new ArrayList<>(jdbc.query(RunRow.SELECT + where, RunRow::read, values));
    }
}

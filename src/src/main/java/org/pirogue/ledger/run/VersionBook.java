package org.pirogue.ledger.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Which versions of its files each run used, and what becomes of a run that cannot go on with them. */
public final class VersionBook {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final RunBook runs;

    public VersionBook(JdbcTemplate jdbc, TransactionTemplate transaction, RunBook runs) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.runs = runs;
    }

    /** Kept when the run begins to collect; what it has once is never changed. */
    public void used(long run, Versions versions) {
        jdbc.update(
                "update ledger.run set versions = ?::jsonb where run = ? and versions is null", written(versions), run);
    }

    /** Of a run that has read nothing yet: it begins anew, so it begins with these. */
    public void begunAnew(long run, Versions versions) {
        jdbc.update(
                "update ledger.run set versions = ?::jsonb where run = ? and planned_at is null",
                written(versions),
                run);
    }

    public Optional<Versions> of(long run) {
        return jdbc
                .queryForList(
                        "select versions::text from ledger.run where run = ? and versions is not null",
                        String.class,
                        run)
                .stream()
                .map(VersionBook::read)
                .findFirst();
    }

    /** Deployments that runs under way have begun with, and may go on with after a restart. */
    public Set<String> underWay() {
        return new TreeSet<>(jdbc.queryForList(
                "select distinct versions ->> 'deployment' from ledger.run"
                        + " where versions is not null and state in ('requested', 'collecting')",
                String.class));
    }

    /**
     * Ends a run that is collecting, and asks for what it has not read in another: the same window, and of a backfill from
     * the period on that is due.
     *
     * @param from first period of what is left, null where the run has none
     * @return the new run
     */
    public Run askAgain(Run run, @Nullable String from, String code, String text) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Long next = jdbc.queryForObject("""
                    insert into ledger.run (flow, workspace, mode, state, window_from, window_to, is_full, adopt_deletes, cause)
                    select flow, workspace, mode, 'requested', coalesce(?, window_from), window_to, is_full, adopt_deletes, cause
                    from ledger.run where run = ? returning run""", Long.class, run.backfill() ? from : null, run.run());
            runs.fail(run.run(), code, text + ": run " + next);
            return runs.find(Objects.requireNonNull(next)).orElseThrow();
        }));
    }

    private static String written(Versions versions) {
        try {
            return JSON.writeValueAsString(versions);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Versions read(String json) {
        try {
            return JSON.readValue(json, Versions.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.pirogue.ledger;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What the ledger has kept for long enough, and what went of it. */
public final class Expired {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Expired(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A flow that the ledger knows, running or not. */
    public record Known(String flow, String workspace) {}

    /** @param what kept-cases, rejects, scratch or versions; @param flow empty where it is nobody's */
    public record Removed(Instant at, String what, String flow, long many) {}

    public List<Known> flows() {
        return jdbc.query(
                "select flow, max(workspace) from ledger.run group by flow order by flow",
                (row, i) -> new Known(row.getString(1), row.getString(2)));
    }

    /** Periods in which kept records of the flow count, or were touched. */
    public List<String> periods(String flow) {
        return jdbc.queryForList("""
                select period from ledger.kept_case_window where flow = ? union
                select period from ledger.touched where flow = ? order by 1""", String.class, flow, flow);
    }

    /**
     * Records that count in none but these periods go, and nothing of the periods is counted again: the flow's source leaves them
     * alone, too. @param closed periods whose time is over
     */
    public long cases(String flow, Collection<String> closed) {
        Long gone = transaction.execute(status -> {
            long records = update("""
                    delete from ledger.kept_case c where c.flow = ? and exists (
                        select 1 from ledger.kept_case_window w where w.flow = c.flow and w.enrollment = c.enrollment)
                    and not exists (select 1 from ledger.kept_case_window w where w.flow = c.flow
                        and w.enrollment = c.enrollment and not w.period = any(?))""", flow, closed);
            update("delete from ledger.kept_case_window where flow = ? and period = any(?)", flow, closed);
            update("delete from ledger.touched where flow = ? and period = any(?)", flow, closed);
            return noted("kept-cases", flow, records);
        });
        return gone == null ? 0 : gone;
    }

    private int update(String sql, String flow, Collection<String> periods) {
        return jdbc.update(connection -> {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setString(1, flow);
            statement.setArray(2, connection.createArrayOf("text", periods.toArray()));
            return statement;
        });
    }

    /** What was settled so long ago, of runs that have ended; what is open stays, however old. */
    public long rejects(String flow, int days) {
        Long gone = transaction.execute(status -> noted("rejects", flow, jdbc.update("""
                        delete from ledger.reject r using ledger.run n where n.run = r.run and r.flow = ? and r.state <> 'open'
                            and n.ended_at is not null
                            and coalesce(r.changed_at, r.created_at) < ledger.now() - ? * interval '1 day'""", flow, days)));
        return gone == null ? 0 : gone;
    }

    private long noted(String what, String flow, long many) {
        if (many > 0) {
            jdbc.update("insert into ledger.removed (what, flow, many) values (?, ?, ?)", what, flow, many);
        }
        return many;
    }

    /** What went elsewhere. @param what scratch or versions */
    public void note(String what, long many) {
        noted(what, "", many);
    }

    /** The newest first, of the last so many days. */
    public List<Removed> removed(int days) {
        return jdbc.query(
                """
                select max(removed_at), what, flow, sum(many) from ledger.removed
                where removed_at > ledger.now() - ? * interval '1 day' group by what, flow order by 1 desc""",
                (row, i) -> new Removed(
                        row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3), row.getLong(4)),
                days);
    }
}

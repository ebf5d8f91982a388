package org.pirogue.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** What could not be taken or was refused, to be looked at. */
public final class Rejects {
    private static final String OF_RUN =
            " from ledger.reject where run = ? or id in (select reject from ledger.reject_again where run = ?)";

    private final JdbcTemplate jdbc;

    public Rejects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What this run met, standing rejects that it met again included; target first, then by number. */
    public List<Reject> list(long run, int limit) {
        return jdbc.query("select *" + OF_RUN + " order by kind desc, id limit ?", Rejects::read, run, run, limit);
    }

    public long count(long run) {
        Long count = jdbc.queryForObject("select count(*)" + OF_RUN, Long.class, run, run);
        return count == null ? 0 : count;
    }

    /** Number of rejects of this run by code. */
    public Map<String, Long> byCode(long run) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(
                "select code, count(*)" + OF_RUN + " group by code",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                run,
                run);
        return counts;
    }

    /** Open rejects of the flow, newest first. */
    public List<Reject> open(String flow, int limit) {
        return jdbc.query(
                "select * from ledger.reject where flow = ? and state = 'open' order by id desc limit ?",
                Rejects::read,
                flow,
                limit);
    }

    private static Reject read(ResultSet row, int number) throws SQLException {
        return new Reject(
                row.getLong("id"),
                row.getLong("run"),
                Reject.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Reject.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("code"),
                row.getString("data_set"),
                row.getString("org_unit"),
                row.getString("period"),
                row.getString("attribute_options"),
                row.getString("data_element"),
                row.getString("category_options"),
                row.getString("value"),
                row.getString("place"),
                row.getString("text"),
                row.getTimestamp("created_at").toInstant());
    }
}

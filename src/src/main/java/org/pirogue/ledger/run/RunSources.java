package org.pirogue.ledger.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** From where runs have read their tables, and how far each source was then. */
public final class RunSources {
    private final JdbcTemplate jdbc;

    public RunSources(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A run that was interrupted reads once more, and what it reads then counts.
     *
     * @param source a connection, or {@code datasets/WORKSPACE/NAME}
     * @param mark version of the dataset; of anything else when its reading began
     */
    public void note(String flow, long run, String source, String mark) {
        jdbc.update("""
                insert into ledger.run_source (flow, run, source, mark) values (?, ?, ?, ?)
                on conflict (run, source) do update set mark = excluded.mark""", flow, run, source, mark);
    }

    /** By source. */
    public Map<String, String> of(long run) {
        Map<String, String> marks = new LinkedHashMap<>();
        jdbc.query(
                "select source, mark from ledger.run_source where run = ? order by source",
                row -> {
                    marks.put(row.getString(1), row.getString(2));
                },
                run);
        return marks;
    }
}

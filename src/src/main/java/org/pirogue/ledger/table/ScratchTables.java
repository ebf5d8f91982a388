package org.pirogue.ledger.table;

import java.util.List;
import java.util.UUID;
import org.pirogue.prepare.table.Scratch;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where steps keep rows aside: a table of the database for each, without a log. */
public final class ScratchTables implements Scratch.Place {
    private final JdbcTemplate jdbc;

    public ScratchTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Scratch open() {
        return new ScratchTable(jdbc, "scratch_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Drops what a Pirogue that was killed has left. No step takes a day, so what is older is nobody's. @return how many */
    public int sweep() {
        List<String> old = jdbc.queryForList(
                "select name from ledger.scratch where made_at < ledger.now() - interval '1 day'", String.class);
        old.forEach(name -> ScratchTable.drop(jdbc, name));
        return old.size();
    }
}

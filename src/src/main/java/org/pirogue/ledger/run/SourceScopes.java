package org.pirogue.ledger.run;

import java.sql.Array;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** At which organisation units the account of each flow's source stood when its runs last read there. */
public final class SourceScopes {
    private final JdbcTemplate jdbc;

    public SourceScopes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** UIDs; none where nothing was read yet. */
    public Set<String> of(String flow, String connection) {
        Set<String> units = new TreeSet<>();
        jdbc.query(
                "select org_units from ledger.source_scope where flow = ? and connection = ?",
                row -> {
                    Array found = row.getArray(1);
                    units.addAll(Arrays.asList((String[]) found.getArray()));
                },
                flow,
                connection);
        return units;
    }

    public void remember(String flow, String connection, Set<String> orgUnits) {
        jdbc.update("""
                insert into ledger.source_scope (flow, connection, org_units) values (?, ?, ?)
                on conflict (flow, connection) do update set org_units = excluded.org_units""", flow, connection, orgUnits.toArray(String[]::new));
    }

    /** The next run takes what the account sees then for enough. */
    public void forget(String flow) {
        jdbc.update("delete from ledger.source_scope where flow = ?", flow);
    }
}

package org.pirogue.ledger.table;

import java.util.List;
import org.pirogue.ledger.run.Counts;
import org.pirogue.ledger.run.PlannedSlice;
import org.pirogue.ledger.run.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/** The versions of tables that wait for a person, always inside the transaction of the decision. */
public final class HeldTables {
    private final JdbcTemplate jdbc;
    private final VersionTable versions;

    public HeldTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.versions = new VersionTable(jdbc);
    }

    /** What an approval would change, row by row. */
    public List<PlannedSlice> differences(long run, int limit, int offset) {
        return versions.list("where v.run = ? and v.state = 'withheld'", run).stream()
                .flatMap(version -> TablePlans.difference(jdbc, version).stream())
                .skip(offset)
                .limit(limit)
                .toList();
    }

    /** A version is refused whole: what stands at the target stays. */
    public void restore(Run run, Counts counts) {
        versions.withheldBy(run.run()).ifPresent(version -> {
            versions.supersede(version, TableVersion.State.REFUSED, counts);
            jdbc.update("delete from ledger.table_draft where flow = ? and run = ?", version.flow(), version.run());
        });
    }
}

package org.pirogue.workspace.dataset;

import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The units of a dataset, and which of them each of its shares reaches. */
final class DatasetUnits {
    private final JdbcTemplate jdbc;

    DatasetUnits(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param units parent by unit, empty for the topmost */
    void replace(DatasetName name, Map<String, String> units) {
        jdbc.update(
                "delete from workspace.dataset_unit where workspace = ? and dataset = ?",
                name.workspace(),
                name.name());
        jdbc.batchUpdate(
                "insert into workspace.dataset_unit (workspace, dataset, unit, parent) values (?, ?, ?, nullif(?, ''))",
                units.entrySet(),
                1000,
                (statement, unit) -> {
                    statement.setString(1, name.workspace());
                    statement.setString(2, name.name());
                    statement.setString(3, unit.getKey());
                    statement.setString(4, unit.getValue());
                });
        jdbc.queryForList(
                        "select share from workspace.share where workspace = ? and dataset = ? and withdrawn_at is null",
                        Long.class,
                        name.workspace(),
                        name.name())
                .forEach(this::reach);
    }

    /** The units that a share names, and, where it says so, all below them. */
    void reach(long share) {
        jdbc.update("delete from workspace.share_unit where share = ?", share);
        jdbc.update("""
                with recursive reached (unit) as (
                    select distinct named collate "C" from workspace.share s, unnest(s.units) named where s.share = ?
                    union
                    select u.unit from workspace.dataset_unit u join reached r on u.parent = r.unit
                    join workspace.share s on s.share = ? and s.units_below
                        and s.workspace = u.workspace and s.dataset = u.dataset)
                insert into workspace.share_unit (share, unit) select ?, unit from reached""", share, share, share);
    }
}

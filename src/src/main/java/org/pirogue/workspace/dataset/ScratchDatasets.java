package org.pirogue.workspace.dataset;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Datasets that are worth nothing: the tests of a country's files write them, each over a flow that it forgets before. */
public final class ScratchDatasets {
    private static final String SHARES = "select share from workspace.share where workspace = ? and dataset = ?";

    private final JdbcTemplate jdbc;

    public ScratchDatasets(DataSource source) {
        this.jdbc = new JdbcTemplate(source);
    }

    /** Every dataset that the flow has written. */
    public void forget(String flow) {
        jdbc.query(
                "select distinct workspace, dataset from workspace.dataset_version where flow = ?",
                row -> {
                    forget(new DatasetName(row.getString(1), row.getString(2)));
                },
                flow);
    }

    private void forget(DatasetName name) {
        jdbc.update(
                "delete from workspace.outgoing where outlet in (select outlet from workspace.outlet where share in ("
                        + SHARES + "))",
                name.workspace(),
                name.name());
        jdbc.update("delete from workspace.outlet where share in (" + SHARES + ")", name.workspace(), name.name());
        jdbc.execute("drop view if exists " + name.view() + " cascade");
        new DatasetTable(jdbc)
                .versions(name, "")
                .forEach(version -> jdbc.execute("drop table if exists " + version.table()));
        for (String of : new String[] {"contract", "share_unit"}) {
            jdbc.update(
                    "delete from workspace." + of + " where share in (" + SHARES + ")", name.workspace(), name.name());
        }
        for (String table : new String[] {"dataset_version", "dataset_unit", "share"}) {
            jdbc.update(
                    "delete from workspace." + table + " where workspace = ? and dataset = ?",
                    name.workspace(),
                    name.name());
        }
        jdbc.update("delete from workspace.dataset where workspace = ? and name = ?", name.workspace(), name.name());
    }
}

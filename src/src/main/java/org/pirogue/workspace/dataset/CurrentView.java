package org.pirogue.workspace.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The view that shows the current version. To change it is the last thing that a publication does: it waits for whoever reads
 * through it at that moment, and new readers wait with it, so it asks for seconds only, and tries again.
 */
final class CurrentView {
    private static final int TRIES = 20;

    private final JdbcTemplate jdbc;

    CurrentView(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void show(DatasetVersion made, @Nullable DatasetVersion before) {
        String view = made.dataset().view();
        List<String> columns = made.columns().stream().map(Column::name).toList();
        boolean same = before != null && shape(before).equals(shape(made));
        String definition = "create or replace view " + view + " as select " + Identifiers.quoted(columns) + " from "
                + made.table();
        jdbc.execute("set local lock_timeout = '2s'");
        for (int attempt = 1; ; attempt++) {
            jdbc.execute("savepoint swap");
            try {
                if (!same) {
                    jdbc.execute("drop view if exists " + view + "");
                }
                jdbc.execute(definition);
                return;
            } catch (DataAccessException held) {
                jdbc.execute("rollback to savepoint swap");
                if (!SqlStates.isLockTimeout(held)) {
                    throw held;
                }
                if (attempt == TRIES) {
                    throw new DatasetProblem(
                            "P746",
                            "a reader holds " + made.dataset() + " for longer than " + 2 * TRIES
                                    + " seconds: the version is published when it has ended");
                }
            }
        }
    }

    /** In their order: only a column at the end could be added to a view that stands. */
    private static List<String> shape(DatasetVersion version) {
        return version.columns().stream()
                .map(column -> column.name() + ":" + column.type())
                .toList();
    }
}

package org.pirogue.workspace.dataset;

import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives up the rows of old versions. Never of the current one, nor of one that a share gives or an outlet has to tell of; one that
 * somebody reads is left for the next time.
 */
final class Retention {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DatasetFiles files;

    Retention(JdbcTemplate jdbc, TransactionTemplate transaction, DatasetFiles files) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.files = files;
    }

    void apply(DatasetVersion newest) {
        due(newest.dataset()).forEach(this::drop);
    }

    /** Of all datasets: what was read when it was due. */
    int sweep() {
        int gone = 0;
        for (Dataset dataset : new DatasetTable(jdbc).list(null)) {
            for (DatasetVersion version : due(dataset.name())) {
                gone += drop(version) ? 1 : 0;
            }
        }
        return gone;
    }

    private List<DatasetVersion> due(DatasetName name) {
        return new DatasetTable(jdbc).versions(name, """
                and dropped_at is null and exists (select 1 from workspace.dataset d
                    where d.workspace = v.workspace and d.name = v.dataset and d.current <> v.version
                      and v.version <= (select max(version) from workspace.dataset_version m
                          where m.workspace = v.workspace and m.dataset = v.dataset) - d.keep_last
                      and v.made_at <= ledger.now() - d.keep_days * interval '1 day')
                and not exists (select 1 from workspace.share s where s.workspace = v.workspace and s.dataset = v.dataset
                      and coalesce(s.version, s.checked_version) = v.version and s.withdrawn_at is null
                      and (s.expires_at is null or s.expires_at > ledger.now()))
                and not exists (select 1 from workspace.outgoing g join workspace.outlet o using (outlet)
                      join workspace.share s using (share)
                      where s.workspace = v.workspace and s.dataset = v.dataset and g.state = 'due'
                        and (g.version = v.version or v.version = (select max(t.version) from workspace.outgoing t
                            where t.outlet = g.outlet and t.state = 'told')))""");
    }

    /** @return false where somebody holds it */
    private boolean drop(DatasetVersion version) {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.execute("set local lock_timeout = '200ms'");
                jdbc.update(
                        "update workspace.dataset_version set dropped_at = ledger.now() where relation = ? and dropped_at is null",
                        version.relation());
                jdbc.execute("drop table if exists " + version.table());
            });
        } catch (DataAccessException held) {
            if (!SqlStates.isLockTimeout(held) && !SqlStates.isNeeded(held)) {
                throw held;
            }
            return false;
        }
        files.forget(version);
        return true;
    }
}

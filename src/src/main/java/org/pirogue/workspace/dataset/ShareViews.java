package org.pirogue.workspace.dataset;

import java.util.List;
import org.pirogue.batch.Column;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one view that the login role of a share sees. It stands behind a security barrier: no condition of the reader's is looked at
 * before the share's own. It asks at each question whether the share still lives, and has it written down ({@link SqlReads}).
 */
final class ShareViews {
    private final JdbcTemplate jdbc;

    ShareViews(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static String schema(long id) {
        return "share_" + id;
    }

    /** As a reader writes it. */
    String name(Share share) {
        return schema(share.id()) + "." + share.dataset().name().replace('-', '_');
    }

    private static String view(Share share) {
        return Identifiers.quoted(schema(share.id())) + "."
                + Identifiers.quoted(share.dataset().name().replace('-', '_'));
    }

    void make(Shares.Given given, String role) {
        String schema = Identifiers.quoted(schema(given.share().id()));
        jdbc.execute("create schema if not exists " + schema);
        define(given, true);
        jdbc.execute("grant usage on schema " + schema + " to " + Identifiers.quoted(role));
        grant(given.share(), role);
        jdbc.execute("alter role " + Identifiers.quoted(role) + " set search_path = " + schema);
    }

    private void grant(Share share, String role) {
        jdbc.execute("grant select on " + view(share) + " to " + Identifiers.quoted(role));
    }

    private void define(Shares.Given given, boolean again) {
        Share share = given.share();
        if (again) {
            jdbc.execute("drop view if exists " + view(share));
        }
        List<String> columns =
                given.cut().of(given.version()).stream().map(Column::name).toList();
        jdbc.execute("create or replace view " + view(share) + " with (security_barrier = true) as select "
                + Identifiers.quoted(columns) + " from " + given.version().table()
                + " where case when exists (select 1 from"
                + " workspace.share s join workspace.dataset d on d.workspace = s.workspace and d.name = s.dataset"
                + " where s.share = " + share.id() + " and s.withdrawn_at is null and d.state = 'published'"
                + " and (s.expires_at is null or s.expires_at > clock_timestamp())) then witness.asked("
                + given.version().version() + ", " + given.rows() + ") else false end and "
                + ShareFilter.literal(share));
        jdbc.execute("comment on view " + view(share) + " is '" + version(given) + "'");
    }

    private static String version(Shares.Given given) {
        return given.version().dataset() + " version " + given.version().version() + " "
                + given.cut().name() + ", witnessed";
    }

    /** Brings the view to the version that the share gives now. A reader in the way is not waited for: the next look does it. */
    void follow(Shares.Given given, TransactionTemplate transaction) {
        Share share = given.share();
        List<String> stands = jdbc.queryForList("select obj_description(to_regclass(?))", String.class, view(share));
        if (version(given).equals(stands.get(0))) {
            return;
        }
        transaction.executeWithoutResult(status -> {
            jdbc.execute("set local lock_timeout = '2s'");
            define(given, true);
            grant(share, ShareRoles.role(share.id()));
        });
    }

    /** @throws DataAccessException where it cannot go now */
    void drop(long id) {
        jdbc.execute("drop schema if exists " + Identifiers.quoted(schema(id)) + " cascade");
    }
}

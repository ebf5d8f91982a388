package org.pirogue.workspace.outlet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code workspace.outlet}. */
final class OutletTable {
    /** A share that is answered; as the shares themselves see it. */
    static final String LIVE =
            "(s.withdrawn_at is null and (s.expires_at is null or s.expires_at > ledger.now()) and exists (select 1 from"
                    + " workspace.dataset d where d.workspace = s.workspace and d.name = s.dataset and d.state = 'published'))";

    private static final String SELECT = "select o.* from workspace.outlet o ";

    private final JdbcTemplate jdbc;

    OutletTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Outlet> find(long id) {
        return jdbc.query(SELECT + "where o.outlet = ?", OutletTable::read, id).stream()
                .findFirst();
    }

    List<Outlet> of(long share) {
        return jdbc.query(
                SELECT + "where o.share = ? and o.removed_at is null order by o.outlet", OutletTable::read, share);
    }

    long insert(Outlet wanted) {
        Long id = jdbc.queryForObject(
                """
                insert into workspace.outlet (share, kind, target, secret, language, audience, made_by)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (share, kind, target, audience) where removed_at is null
                do update set secret = excluded.secret, language = excluded.language returning outlet""",
                Long.class,
                wanted.share(),
                word(wanted.kind()),
                wanted.target(),
                wanted.secret(),
                wanted.language(),
                word(wanted.audience()),
                wanted.madeBy());
        return id == null ? 0 : id;
    }

    void remove(long id) {
        jdbc.update(
                "update workspace.outlet set removed_at = ledger.now() where outlet = ? and removed_at is null", id);
    }

    /** Whoever subscribes to an address that was made new has nothing yet. */
    void opened(long id, boolean opened) {
        jdbc.update("update workspace.outlet set opened = ?, anew = true where outlet = ?", opened, id);
    }

    void told(long id) {
        jdbc.update("update workspace.outlet set anew = false where outlet = ?", id);
    }

    /** Topics that the broker has, and of which nothing may be read any more. */
    List<Outlet> toClose() {
        return jdbc.query(
                SELECT
                        + "join workspace.share s using (share) where o.kind = 'topic' and o.opened and (o.removed_at is not"
                        + " null or not " + LIVE + ") order by o.outlet",
                OutletTable::read);
    }

    /** Topics of live shares that the broker does not have. */
    List<Outlet> toOpen() {
        return jdbc.query(
                SELECT
                        + "join workspace.share s using (share) where o.kind = 'topic' and not o.opened and o.removed_at is"
                        + " null and " + LIVE + " order by o.outlet",
                OutletTable::read);
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static Outlet read(ResultSet row, int number) throws SQLException {
        return new Outlet(
                row.getLong("outlet"),
                row.getLong("share"),
                Outlet.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("target"),
                row.getString("secret"),
                row.getString("language"),
                Outlet.Audience.valueOf(row.getString("audience").toUpperCase(Locale.ROOT)),
                row.getBoolean("opened"),
                row.getBoolean("anew"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"));
    }
}

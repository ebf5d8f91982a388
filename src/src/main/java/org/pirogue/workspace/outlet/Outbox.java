package org.pirogue.workspace.outlet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What outlets are to be told: the rows of {@code workspace.outgoing}. Of one outlet only the oldest is told at a time, by who has claimed
 * the outlet; a claim ends by itself, so that a kill holds nothing up for long.
 */
final class Outbox {
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final JdbcTemplate jdbc;
    private final String owner;

    /** @param owner this process among all that look into the same outbox */
    Outbox(JdbcTemplate jdbc, String owner) {
        this.jdbc = jdbc;
        this.owner = owner;
    }

    /**
     * Within the transaction in which it becomes true. What is due and not begun is overtaken: an outlet that was away is told of the
     * newest version, with all that changed since the one that it has.
     */
    void put(Outlet outlet, Outgoing.What what, long version, int contract, boolean whole) {
        jdbc.update("""
                update workspace.outgoing set state = 'overtaken', ended_at = ledger.now()
                where outlet = ? and what = ? and state = 'due' and parts = 0""", outlet.id(), word(what));
        jdbc.update("""
                insert into workspace.outgoing (outlet, what, version, contract, telling, whole)
                values (?, ?, ?, ?, 1 + coalesce((select max(telling) from workspace.outgoing where outlet = ? and what = ?
                    and version = ?), 0), ?)""", outlet.id(), word(what), version, contract, outlet.id(), word(what), version, whole);
    }

    /** After all that the outlet is to be told already; each notice is told, whatever comes after it. */
    void putErased(Outlet outlet, long version, int contract, long notice) {
        jdbc.update("""
                insert into workspace.outgoing (outlet, what, version, contract, telling, notice)
                values (?, 'erased', ?, ?, 1 + coalesce((select max(telling) from workspace.outgoing where outlet = ?
                    and what = 'erased' and version = ?), 0), ?)""", outlet.id(), version, contract, outlet.id(), version, notice);
    }

    /** How the outlets that a notice goes by stand, the first one first. */
    List<Told> tellings(long notice) {
        return jdbc.query(
                """
                select o.kind, g.state, g.ended_at from workspace.outgoing g join workspace.outlet o using (outlet)
                where g.notice = ? order by g.outgoing""",
                (row, i) -> new Told(
                        row.getString("kind"),
                        row.getString("state"),
                        row.getTimestamp("ended_at") == null
                                ? null
                                : row.getTimestamp("ended_at").toInstant()),
                notice);
    }

    /** Outlets that have something to be told now, at most so many; from now on they are ours. */
    List<Long> claim(int limit) {
        return jdbc.queryForList("""
                update workspace.outlet set claimed_by = ?, claimed_until = ledger.now() + ? * interval '1 second'
                where outlet in (select o.outlet from workspace.outlet o
                    join lateral (select g.next_at from workspace.outgoing g where g.outlet = o.outlet and g.state = 'due'
                        order by g.outgoing limit 1) due on due.next_at <= ledger.now()
                    where o.claimed_until is null or o.claimed_until < ledger.now()
                    order by due.next_at limit ? for update of o skip locked)
                returning outlet""", Long.class, owner, CLAIM.toSeconds(), limit);
    }

    void release(long outlet) {
        jdbc.update(
                "update workspace.outlet set claimed_by = null, claimed_until = null where outlet = ? and claimed_by = ?",
                outlet,
                owner);
    }

    /** The oldest that is due, where its time has come. */
    Optional<Outgoing> next(long outlet) {
        return jdbc.query("""
                        select * from (select * from workspace.outgoing where outlet = ? and state = 'due' order by outgoing limit 1) due
                        where next_at <= ledger.now()""", Outbox::read, outlet).stream().findFirst();
    }

    /** By which terms it is told; with others than before all events go again, under other ids. */
    Outgoing begin(Outgoing due, String cut, int contract, @Nullable Long since) {
        boolean again = due.cut() != null;
        jdbc.update("""
                update workspace.outgoing g set cut = ?, contract = ?, since = ?, parts = 0, telling = case when ? then 1 + (
                    select max(telling) from workspace.outgoing t where t.outlet = g.outlet and t.what = g.what
                    and t.version = g.version) else telling end where outgoing = ?""", cut, contract, since, again, due.id());
        return find(due.id());
    }

    private Outgoing find(long id) {
        return jdbc.query("select * from workspace.outgoing where outgoing = ?", Outbox::read, id)
                .get(0);
    }

    /** So many events are with the outlet. @return whether the outlet is still ours */
    boolean progress(Outgoing due, int parts) {
        jdbc.update("update workspace.outgoing set parts = ? where outgoing = ?", parts, due.id());
        return jdbc.update(
                        "update workspace.outlet set claimed_until = ledger.now() + ? * interval '1 second' where outlet = ? and claimed_by = ?",
                        CLAIM.toSeconds(),
                        due.outlet(),
                        owner)
                > 0;
    }

    void told(Outgoing due, long rows) {
        jdbc.update("""
                update workspace.outgoing set state = 'told', ended_at = ledger.now(), tried_at = ledger.now(), rows = ?, code = null,
                    problem = null, tries = tries + 1 where outgoing = ?""", rows, due.id());
    }

    void again(Outgoing due, Undelivered why, Duration wait) {
        jdbc.update(
                """
                update workspace.outgoing set tries = tries + ?, tried_at = ledger.now(), code = ?, problem = ?,
                    next_at = ledger.now() + ? * interval '1 millisecond' where outgoing = ? and state = 'due'""", why.then() == Undelivered.Then.WAIT ? 0 : 1, why.code(), why.text(), wait.toMillis(), due.id());
    }

    /** @param state {@code given-up} or {@code dropped} */
    void end(Outgoing due, String state, String code, String problem) {
        jdbc.update("""
                update workspace.outgoing set state = ?, code = ?, problem = ?, ended_at = ledger.now(), tried_at = ledger.now()
                where outgoing = ? and state = 'due'""", state, code, problem, due.id());
    }

    boolean isOlderThan(Outgoing due, Duration age) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select made_at < ledger.now() - ? * interval '1 second' from workspace.outgoing where outgoing = ?",
                Boolean.class,
                age.toSeconds(),
                due.id()));
    }

    /** Nothing of a share that has ended, nor of an outlet that was taken away, is told any more. @return how many */
    int dropEnded() {
        return jdbc.update("""
                update workspace.outgoing g set state = 'dropped', ended_at = ledger.now(), code = 'P752',
                    problem = 'the share has ended, or the outlet was taken away'
                from workspace.outlet o join workspace.share s using (share)
                where o.outlet = g.outlet and g.state = 'due' and (o.removed_at is not null or s.withdrawn_at is not null
                    or (s.expires_at is not null and s.expires_at <= ledger.now()))""");
    }

    /** The last that an outlet has whole. */
    Optional<Outgoing> last(long outlet) {
        return jdbc
                .query(
                        "select * from workspace.outgoing where outlet = ? and what = 'given' and state = 'told'"
                                + " order by outgoing desc limit 1",
                        Outbox::read,
                        outlet)
                .stream()
                .findFirst();
    }

    /**
     * How an outlet stands.
     *
     * @param pending versions that it is to be told of
     * @param told the newest that it was told of
     * @param code why the last try failed, or it was given up
     */
    record Standing(
            int pending,
            @Nullable Long told,
            @Nullable Instant toldAt,
            long rows,
            @Nullable String code,
            @Nullable String problem,
            boolean givenUp,
            @Nullable Instant nextAt) {}

    Standing standing(long outlet) {
        return jdbc.queryForObject(
                """
                select (select count(*) from workspace.outgoing where outlet = o.outlet and state = 'due') as pending, t.version,
                    t.ended_at, t.rows, l.code, l.problem, l.state, l.next_at
                from workspace.outlet o
                left join lateral (select version, ended_at, rows from workspace.outgoing where outlet = o.outlet and state = 'told' and what <> 'erased'
                    order by outgoing desc limit 1) t on true
                left join lateral (select code, problem, state, next_at from workspace.outgoing where outlet = o.outlet
                    and state in ('due', 'given-up', 'told') order by state = 'due' desc, outgoing desc limit 1) l on true
                where o.outlet = ?""",
                (row, i) -> new Standing(
                        row.getInt("pending"),
                        row.getObject("version", Long.class),
                        row.getTimestamp("ended_at") == null
                                ? null
                                : row.getTimestamp("ended_at").toInstant(),
                        row.getLong("rows"),
                        row.getString("code"),
                        row.getString("problem"),
                        "given-up".equals(row.getString("state")),
                        "due".equals(row.getString("state"))
                                ? row.getTimestamp("next_at").toInstant()
                                : null),
                outlet);
    }

    private static String word(Outgoing.What what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    private static Outgoing read(ResultSet row, int number) throws SQLException {
        return new Outgoing(
                row.getLong("outgoing"),
                row.getLong("outlet"),
                Outgoing.What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                row.getLong("version"),
                row.getInt("contract"),
                row.getInt("telling"),
                row.getBoolean("whole"),
                row.getObject("since", Long.class),
                row.getString("cut"),
                row.getInt("parts"),
                row.getInt("tries"),
                row.getTimestamp("made_at").toInstant(),
                row.getObject("notice", Long.class));
    }
}

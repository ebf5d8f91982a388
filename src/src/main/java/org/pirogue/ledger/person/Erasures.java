package org.pirogue.ledger.person;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.column.Alike;
import org.pirogue.ledger.column.Marks;
import org.pirogue.ledger.column.PersonSeal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;

/** Who was erased, by keyed digests of what names them, until it is lifted; and who is to be told of it. */
public final class Erasures {
    private final JdbcTemplate jdbc;
    private final Marks marks;
    private final PersonSeal seal;

    public Erasures(JdbcTemplate jdbc, Marks marks, PersonSeal seal) {
        this.jdbc = jdbc;
        this.marks = marks;
        this.seal = seal;
    }

    /** @param removed how much went, by place, as JSON */
    public record Erasure(
            long erasure,
            String workspace,
            Instant at,
            String by,
            String reason,
            String removed,
            @Nullable Instant liftedAt,
            @Nullable String liftedBy) {}

    /** Somebody who has rows of a person. @param known by what the receiver knows the person */
    public record Notice(
            long notice,
            long erasure,
            String workspace,
            String dataset,
            List<Long> versions,
            long share,
            String kind,
            String recipient,
            Set<String> known,
            Instant at,
            @Nullable Instant doneAt,
            @Nullable String doneBy) {}

    /** @param names all that the person goes by */
    public long add(String workspace, String by, String reason, Collection<String> names, String removed) {
        Long erasure = jdbc.queryForObject("""
                insert into ledger.erasure (workspace, erased_by, reason, removed) values (?, ?, ?, ?::jsonb)
                returning erasure""", Long.class, workspace, by, reason, removed);
        long number = erasure == null ? 0 : erasure;
        Set<String> all = new TreeSet<>();
        names.forEach(name -> all.add(mark(name)));
        all.forEach(mark -> jdbc.update("insert into ledger.erased_mark (erasure, mark) values (?, ?)", number, mark));
        return number;
    }

    /** How much went, once it is known. */
    public void removed(long erasure, String removed) {
        jdbc.update("update ledger.erasure set removed = ?::jsonb where erasure = ?", removed, erasure);
    }

    private String mark(String name) {
        return marks.digest(Alike.of(name));
    }

    /** Who is not to come back into this workspace. */
    public Erased of(String workspace) {
        List<String> all = jdbc.queryForList("""
                select distinct m.mark from ledger.erased_mark m join ledger.erasure e using (erasure)
                where e.workspace = ? and e.lifted_at is null""", String.class, workspace);
        return new Erased(new HashSet<>(all), this::mark);
    }

    /** The newest first. */
    public List<Erasure> list(String workspace) {
        return jdbc.query(
                "select * from ledger.erasure where workspace = ? order by erasure desc", Erasures::erasure, workspace);
    }

    /** From now on the person may come again. @return false where there is none that stands */
    public boolean lift(String workspace, long erasure, String by, String reason) {
        return jdbc.update("""
                        update ledger.erasure set lifted_at = ledger.now(), lifted_by = ?, lifted_reason = ?
                        where workspace = ? and erasure = ? and lifted_at is null""", by, reason, workspace, erasure) > 0;
    }

    /** A receiver is to be told. @param known by what the receiver knows the person @return number of the notice */
    public long tell(
            long erasure,
            String workspace,
            String dataset,
            Collection<Long> versions,
            long share,
            String kind,
            String recipient,
            Collection<String> known) {
        PreparedStatementCreator insert = connection -> {
            PreparedStatement statement = connection.prepareStatement("""
                    insert into ledger.erasure_notice
                        (erasure, workspace, dataset, versions, share, recipient_kind, recipient, sealed)
                    values (?, ?, ?, ?, ?, ?, ?, ?) returning notice""");
            statement.setLong(1, erasure);
            statement.setString(2, workspace);
            statement.setString(3, dataset);
            statement.setArray(4, connection.createArrayOf("bigint", versions.toArray()));
            statement.setLong(5, share);
            statement.setString(6, kind);
            statement.setString(7, recipient);
            statement.setString(8, seal.close(String.join("\n", known), belongs(erasure, share)));
            return statement;
        };
        return jdbc.query(insert, (row, i) -> row.getLong(1)).get(0);
    }

    static String belongs(Object erasure, Object share) {
        return "erasure_notice/" + erasure + "/" + share;
    }

    /** The newest first. */
    public List<Notice> notices() {
        return jdbc.query("select * from ledger.erasure_notice order by notice desc", this::notice);
    }

    /** The receiver has erased the person, too: by what it knew them is forgotten. @return false where that is known already */
    public boolean done(long notice, String by) {
        return notices().stream()
                .filter(each -> each.notice() == notice && each.doneAt() == null)
                .anyMatch(each -> jdbc.update(
                                "update ledger.erasure_notice set done_at = ledger.now(), done_by = ?, sealed = ? where notice = ? and done_at is null",
                                by,
                                seal.close("", belongs(each.erasure(), each.share())),
                                notice)
                        > 0);
    }

    private Notice notice(ResultSet row, int number) throws SQLException {
        String known = seal.open(row.getString("sealed"), belongs(row.getLong("erasure"), row.getLong("share")));
        return new Notice(
                row.getLong("notice"),
                row.getLong("erasure"),
                row.getString("workspace"),
                row.getString("dataset"),
                Arrays.asList((Long[]) row.getArray("versions").getArray()),
                row.getLong("share"),
                row.getString("recipient_kind"),
                row.getString("recipient"),
                new TreeSet<>(known.lines().toList()),
                row.getTimestamp("made_at").toInstant(),
                instant(row.getTimestamp("done_at")),
                row.getString("done_by"));
    }

    private static Erasure erasure(ResultSet row, int number) throws SQLException {
        return new Erasure(
                row.getLong("erasure"),
                row.getString("workspace"),
                row.getTimestamp("erased_at").toInstant(),
                row.getString("erased_by"),
                row.getString("reason"),
                row.getString("removed"),
                instant(row.getTimestamp("lifted_at")),
                row.getString("lifted_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}

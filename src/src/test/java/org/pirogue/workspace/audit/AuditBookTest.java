package org.pirogue.workspace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pirogue.ledger.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The trail in a real database. */
class AuditBookTest {
    private static final AuditKey KEY = AuditKey.of(AuditKey.made());
    private static final Actor ALINE = new Actor("aline", Actor.Kind.PERSON);

    @TempDir
    Path folder;

    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private AuditBook book;

    @BeforeEach
    void open() {
        book = new AuditBook(jdbc, KEY, new Heads(folder.resolve("head.json")));
    }

    @Test
    void anEntryFollowsTheOneBefore() {
        book.write(Deed.allowed(ALINE, Verb.READ, "runs/41/rejects", "hmis")
                .rows(17)
                .why("weekly review"));
        Entry first = book.head();
        book.write(Deed.refused(ALINE, Verb.DECIDE, "runs/41/approve", "hmis"));
        Entry second = book.head();

        assertThat(first.json()).contains("\"rows\":17", "\"purpose\":\"weekly review\"", "\"kind\":\"person\"");
        assertThat(second.seq()).isEqualTo(first.seq() + 1);
        assertThat(second.json()).contains("\"previous\":\"" + first.hash() + "\"", "\"outcome\":\"refused\"");
        assertThat(Lines.read(Lines.of(second))).isEqualTo(second);
    }

    @Test
    void theDatabaseChangesNoEntry() {
        book.write(Deed.allowed(ALINE, Verb.READ, "runs/42/rejects", "hmis"));

        for (String attempt : List.of(
                "update audit.entry set hash = hash",
                "delete from audit.entry",
                "truncate audit.entry",
                "insert into audit.entry (seq, entry, hash, signature, key) select seq + 2, entry, hash || 'x', '', '' from audit.entry"
                        + " order by seq desc limit 1")) {
            assertThatThrownBy(() -> jdbc.update(attempt)).as(attempt).isInstanceOf(DataAccessException.class);
        }
    }
}

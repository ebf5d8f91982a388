package org.pirogue.workspace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    void severalFollowOneAnotherInOneCommit() {
        book.writeAll(List.of());
        book.write(Deed.allowed(ALINE, Verb.READ, "runs/43/rejects", "hmis"));
        long before = book.head().seq();
        book.writeAll(List.of(
                Deed.allowed(ALINE, Verb.SEND, "runs/44", "hmis"), Deed.allowed(ALINE, Verb.SEND, "runs/45", "hmis")));

        assertThat(book.find(new AuditBook.Search(null, "runs", null, null, null), before, 10))
                .extracting(Entry::seq)
                .containsExactly(before + 1, before + 2);
        assertThat(book.head().json()).contains("runs/45");
        assertThatThrownBy(() -> book.writeAll(List.of(
                        Deed.allowed(ALINE, Verb.SEND, "runs/46", "hmis"),
                        new Deed(ALINE, null, "", null, null, null, null))))
                .isInstanceOf(RuntimeException.class);
        assertThat(book.head().json()).as("all of them or none").contains("runs/45");
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

    @Test
    void replicasAddWithoutAFork() throws Exception {
        List<AuditBook> replicas = List.of(book, new AuditBook(jdbc, KEY, new Heads(folder.resolve("other.json"))));
        Entry before = book.head();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            AuditBook replica = replicas.get(i % 2);
            threads.submit(() -> {
                for (int n = 0; n < 50; n++) {
                    replica.write(Deed.allowed(ALINE, Verb.READ, "runs/" + n + "/rejects", "hmis"));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        System.out.printf("audit: %.2f ms an entry, four at once%n", (System.nanoTime() - start) / 1e6 / 200);

        long first = before == null ? 0 : before.seq();
        assertThat(book.head().seq()).isEqualTo(first + 200);
        assertThat(book.verify().faults()).isEmpty();
        // Whoever was last has noted it; the other one an earlier one, which is there, too.
        assertThat(replicas.get(1).verify().faults()).isEmpty();
    }

    @Test
    void theNoteOutsideOfTheDatabaseShowsThatNewerEntriesAreGone() throws IOException {
        book.write(Deed.allowed(ALINE, Verb.READ, "runs/1/rejects", "hmis"));
        Entry last = book.head();
        Entry later = Entry.of(Deed.allowed(ALINE, Verb.READ, "runs/2/rejects", "hmis"), Instant.EPOCH, last, KEY);
        Heads heads = new Heads(folder.resolve("head.json"));
        heads.keep(later);

        assertThat(new AuditBook(jdbc, KEY, heads).verify().faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).contains("entries " + later.seq() + " to " + later.seq()));
    }

    @Test
    void whoReceivedThisListAndWhen() {
        String list = "datasets/eoc/cases-" + System.nanoTime();
        book.write(Deed.allowed(ALINE, Verb.READ, list + "/3", "eoc").rows(12));
        book.write(Deed.allowed(ALINE, Verb.READ, list + "x/3", "eoc").rows(13));
        book.write(Deed.allowed(new Actor("token/lab", Actor.Kind.MACHINE), Verb.READ, list, "eoc"));

        assertThat(book.find(new AuditBook.Search(null, list, null, null, null), 0, 10))
                .extracting(entry -> entry.fields().path("who").asText())
                .containsExactly("aline", "token/lab");
        assertThat(book.find(new AuditBook.Search("aline", list, null, null, Set.of("eoc")), 0, 10))
                .hasSize(1);
        assertThat(book.find(new AuditBook.Search(null, list, null, null, Set.of("hmis")), 0, 10))
                .isEmpty();
        assertThat(book.find(new AuditBook.Search(null, list, null, "2020", null), 0, 10))
                .isEmpty();
    }
}

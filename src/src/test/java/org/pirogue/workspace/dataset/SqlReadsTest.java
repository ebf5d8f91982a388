package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.row;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.workspace.audit.Deed;

/** Nobody reads a share by SQL unseen. */
class SqlReadsTest {
    private final Publishes lab = new Publishes();
    private final List<Deed> written = new ArrayList<>();
    private final SqlReads reads = new SqlReads(lab.jdbc, lab.shares, written::add);
    private Share share;
    private ShareRoles.SignIn signIn;

    @BeforeEach
    void aShare() {
        lab.publish(List.of(Column.text("id")), List.of(row("1"), row("2"), row("3")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        Share.Terms terms = new Share.Terms(
                Share.Kind.PARTNER, "pat", List.of("id"), null, List.of(), false, null, null, null, "reports", null);
        share = lab.shares.add(lab.name, terms, null, "tester");
        signIn = lab.roles.open(share.id());
    }

    @AfterEach
    void close() {
        lab.roles.close(share.id());
        lab.jdbc.update("delete from witness.question where share = ?", share.id());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(signIn.url(), signIn.user(), signIn.password());
    }

    private static int read(Connection connection, String sql) throws SQLException {
        int rows = 0;
        try (Statement statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            while (answer.next()) {
                rows++;
            }
        }
        return rows;
    }

    private int asked() {
        return lab.jdbc.queryForObject(
                "select count(*) from witness.question where share = ?", Integer.class, share.id());
    }

    /** Of this share: others' tests ask in the same database. */
    private List<Deed> mine() {
        return written.stream()
                .filter(deed -> deed.resource().startsWith("datasets/" + lab.name + "/"))
                .toList();
    }

    @Test
    void eachQuestionIsAnEntryOfTheTrailWithWhoWhatHowManyAndWhy() throws Exception {
        try (Connection bi = connect()) {
            assertThat(read(bi, "select id from " + signIn.view())).isEqualTo(3);
            assertThat(read(bi, "select count(*) from " + signIn.view())).isEqualTo(1);
        }
        reads.take();
        reads.take();
        assertThat(mine()).hasSize(2).allSatisfy(deed -> {
            assertThat(deed.who().name()).isEqualTo("pat");
            assertThat(deed.resource()).isEqualTo("datasets/" + lab.name + "/shares/" + share.id() + "/1/sql");
            assertThat(deed.rows()).isEqualTo(3);
            assertThat(deed.purpose()).isEqualTo("reports");
        });
        assertThat(asked()).isZero();
    }

    @Test
    void itStandsBeforeTheFirstRowAndWhateverTheReaderTakesBack() throws Exception {
        try (Connection bi = connect();
                Statement statement = bi.createStatement()) {
            bi.setAutoCommit(false);
            statement.execute("set transaction read only");
            statement.execute("declare c cursor for select id from " + signIn.view());
            assertThat(read(bi, "fetch 1 from c")).isEqualTo(1);
            assertThat(asked()).isEqualTo(1);
            bi.rollback();
        }
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void aQuestionThatLooksIntoTheViewForEachRowOfAnotherTableAsksOnce() throws Exception {
        try (Connection bi = connect();
                Statement statement = bi.createStatement()) {
            statement.execute("set enable_hashjoin = off");
            statement.execute("set enable_mergejoin = off");
            statement.execute("set enable_material = off");
            String join = "select 1 from generate_series(1, 1000) n left join lateral (select id from " + signIn.view()
                    + " v where n > 0) v on true";
            assertThat(read(bi, join)).isEqualTo(3_000);
        }
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void whatCannotBeWrittenDownIsNotRead() throws Exception {
        try (Connection bi = connect();
                Connection admin = TestDatabase.superuser();
                Statement lock = admin.createStatement()) {
            lock.execute("revoke insert on witness.question from pirogue_witness");
            try {
                assertThatThrownBy(() -> read(bi, "select id from " + signIn.view()))
                        .isInstanceOf(SQLException.class);
            } finally {
                lock.execute("grant insert on witness.question to pirogue_witness");
            }
            // The way there was lost: it is found again.
            assertThat(read(bi, "select id from " + signIn.view())).isEqualTo(3);
            lock.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'pirogue_witness'");
            assertThat(read(bi, "select id from " + signIn.view())).isEqualTo(3);
        }
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void nobodyWritesInTheNameOfAnother() throws Exception {
        try (Connection bi = connect();
                Statement statement = bi.createStatement()) {
            statement.execute("set search_path = pg_catalog");
            assertThat(read(bi, "select witness.asked(1, 3)")).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("set session authorization pirogue_share_1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(lab.jdbc.queryForList("select share from witness.question where share = ?", Long.class, share.id()))
                .containsExactly(share.id());
        // Who is no share sees nothing by the view, whatever else they may.
        assertThat(lab.jdbc.queryForList("select id from " + signIn.view())).isEmpty();
        assertThat(asked()).isEqualTo(1);
    }

    @Test
    void readersComeToAnEndOfConnectionsBeforePirogueDoes() throws Exception {
        List<Connection> crowd = new ArrayList<>();
        try (Connection admin = TestDatabase.superuser();
                Statement limit = admin.createStatement()) {
            limit.execute("alter role " + signIn.user() + " connection limit -1");
            assertThatThrownBy(() -> {
                        while (crowd.size() < 200) {
                            crowd.add(connect());
                        }
                    })
                    .isInstanceOfSatisfying(SQLException.class, full -> assertThat(full.getSQLState())
                            .isEqualTo("53300"));
            try (Connection ours = TestDatabase.another()) {
                assertThat(read(ours, "select 1")).isEqualTo(1);
            }
        } finally {
            for (Connection each : crowd) {
                each.close();
            }
        }
    }
}

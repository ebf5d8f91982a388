package org.pirogue.workspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.pirogue.workspace.dataset.Publishes.row;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Column;

/** What a BI tool can read of a share by SQL, and all that it cannot. */
class SqlShareTest {
    private static final List<Column> COLUMNS = List.of(
            Column.text("id"),
            Column.text("unit"),
            new Column("cases", Column.Type.INTEGER, false, ""),
            Column.text("note"));
    private final Publishes lab = new Publishes();
    private Share share;
    private ShareRoles.SignIn signIn;

    @BeforeEach
    void aShareOfOneUnit() {
        lab.publish(
                COLUMNS,
                List.of(
                        row("1", "unit", "G", "cases", "4", "note", "n1"),
                        row("2", "unit", "G", "cases", "5", "note", "n2"),
                        row("hidden", "unit", "R", "cases", "99", "note", "not to be seen")));
        lab.datasets.state(lab.name, Dataset.State.PUBLISHED, "tester");
        share = lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        "pat",
                        List.of("id", "cases"),
                        "unit",
                        List.of("G"),
                        false,
                        null,
                        null,
                        null,
                        "test",
                        null),
                null,
                "tester");
        signIn = lab.roles.open(share.id());
    }

    @AfterEach
    void close() {
        lab.roles.close(share.id());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(signIn.url(), signIn.user(), signIn.password());
    }

    private static List<String> read(Connection connection, String sql) throws SQLException {
        List<String> read = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                read.add(line.toString());
            }
        }
        return read;
    }

    @Test
    void itsColumnsAndRowsAreReadAndTheNextVersionAfterwards() throws Exception {
        try (Connection bi = connect()) {
            assertThat(read(bi, "select * from " + signIn.view() + " order by id"))
                    .containsExactly("1 4", "2 5");
            lab.publish(COLUMNS, List.of(row("7", "unit", "G", "cases", "1"), row("8", "unit", "R", "cases", "1")));
            lab.shares.follow(lab.name);
            lab.roles.look();
            assertThat(read(bi, "select * from " + signIn.view())).containsExactly("7 1");
        }
    }

    @Test
    void whoLiftsTheTimeLimitIsEndedAllTheSame() throws Exception {
        try (Connection asking = connect();
                Connection idle = connect();
                Connection quick = connect()) {
            idle.setAutoCommit(false);
            read(idle, "select 1");
            CompletableFuture<Throwable> ended = CompletableFuture.supplyAsync(() -> Assertions.catchThrowable(() -> {
                read(asking, "select set_config('statement_timeout', '0', false)");
                read(asking, "select pg_sleep(60)");
            }));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                lab.roles.endLongQuestions(1);
                return ended.isDone();
            });
            assertThat(ended.get()).hasMessageContaining("terminating connection");
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                lab.roles.endLongQuestions(1);
                assertThatThrownBy(() -> read(idle, "select 1")).isInstanceOf(SQLException.class);
            });
            assertThat(read(quick, "select 1")).containsExactly("1");
        }
    }

    private static final List<String> ATTACKS = List.of(
            "select * from ledger.run",
            "select * from workspace.share",
            "select * from workspace.dataset_version",
            "select * from audit.entry",
            "select note from VIEW",
            "select * from ws_lab.SET",
            "select * from ws_lab.TABLE",
            "set role pirogue",
            "set role postgres",
            "set session authorization postgres",
            "set local role pirogue",
            "copy (select 1) to program 'id'",
            "copy (select 1) to '/tmp/pirogue-was-here'",
            "copy VIEW from '/etc/passwd'",
            "select pg_read_file('/etc/passwd')",
            "select pg_read_binary_file('postgresql.conf')",
            "select pg_ls_dir('.')",
            "select pg_stat_file('postgresql.conf')",
            "select lo_import('/etc/passwd')",
            "select lo_export(1, '/tmp/x')",
            "select lo_create(0)",
            "select lo_creat(-1)",
            "select lo_from_bytea(0, 'x')",
            "select pg_advisory_lock(" + 0x41554449_54L + ")",
            "select pg_try_advisory_lock(1)",
            "select pg_advisory_xact_lock(1, 2)",
            "select pg_advisory_lock_shared(1)",
            "select pg_advisory_unlock_all()",
            "do $$ begin perform pg_read_file('/etc/passwd'); end $$",
            "do $$ begin execute 'set role pirogue'; end $$",
            "create table x (a int)",
            "create temp table x (a int)",
            "create schema x",
            "create table SCHEMA.x (a int)",
            "create function SCHEMA.f() returns int language sql as 'select 1'",
            "create function pg_temp.f() returns int language sql as 'select 1'",
            "create extension hstore",
            "select witness_link.dblink_exec('witness', 'delete from witness.question')",
            "select witness_link.dblink_connect('mine', 'witness')",
            "select * from witness.question",
            "delete from witness.question",
            "select umoptions from pg_user_mapping",
            "create function witness.asked(bigint, bigint) returns boolean language sql as 'select true'",
            "load 'dblink'",
            "insert into VIEW (id) values ('x')",
            "update VIEW set cases = 0",
            "delete from VIEW",
            "drop view VIEW",
            "alter view VIEW reset (security_barrier)",
            "alter role USER superuser",
            "alter role USER connection limit -1",
            "alter system set listen_addresses = '*'",
            "select passwd from pg_shadow",
            "select * from pg_authid",
            "select * from pg_statistic",
            "select * from pg_hba_file_rules",
            "select current_setting('data_directory')",
            "select pg_reload_conf()",
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'pirogue'",
            "select pg_logical_slot_get_changes('x', null, null)",
            "do $$ begin lock table VIEW in access exclusive mode; end $$");

    @Test
    void nothingElseIsTo() throws Exception {
        String table = lab.datasets.version(lab.name, null).table().replaceAll(".*\\.", "");
        List<String> through = new ArrayList<>();
        try (Connection bi = connect();
                Statement statement = bi.createStatement()) {
            // What only the default would forbid is not forbidden.
            statement.execute("set default_transaction_read_only = off");
            for (String attack : ATTACKS) {
                String sql = attack.replace("VIEW", signIn.view())
                        .replace("SET", lab.name.name().replace('-', '_'))
                        .replace("TABLE", table)
                        .replace("SCHEMA", ShareViews.schema(share.id()))
                        .replace("USER", signIn.user());
                try {
                    statement.execute(sql);
                    through.add(attack);
                } catch (SQLException refused) {
                    if (!REFUSALS.contains(refused.getSQLState())) {
                        through.add(refused.getSQLState() + " for " + attack);
                    }
                }
            }
        }
        assertThat(through).isEmpty();
    }

    /** Refused, not misspelt: no privilege, not permitted, nothing there of that name, not prepared for. */
    private static final List<String> REFUSALS = List.of("42501", "0A000", "55000", "42704", "25006", "42703");

    /** Who gives it may write anything for a period: it stays a text, in the view, too. */
    @Test
    void whatIsSaidOfPeriodsIsNeverAConditionOfItsOwn() throws Exception {
        Share odd = lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        "pat",
                        List.of("id"),
                        null,
                        List.of(),
                        false,
                        "unit",
                        "?",
                        " or true or '' = ",
                        "test",
                        null),
                null,
                "tester");
        try (Connection bi = DriverManager.getConnection(signIn(odd).url(), signIn.user(), signIn.password())) {
            assertThat(read(bi, "select id from " + signIn.view())).isEmpty();
        } finally {
            lab.roles.close(odd.id());
        }
    }

    private ShareRoles.SignIn signIn(Share other) {
        lab.roles.close(share.id());
        signIn = lab.roles.open(other.id());
        return signIn;
    }

    @Test
    void noConditionOfTheReaderSeesARowThatIsNotTheirs() throws Exception {
        try (Connection bi = connect()) {
            assertThat(read(bi, "select id from " + signIn.view() + " where 1 / (cases - 99) < 5 order by id"))
                    .containsExactly("1", "2");
            assertThat(read(bi, "select id from " + signIn.view() + " where id::int > 0 order by id"))
                    .containsExactly("1", "2");
            assertThat(read(bi, "select count(*) from pg_stats where schemaname = 'ws_lab'"))
                    .containsExactly("0");
            assertThat(
                            read(
                                    bi,
                                    "select count(*) from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')"))
                    .containsExactly("2");
            assertThat(
                            read(
                                    bi,
                                    "select count(*) from pg_stat_activity where usename = 'pirogue' and query not like '<insufficient%'"))
                    .containsExactly("0");
        }
    }

    @Test
    void whoIsConnectedReadsNothingMoreFromTheMomentThatItIsWithdrawn() throws Exception {
        try (Connection bi = connect()) {
            assertThat(read(bi, "select * from " + signIn.view())).hasSize(2);
            lab.shares.withdraw(share.id(), "tester");
            assertThat(read(bi, "select * from " + signIn.view())).isEmpty();
            lab.roles.look();
            assertThatThrownBy(() -> read(bi, "select 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
        assertThat(lab.jdbc.queryForList("select 1 from pg_roles where rolname = ?", signIn.user()))
                .isEmpty();
    }

    @Test
    void anotherPasswordPutsWhoeverHasTheOldOneOut() throws Exception {
        try (Connection bi = connect()) {
            ShareRoles.SignIn old = signIn;
            signIn = lab.roles.open(share.id());
            assertThatThrownBy(() -> read(bi, "select 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(old.url(), old.user(), old.password()))
                    .isInstanceOf(SQLException.class);
            try (Connection again = connect()) {
                assertThat(read(again, "select * from " + signIn.view())).hasSize(2);
            }
        }
    }

    @Test
    void aRoleSeesNothingOfAnotherShareAndHasLimits() throws Exception {
        Share other = lab.shares.add(
                lab.name,
                new Share.Terms(
                        Share.Kind.PARTNER,
                        "sam",
                        List.of("id", "note"),
                        null,
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        "test",
                        null),
                null,
                "tester");
        ShareRoles.SignIn theirs = lab.roles.open(other.id());
        try (Connection bi = connect()) {
            assertThatThrownBy(() -> read(bi, "select * from " + theirs.view())).isInstanceOf(SQLException.class);
            assertThat(read(bi, "show statement_timeout")).containsExactly("1min");
            assertThat(read(bi, "show transaction_read_only")).containsExactly("on");
            assertThat(read(bi, "select rolconnlimit from pg_roles where rolname = current_user"))
                    .containsExactly("5");
        } finally {
            lab.roles.close(other.id());
        }
    }

    @Test
    void anOldVersionThatAShareGivesIsNotGivenUp() throws Exception {
        lab.about = new Publication.About("", "", "", Map.of(), 1, 0, Map.of());
        lab.publish(COLUMNS, List.of(row("7", "unit", "G", "cases", "1")));
        lab.retention.sweep();
        try (Connection bi = connect()) {
            // Nothing has told the share of the new one yet.
            assertThat(read(bi, "select * from " + signIn.view())).hasSize(2);
        }
    }
}

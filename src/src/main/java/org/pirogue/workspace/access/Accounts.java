package org.pirogue.workspace.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pirogue.home.Secrets;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The people who sign in here, and what becomes of wrong passwords. */
public final class Accounts {
    /** Names that stand for somebody else. */
    public static final Set<String> TAKEN = Set.of("admin", "api-token", "pirogue", "unknown");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,62}");
    private static final int SHORTEST = 12;
    /** As much as bcrypt looks at. */
    private static final int LONGEST_BYTES = 72;

    private final JdbcTemplate jdbc;
    private final PasswordEncoder encoder;

    public Accounts(JdbcTemplate jdbc, PasswordEncoder encoder) {
        this.jdbc = jdbc;
        this.encoder = encoder;
    }

    public Optional<Account> find(String name) {
        return jdbc
                .query(
                        "select name, password, must_change, locked_until > ledger.now() as locked, locked_until, epoch"
                                + " from access.account where name = ?",
                        Accounts::read,
                        name)
                .stream()
                .findFirst();
    }

    private static Account read(ResultSet row, int number) throws SQLException {
        Timestamp until = row.getTimestamp("locked_until");
        return new Account(
                row.getString("name"),
                row.getString("password"),
                row.getBoolean("must_change"),
                row.getBoolean("locked"),
                until == null ? null : until.toInstant(),
                row.getLong("epoch"));
    }

    /**
     * A new account, without any role.
     *
     * @return a password for the first sign-in, told to nobody else
     * @throws AccessProblem P786 a bad name, P787 there is one already
     */
    public String add(String name, String by) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new AccessProblem(
                    "P786",
                    "'" + name + "' cannot be the name of an account: small letters, digits, . _ @ -, and none of "
                            + TAKEN.stream().sorted().toList());
        }
        String password = Secrets.random();
        int added = jdbc.update(
                "insert into access.account (name, password, created_by) values (?, ?, ?) on conflict do nothing",
                name,
                encoder.encode(password),
                by);
        if (added == 0) {
            throw new AccessProblem("P787", "there is an account '" + name + "' already");
        }
        return password;
    }

    /** @return another password for the next sign-in; the former one, and every session, end */
    public String reset(String name) {
        String password = Secrets.random();
        int changed = jdbc.update(
                "update access.account set password = ?, must_change = true, failures = 0, locked_until = null,"
                        + " epoch = epoch + 1 where name = ?",
                encoder.encode(password),
                name);
        if (changed == 0) {
            throw missing(name);
        }
        return password;
    }

    /**
     * Their own choice.
     *
     * @throws AccessProblem P789 the former one is not right, P790 not fit to be one
     */
    public void change(String name, String former, String wanted) {
        Account account = find(name).orElseThrow(() -> missing(name));
        if (account.locked() || !encoder.matches(former, account.password())) {
            failed(name);
            throw new AccessProblem("P789", "the former password is not right");
        }
        fit(name, former, wanted);
        jdbc.update(
                "update access.account set password = ?, must_change = false, failures = 0, epoch = epoch + 1"
                        + " where name = ?",
                encoder.encode(wanted),
                name);
    }

    private static void fit(String name, String former, String wanted) {
        int bytes = wanted.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (wanted.length() < SHORTEST || bytes > LONGEST_BYTES || wanted.equals(former) || wanted.contains(name)) {
            throw new AccessProblem(
                    "P790",
                    "choose " + SHORTEST + " to " + LONGEST_BYTES
                            + " characters, other than before and without the account's name");
        }
    }

    /** The account with all its roles, personal tokens and sessions. */
    public void remove(String name) {
        if (jdbc.update("delete from access.account where name = ?", name) == 0) {
            throw missing(name);
        }
    }

    public List<String> names() {
        return jdbc.queryForList("select name from access.account order by name", String.class);
    }

    /** What is tried while they wait counts for nothing. From the fifth wrong password on each costs twice the wait of the one before: 30 seconds, at most 15 minutes. */
    public void failed(String name) {
        jdbc.update("""
                update access.account set failures = failures + 1,
                    locked_until = case when failures >= 4
                        then ledger.now() + least(interval '15 minutes', interval '30 seconds' * power(2, least(failures - 4, 9)))
                        else locked_until end
                where name = ? and (locked_until is null or locked_until <= ledger.now())""", name);
    }

    public void succeeded(String name) {
        jdbc.update(
                "update access.account set failures = 0, locked_until = null where name = ? and failures > 0", name);
    }

    /** Sessions of before end: they have rights that are not theirs any more. */
    void endSessions(String name) {
        jdbc.update("update access.account set epoch = epoch + 1 where name = ?", name);
    }

    static AccessProblem missing(String name) {
        return new AccessProblem("P788", "there is no account '" + name + "'");
    }
}

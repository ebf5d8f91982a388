package org.pirogue.workspace.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who is what in which workspace. */
public final class Members {
    /** Stands for the whole country where a workspace is named. */
    public static final String COUNTRY = "*";

    private final JdbcTemplate jdbc;
    private final Accounts accounts;

    public Members(JdbcTemplate jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    public record Member(String account, String workspace, Role role, java.time.Instant since, String by) {}

    public Map<String, Set<Role>> roles(String account) {
        Map<String, Set<Role>> roles = new TreeMap<>();
        jdbc.query(
                "select workspace, role from access.member where account = ?",
                row -> {
                    Role.named(row.getString(2))
                            .ifPresent(role -> roles.computeIfAbsent(text(row), none -> EnumSet.noneOf(Role.class))
                                    .add(role));
                },
                account);
        return roles;
    }

    private static String text(java.sql.ResultSet row) {
        try {
            return row.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Member> all() {
        return jdbc.query(
                "select account, workspace, role, given_at, given_by from access.member order by workspace, account, role",
                (row, i) -> new Member(
                        row.getString(1),
                        row.getString(2),
                        Role.named(row.getString(3)).orElseThrow(),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5)));
    }

    /** @throws AccessProblem P788 no such account, P791 a role that is not had there */
    public void give(String account, String workspace, Role role, String by) {
        if (role.ofCountry() != workspace.equals(COUNTRY)) {
            throw new AccessProblem(
                    "P791",
                    role.word()
                            + (role.ofCountry() ? " is had in the country ('*'), not" : " is had in a workspace, not")
                            + " in '" + workspace + "'");
        }
        accounts.find(account).orElseThrow(() -> Accounts.missing(account));
        jdbc.update(
                "insert into access.member (account, workspace, role, given_by) values (?, ?, ?, ?) on conflict do nothing",
                account,
                workspace,
                role.word(),
                by);
        accounts.endSessions(account);
    }

    /** @return whether they had it */
    public boolean take(String account, String workspace, Role role) {
        int taken = jdbc.update(
                "delete from access.member where account = ? and workspace = ? and role = ?",
                account,
                workspace,
                role.word());
        accounts.endSessions(account);
        return taken > 0;
    }
}

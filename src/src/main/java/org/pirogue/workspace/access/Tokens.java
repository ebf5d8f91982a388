package org.pirogue.workspace.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.audit.Actor;
import org.springframework.jdbc.core.JdbcTemplate;

/** Tokens of persons and machines: only a digest is kept, and each has an end. */
public final class Tokens {
    /** How one begins: so that a search for lost secrets finds them. */
    public static final String PREFIX = "pir_";

    public static final int LONGEST_DAYS = 730;

    private static final int RANDOM_BYTES = 32;
    private static final String COLUMNS = "id, name, owner, workspaces, rights, purpose, expires_at, created_at,"
            + " created_by, last_used_at, revoked_at";

    private final JdbcTemplate jdbc;
    private final Members members;

    public Tokens(JdbcTemplate jdbc, Members members) {
        this.jdbc = jdbc;
        this.members = members;
    }

    /**
     * What is wanted.
     *
     * @param owner whose rights it has at most; null: of a machine
     * @param workspaces names, or {@link Members#COUNTRY}
     * @param purpose what it is for: the audit trail says so with each use
     */
    public record Wish(
            String name,
            @Nullable String owner,
            Set<String> workspaces,
            Set<Right> rights,
            @Nullable String purpose,
            int days) {}

    /** @param text the token itself, never shown again */
    public record Made(long id, String text) {}

    /** @throws AccessProblem P792 no name, no workspace, no right, or too long a life */
    public Made make(Wish wish, String by) {
        if (wish.name().isBlank()
                || wish.workspaces().isEmpty()
                || wish.rights().isEmpty()
                || wish.days() < 1
                || wish.days() > LONGEST_DAYS) {
            throw new AccessProblem(
                    "P792",
                    "a token has a name, at least one workspace and one right, and lives 1 to " + LONGEST_DAYS
                            + " days");
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Long id = jdbc.queryForObject(
                """
                insert into access.token (name, digest, owner, workspaces, rights, purpose, expires_at, created_by)
                values (?, ?, ?, ?, ?, ?, ledger.now() + make_interval(days => ?), ?) returning id""",
                Long.class,
                wish.name().strip(),
                digest(text),
                wish.owner(),
                wish.workspaces().toArray(String[]::new),
                wish.rights().stream().map(Right::name).toArray(String[]::new),
                wish.purpose(),
                wish.days(),
                by);
        return new Made(id == null ? 0 : id, text);
    }

    public List<Token> all() {
        return jdbc.query("select " + COLUMNS + " from access.token order by id", Tokens::read);
    }

    public Optional<Token> find(long id) {
        return jdbc.query("select " + COLUMNS + " from access.token where id = ?", Tokens::read, id).stream()
                .findFirst();
    }

    /** At once, everywhere. */
    public void revoke(long id, String by) {
        jdbc.update(
                "update access.token set revoked_at = ledger.now(), revoked_by = ? where id = ? and revoked_at is null",
                by,
                id);
    }

    /** Who comes with this text, as long as it is valid. */
    public Optional<Caller> caller(String text) {
        return valid(text).map(this::caller);
    }

    /** What is left of the rights of one that somebody came with; empty once it is not valid any more. */
    public Optional<Caller> caller(long id) {
        return jdbc
                .query(
                        "select " + COLUMNS
                                + " from access.token where id = ? and revoked_at is null and expires_at > ledger.now()",
                        Tokens::read,
                        id)
                .stream()
                .findFirst()
                .map(this::caller);
    }

    /** The one that has this text, as long as it is valid. */
    public Optional<Token> valid(String text) {
        byte[] digest = digest(text);
        Optional<Token> found = jdbc
                .query(
                        "select " + COLUMNS
                                + " from access.token where digest = ? and revoked_at is null and expires_at > ledger.now()",
                        Tokens::read,
                        digest)
                .stream()
                .findFirst();
        found.ifPresent(token -> jdbc.update(
                // Once a minute is often enough to know which ones are not used any more.
                "update access.token set last_used_at = ledger.now() where id = ?"
                        + " and (last_used_at is null or last_used_at < ledger.now() - interval '1 minute')",
                token.id()));
        return found;
    }

    private Caller caller(Token token) {
        Set<String> named = token.workspaces().contains(Members.COUNTRY) ? null : token.workspaces();
        if (token.owner() != null) {
            return Caller.of(token.owner(), Actor.Kind.PERSON, members.roles(token.owner()), token.purpose())
                    .by(token.name())
                    .within(token.rights(), named);
        }
        Map<String, Set<Right>> rights = new HashMap<>();
        if (named != null) {
            named.forEach(each -> rights.put(each, token.rights()));
        }
        return new Caller(
                "token/" + token.name(),
                Actor.Kind.MACHINE,
                null,
                named == null ? token.rights() : Set.of(),
                rights,
                token.purpose());
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Token read(ResultSet row, int number) throws SQLException {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        // A right that this version does not know is none.
        texts(row.getArray("rights")).forEach(name -> Arrays.stream(Right.values())
                .filter(right -> right.name().equals(name))
                .forEach(rights::add));
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                row.getString("owner"),
                texts(row.getArray("workspaces")),
                rights,
                row.getString("purpose"),
                row.getTimestamp("expires_at").toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static Set<String> texts(Array array) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) array.getArray()));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}

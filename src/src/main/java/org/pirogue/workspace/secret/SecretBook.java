package org.pirogue.workspace.secret;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.access.AccessProblem;
import org.pirogue.workspace.audit.Actor;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Secrets by workspace and name. They go in and are used; nothing gives one out again. */
public final class SecretBook implements WorkspaceSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(SecretBook.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST = 10_000;

    private final JdbcTemplate jdbc;
    private final SecretKeys keys;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    SecretBook(JdbcTemplate jdbc, SecretKeys keys, AuditTrail trail) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.trail = trail;
        this.transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
    }

    /** @param key name of the key that it is encrypted with */
    public record Known(String workspace, String name, String key, Instant setAt, String setBy) {}

    /** @throws AccessProblem P795 a bad name, or a value that is empty or too long */
    public void set(String workspace, String name, String value, String by) {
        if (!NAME.matcher(name).matches() || value.isBlank() || value.length() > LONGEST) {
            throw new AccessProblem(
                    "P795",
                    "a secret has a name of small letters, digits and -, and a value of 1 to " + LONGEST
                            + " characters");
        }
        SecretKeys.Sealed sealed = keys.seal(value.strip(), belongs(workspace, name));
        jdbc.update("""
                insert into access.secret (workspace, name, sealed, key, set_by) values (?, ?, ?, ?, ?)
                on conflict (workspace, name) do update
                set sealed = excluded.sealed, key = excluded.key, set_by = excluded.set_by, set_at = ledger.now()""", workspace, name, sealed.text(), sealed.key(), by);
    }

    /** @throws AccessProblem P799 where there is none */
    public void remove(String workspace, String name) {
        if (jdbc.update("delete from access.secret where workspace = ? and name = ?", workspace, name) == 0) {
            throw new AccessProblem("P799", "workspace '" + workspace + "' has no secret '" + name + "'");
        }
    }

    public List<Known> of(String workspace) {
        return jdbc.query(
                "select workspace, name, key, set_at, set_by from access.secret where workspace = ? order by name",
                (row, i) -> new Known(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5)),
                workspace);
    }

    @Override
    public Optional<String> of(String workspace, String name, String user) {
        Optional<SecretKeys.Sealed> sealed = jdbc
                .query(
                        "select sealed, key from access.secret where workspace = ? and name = ?",
                        (row, i) -> new SecretKeys.Sealed(row.getBytes(1), row.getString(2)),
                        workspace,
                        name)
                .stream()
                .findFirst();
        if (sealed.isPresent()) {
            trail.write(Deed.allowed(
                            Actor.system(), Verb.USE_SECRET, "workspaces/" + workspace + "/secrets/" + name, workspace)
                    .why(user));
        }
        return sealed.flatMap(found -> keys.open(found, belongs(workspace, name)));
    }

    /** Encrypts all of them with a new key; the former one is forgotten when that is done. @return how many */
    public int rotate() {
        keys.add();
        Integer many = transaction.execute(status -> {
            List<Known> all = jdbc.query(
                    "select workspace, name, key, set_at, set_by from access.secret for update",
                    (row, i) -> new Known(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getTimestamp(4).toInstant(),
                            row.getString(5)));
            all.forEach(this::sealAgain);
            return all.size();
        });
        Integer left =
                jdbc.queryForObject("select count(*) from access.secret where key <> ?", Integer.class, keys.newest());
        if (left != null && left == 0) {
            keys.forgetFormer();
        }
        return many == null ? 0 : many - (left == null ? 0 : left);
    }

    private void sealAgain(Known known) {
        String belongs = belongs(known.workspace(), known.name());
        byte[] text = jdbc.queryForObject(
                "select sealed from access.secret where workspace = ? and name = ?",
                byte[].class,
                known.workspace(),
                known.name());
        Optional<String> open = keys.open(new SecretKeys.Sealed(Objects.requireNonNull(text), known.key()), belongs);
        if (open.isEmpty()) {
            LOG.warn(
                    "P799 secret '{}' of workspace '{}' cannot be opened by a key of this data directory: it stays as it is",
                    known.name(),
                    known.workspace());
            return;
        }
        SecretKeys.Sealed sealed = keys.seal(open.get(), belongs);
        jdbc.update(
                "update access.secret set sealed = ?, key = ? where workspace = ? and name = ?",
                sealed.text(),
                sealed.key(),
                known.workspace(),
                known.name());
    }

    private static String belongs(String workspace, String name) {
        return workspace + "/" + name;
    }
}

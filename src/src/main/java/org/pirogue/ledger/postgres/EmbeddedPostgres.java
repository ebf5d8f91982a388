package org.pirogue.ledger.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.pirogue.home.DirectoryLock;
import org.pirogue.home.Problem;
import org.pirogue.home.StartupFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL on this machine's disk: loopback only, with a password, and with fsync. It outlives a killed JVM;
 * the next start finds it, stops it and takes its directory over. If it is killed itself, it is started again.
 */
public final class EmbeddedPostgres implements Database {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "pirogue";
    /** Whom the audit trail belongs to: nobody signs in by it, and the application is no member of it. */
    private static final String TRAIL = "pirogue_trail";

    private static final List<String> LARGE_OBJECTS = List.of(
            "lo_creat(integer)",
            "lo_create(oid)",
            "lo_from_bytea(oid, bytea)",
            "lo_open(oid, integer)",
            "lo_put(oid, bigint, bytea)",
            "lowrite(integer, bytea)");
    private static final int RUNNING = 0;
    private static final int ATTEMPTS = 3;
    private static final int ATTEMPTS_AGAIN = 10;
    private static final String STOP_LIMIT_SECS = "90";

    private final DirectoryLock lock;
    private final PostgresPrograms programs;
    private final Path cluster;
    private final Path log;
    private final String password;
    private final String adminPassword;
    private final int wantedPort;
    private final Runnable lost;
    private int port;
    private boolean closing;

    private EmbeddedPostgres(
            DirectoryLock lock,
            PostgresPrograms programs,
            Path cluster,
            Path log,
            String password,
            String adminPassword,
            int wantedPort,
            Runnable lost) {
        this.lock = lock;
        this.programs = programs;
        this.cluster = cluster;
        this.log = log;
        this.password = password;
        this.adminPassword = adminPassword;
        this.wantedPort = wantedPort;
        this.lost = lost;
    }

    /**
     * Starts PostgreSQL on a free port.
     *
     * @param directory of this database alone: its files, log and lock
     * @param binaries where the programs are unpacked; may be shared by several databases
     * @param password of the database, the same at every start
     * @param lost what to do when it has ended by itself and does not start again
     * @throws StartupFailure P102 when another process has the directory, P110 or P111 when PostgreSQL does not run, P124 when its port is taken
     */
    public static EmbeddedPostgres start(Path directory, Path binaries, String password, Runnable lost) {
        return start(directory, binaries, password, password, 0, lost);
    }

    /**
     * The same.
     *
     * @param adminPassword of the database's administrator, who is not the application
     * @param wantedPort 0: a free one
     */
    public static EmbeddedPostgres start(
            Path directory, Path binaries, String password, String adminPassword, int wantedPort, Runnable lost) {
        var lock = DirectoryLock.take(directory);
        var log = directory.resolve("postgres.log");
        try {
            var user = Unprivileged.find(directory.resolve("data"));
            var programs = new PostgresPrograms(PostgresBinaries.unpack(binaries), log, user);
            user.own(directory);
            var postgres = new EmbeddedPostgres(
                    lock, programs, directory.resolve("data"), log, password, adminPassword, wantedPort, lost);
            postgres.initialise(user);
            postgres.stopOrphan();
            postgres.launch();
            postgres.ensureDatabase();
            postgres.watch();
            return postgres;
        } catch (StartupFailure e) {
            release(lock);
            throw e;
        } catch (IOException | SQLException e) {
            release(lock);
            throw new StartupFailure(Problem.of("P111", log, String.valueOf(e.getMessage())), e);
        } catch (InterruptedException e) {
            release(lock);
            Thread.currentThread().interrupt();
            throw new StartupFailure(Problem.of("P111", log, "interrupted"), e);
        }
    }

    @Override
    public String url() {
        return url(OWNER);
    }

    @Override
    public String user() {
        return OWNER;
    }

    @Override
    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** It may be killed for want of memory, or end for want of disk: whatever holds its address is to find it again. */
    private void watch() throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::ended);
    }

    private void ended() {
        if (!startAgain()) {
            // Not while we are locked: to end Pirogue is to close us.
            lost.run();
        }
    }

    /** On the same port. Its processes outlive it by a moment, in which it does not start: that is tried anew. */
    private synchronized boolean startAgain() {
        if (closing) {
            return true;
        }
        LOG.error(Problem.of("P531", log).text(Locale.getDefault()));
        try {
            for (int attempt = 1; attempt <= ATTEMPTS_AGAIN; attempt++) {
                if (run() == 0) {
                    watch();
                    return true;
                }
            }
        } catch (IOException e) {
            LOG.error("the embedded PostgreSQL could not be started again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.error(Problem.of("P532", log).text(Locale.getDefault()));
        return false;
    }

    @Override
    public synchronized void close() {
        closing = true;
        try {
            if (programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", STOP_LIMIT_SECS)
                    != 0) {
                LOG.warn("the embedded PostgreSQL did not stop in time; see {}", log);
            }
        } catch (IOException e) {
            LOG.warn("the embedded PostgreSQL could not be stopped; see {}", log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(lock);
        }
    }

    private void initialise(Unprivileged user) throws IOException, InterruptedException {
        if (Files.isDirectory(cluster)) {
            return;
        }
        // A kill during an earlier first start may have left one; we hold the lock, so nobody else is at it.
        var draft = cluster.resolveSibling("data-draft");
        FileSystemUtils.deleteRecursively(draft);
        Files.createDirectory(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var secret = Files.createTempFile(
                cluster.getParent(),
                "initdb-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(secret, adminPassword);
            user.own(draft);
            user.own(secret);
            initdb(draft, secret);
            // Only a whole cluster ever bears the name.
            Files.move(draft, cluster, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.delete(secret);
        }
    }

    private void initdb(Path draft, Path secret) throws IOException, InterruptedException {
        var status = programs.run(
                "initdb",
                "-D",
                draft.toString(),
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + secret,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums");
        if (status != 0) {
            throw new IOException("initdb ended with status " + status);
        }
    }

    private void stopOrphan() throws IOException, InterruptedException {
        if (!isRunning()) {
            return;
        }
        LOG.warn("an embedded PostgreSQL of an earlier start is still running: stopping it");
        programs.run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", STOP_LIMIT_SECS);
        if (isRunning()) {
            throw new IOException("the PostgreSQL of an earlier start does not stop");
        }
    }

    private boolean isRunning() throws IOException, InterruptedException {
        return programs.run("pg_ctl", "status", "-D", cluster.toString()) == RUNNING;
    }

    private void launch() throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            // Another process may take the port between our look and PostgreSQL's bind.
            port = freePort(wantedPort);
            Files.writeString(cluster.resolve("postgresql.conf"), settings());
            if (run() == 0) {
                return;
            }
        }
        throw new IOException("pg_ctl start failed " + ATTEMPTS + " times");
    }

    private int run() throws IOException, InterruptedException {
        return programs.run("pg_ctl", "start", "-D", cluster.toString(), "-l", log.toString(), "-w", "-t", "120");
    }

    private String settings() {
        return """
                # Written by Pirogue at every start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 100
                reserved_connections = 40
                shared_buffers = 64MB
                max_wal_size = 512MB
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                datestyle = 'iso, ymd'
                # Statements and rows may be about persons: the log names neither.
                log_min_error_statement = panic
                log_error_verbosity = terse
                log_parameter_max_length_on_error = 0
                """.formatted(port);
    }

    /** The application is not the database's superuser: a hole in its SQL must not be a shell. */
    private void ensureDatabase() throws SQLException {
        try (var connection = connect()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
                execute(connection, "CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + password.replace("'", "''") + "'");
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
                execute(connection, "CREATE DATABASE " + OWNER + " OWNER " + OWNER);
            }
            // For the login roles of shares: it can make roles and no superuser, and rules over those that it made
            // only.
            execute(connection, "ALTER ROLE " + OWNER + " CREATEROLE");
        } catch (SQLException e) {
            close();
            throw e;
        }
        closeToEverybody();
    }

    @Override
    public void openTrail() throws SQLException {
        giveTrail(OWNER);
    }

    /** The trail's tables and functions belong to another role: the application reads and adds, and can change nothing of them. */
    @Override
    public void closeTrail() throws SQLException {
        giveTrail(TRAIL);
    }

    private void giveTrail(String to) throws SQLException {
        try (var connection = DriverManager.getConnection(url(OWNER), SUPERUSER, adminPassword)) {
            execute(connection, """
                    DO $$
                    DECLARE
                        each record;
                    BEGIN
                        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '%2$s') THEN
                            CREATE ROLE %2$s NOLOGIN;
                        END IF;
                        IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'audit') THEN
                            RETURN;
                        END IF;
                        ALTER SCHEMA audit OWNER TO %1$s;
                        FOR each IN SELECT oid::regclass AS name FROM pg_class
                            WHERE relnamespace = 'audit'::regnamespace AND relkind = 'r' LOOP
                            EXECUTE format('ALTER TABLE %%s OWNER TO %1$s', each.name);
                            EXECUTE format('GRANT SELECT, INSERT ON %%s TO %3$s', each.name);
                        END LOOP;
                        FOR each IN SELECT oid::regprocedure AS name FROM pg_proc
                            WHERE pronamespace = 'audit'::regnamespace LOOP
                            EXECUTE format('ALTER FUNCTION %%s OWNER TO %1$s', each.name);
                        END LOOP;
                        GRANT USAGE ON SCHEMA audit TO %3$s;
                    END $$""".formatted(to, TRAIL, OWNER));
        }
    }

    /** PostgreSQL lets everybody write large objects: a reader could fill the disk with them. */
    private void closeToEverybody() throws SQLException {
        try (var connection = DriverManager.getConnection(url(OWNER), SUPERUSER, adminPassword)) {
            for (String function : LARGE_OBJECTS) {
                execute(connection, "REVOKE EXECUTE ON FUNCTION pg_catalog." + function + " FROM PUBLIC");
            }
            // Shares by SQL: readers come to an end of connections before Pirogue does.
            execute(connection, "GRANT pg_use_reserved_connections TO " + OWNER);
            execute(connection, Witness.script("127.0.0.1", port, OWNER));
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        try {
            return DriverManager.getConnection(url(SUPERUSER), SUPERUSER, adminPassword);
        } catch (SQLException refused) {
            // Of a version before, which had one password for both.
            var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, password);
            execute(connection, "ALTER ROLE " + SUPERUSER + " PASSWORD '" + adminPassword.replace("'", "''") + "'");
            return connection;
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, OWNER);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static int freePort(int wanted) throws IOException {
        try (var socket = new ServerSocket()) {
            // One that the database before has just left must not count as taken.
            socket.setReuseAddress(wanted != 0);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (wanted == 0) {
                throw taken;
            }
            throw new StartupFailure(
                    Problem.of("P124", "pirogue.database.port", "127.0.0.1", String.valueOf(wanted)), taken);
        }
    }

    private static void release(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.warn("the lock of the database directory could not be released", e);
        }
    }
}

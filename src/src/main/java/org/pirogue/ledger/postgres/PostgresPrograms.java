package org.pirogue.ledger.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs initdb and pg_ctl, without our rights, without our input, and without waiting for ever. */
final class PostgresPrograms {

    private static final long LIMIT_SECS = 180;

    private final Path home;
    private final Path log;
    private final Unprivileged user;

    PostgresPrograms(Path home, Path log, Unprivileged user) {
        this.home = home;
        this.log = log;
        this.user = user;
    }

    /** @return the program's exit status; what it said is in the log */
    int run(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(user.prefix());
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var process = builder(command).start();
        if (!process.waitFor(LIMIT_SECS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(program + " did not end within " + LIMIT_SECS + " seconds");
        }
        return process.exitValue();
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // A PGPORT or PGDATA of the person who starts us must not reach these programs.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}

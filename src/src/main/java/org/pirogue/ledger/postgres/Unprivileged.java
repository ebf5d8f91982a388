package org.pirogue.ledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. Where we are root, it runs in a user namespace of its own, or, where namespaces
 * are forbidden, as a user who owns nothing else.
 */
final class Unprivileged {

    private static final int NOBODY = 65534;
    /** A machine that is busy is not one where namespaces are forbidden. */
    private static final long PATIENCE_SECS = 60;

    private final List<String> prefix;
    private final boolean changesOwner;

    private Unprivileged(List<String> prefix, boolean changesOwner) {
        this.prefix = prefix;
        this.changesOwner = changesOwner;
    }

    /**
     * @param cluster the files of the database: whoever ran it before runs it again, since to nobody else they belong, and nobody
     *     else can stop a process that was left behind
     */
    static Unprivileged find(Path cluster) throws IOException, InterruptedException {
        if (!isRoot(Path.of("/proc/self"))) {
            return new Unprivileged(List.of(), false);
        }
        boolean namespace = Files.exists(cluster) ? isRoot(cluster) : works("unshare", "-U", "true");
        return namespace
                ? new Unprivileged(List.of("unshare", "-U"), false)
                : new Unprivileged(
                        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);
    }

    private static boolean isRoot(Path path) throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
    }

    /** What stands before the command line of a program. */
    List<String> prefix() {
        return prefix;
    }

    /** Gives a tree to the user that PostgreSQL will run as. */
    void own(Path tree) throws IOException {
        if (!changesOwner) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

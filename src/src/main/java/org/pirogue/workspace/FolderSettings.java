package org.pirogue.workspace;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the settings of connections to folders go together: P694 for each that does not. A folder lies below the one that the
 * machine's own settings give to all of them, so that no country reads the rest of the machine.
 */
final class FolderSettings {
    private static final Set<WorkspaceSettings.Type> HAVE_A_PATH =
            Set.of(WorkspaceSettings.Type.FOLDER, WorkspaceSettings.Type.SFTP);

    private final Map<String, WorkspaceSettings.Connection> all;
    private final Workspaces.Report report;

    FolderSettings(Map<String, WorkspaceSettings.Connection> all, Workspaces.Report report) {
        this.all = all;
        this.report = report;
    }

    void check(String name, WorkspaceSettings.Connection connection) {
        Path path = path(connection);
        if (path == null) {
            refuse(
                    name,
                    "path",
                    "'" + connection.path()
                            + "' is no folder below the one of pirogue.files: write for instance weekly");
            return;
        }
        all.forEach((other, set) -> {
            Path theirs = set.type() == WorkspaceSettings.Type.FOLDER ? path(set) : null;
            boolean shared = theirs != null && (theirs.startsWith(path) || path.startsWith(theirs));
            if (shared && !Objects.equals(set.workspace(), connection.workspace())) {
                refuse(name, "path", "lies in, or around, that of connection '" + other + "' of another workspace");
            }
        });
        Stream.of(
                        connection.url(),
                        connection.username(),
                        connection.tokenEnv(),
                        connection.tokenFile(),
                        connection.tokenSecret())
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(any -> refuse(name, "type", "folder has a path, and neither an address nor a secret"));
    }

    /** A path at a connection of another type. */
    void foreign(String name, WorkspaceSettings.Connection connection) {
        if (connection.path() != null && !HAVE_A_PATH.contains(connection.type())) {
            refuse(name, "path", "belongs to a folder: is type: folder meant?");
        }
    }

    private static @Nullable Path path(WorkspaceSettings.Connection connection) {
        try {
            Path path = Path.of(String.valueOf(connection.path())).normalize();
            boolean below = connection.path() != null
                    && !connection.path().isBlank()
                    && !path.isAbsolute()
                    && !path.startsWith("..")
                    && !path.toString().isEmpty();
            return below ? path : null;
        } catch (InvalidPathException noPath) {
            return null;
        }
    }

    private void refuse(String name, String setting, String why) {
        report.add(
                "P694",
                "pirogue.connections." + name + "." + setting,
                "connection '" + name + "': " + setting + " " + why);
    }
}

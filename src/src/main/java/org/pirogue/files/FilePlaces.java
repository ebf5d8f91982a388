package org.pirogue.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.workspace.FileServer;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.WorkspaceSettings;

/** The places of a country, by the names of their connections. */
public final class FilePlaces implements AutoCloseable {
    private final Map<String, FilePlace> places = new TreeMap<>();
    private final List<HttpPlace> clients = new ArrayList<>();

    /**
     * @param root below which the folders of connections lie
     * @param gates what stands before every call of a connection to a server, by its name
     * @param secrets those that the workspaces keep here
     */
    public FilePlaces(
            WorkspaceSettings settings,
            Path root,
            Spool spool,
            Clock clock,
            Function<String, ? extends Dhis2CallGate> gates,
            WorkspaceSecrets secrets) {
        settings.connections().forEach((name, connection) -> {
            FileServer server = new FileServer(name, connection, secrets);
            switch (connection.type()) {
                case FOLDER ->
                    places.put(name, new FolderPlace(name, root.resolve(String.valueOf(connection.path())), clock));
                case SFTP ->
                    places.put(name, new GatedPlace(new SftpPlace(name, server, spool, clock), gates.apply(name)));
                case HTTP -> {
                    HttpPlace http = new HttpPlace(name, server, clock);
                    clients.add(http);
                    places.put(name, new GatedPlace(http, gates.apply(name)));
                }
                case DHIS2, KAFKA, DATASETS -> {
                    // No files lie there.
                }
            }
        });
    }

    /** @throws org.pirogue.prepare.Problems P694 where the connection leads to no files */
    public FilePlace of(String connection) {
        FilePlace place = places.get(connection);
        if (place == null) {
            throw BadPlace.of(
                    connection,
                    "the connection leads to no files",
                    "take one of type folder, sftp or http: " + places.keySet());
        }
        return place;
    }

    @Override
    public void close() {
        for (HttpPlace each : clients) {
            try {
                each.close();
            } catch (IOException stays) {
                throw new UncheckedIOException(stays);
            }
        }
    }
}

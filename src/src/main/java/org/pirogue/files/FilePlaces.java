package org.pirogue.files;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.pirogue.workspace.WorkspaceSettings;

/** The places of a country, by the names of their connections. */
public final class FilePlaces {
    private final Map<String, FilePlace> places;

    public FilePlaces(Map<String, FilePlace> places) {
        this.places = new TreeMap<>(places);
    }

    /** @param root below which the folders of connections lie */
    public static FilePlaces of(WorkspaceSettings settings, Path root, Clock clock) {
        Map<String, FilePlace> places = new TreeMap<>();
        settings.connections().forEach((name, connection) -> {
            if (connection.type() == WorkspaceSettings.Type.FOLDER) {
                places.put(name, new FolderPlace(name, root.resolve(String.valueOf(connection.path())), clock));
            }
        });
        return new FilePlaces(places);
    }

    /** @throws org.pirogue.prepare.Problems P694 where the connection leads to no files */
    public FilePlace of(String connection) {
        FilePlace place = places.get(connection);
        if (place == null) {
            throw BadPlace.of(
                    connection, "the connection leads to no files", "take one of type folder: " + places.keySet());
        }
        return place;
    }
}

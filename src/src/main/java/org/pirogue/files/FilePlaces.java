package org.pirogue.files;

import java.util.Map;
import java.util.TreeMap;

/** The places of a country, by the names of their connections. */
public final class FilePlaces {
    private final Map<String, FilePlace> places;

    public FilePlaces(Map<String, FilePlace> places) {
        this.places = new TreeMap<>(places);
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

package org.pirogue.catalogue;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Opens a catalogue by what a person calls it. */
public final class Catalogues {
    private Catalogues() {}

    /**
     * @param place a folder, or a zip file
     * @param create whether one that is not there is made
     * @throws CatalogueProblem P620 there is none, or it cannot be read
     */
    public static Catalogue open(String place, boolean create) {
        try {
            Path path = Path.of(place).toAbsolutePath().normalize();
            if (place.endsWith(".zip")) {
                return new ArchiveCatalogue(path, place, create);
            }
            if (!create && !Files.isDirectory(path)) {
                throw new CatalogueProblem("P620", place, "NoSuchFileException");
            }
            return new FolderCatalogue(path, place);
        } catch (InvalidPathException e) {
            throw new CatalogueProblem("P620", place, e.getClass().getSimpleName());
        }
    }
}

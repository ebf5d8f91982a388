package org.pirogue.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.pirogue.catalogue.registry.RegistryCatalogue;

/** Opens a catalogue by what a person calls it. */
public final class Catalogues {
    private static final String TOKEN = "PIROGUE_CATALOGUE_TOKEN";

    private Catalogues() {}

    /**
     * @param place a folder, a zip file, or the address of a NiFi Registry
     * @param create whether one that is not there is made
     * @throws CatalogueProblem P620 there is none, or it cannot be read
     */
    public static Catalogue open(String place, boolean create) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return new RegistryCatalogue(address(place), System.getenv(TOKEN));
        }
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

    /** A password in it would be written into lock files. */
    private static String address(String place) {
        try {
            URI uri = new URI(place);
            if (uri.getHost() == null || uri.getRawUserInfo() != null) {
                throw new URISyntaxException(place, "host");
            }
            return place;
        } catch (URISyntaxException e) {
            throw new CatalogueProblem("P620", place.replaceFirst("//[^/]*@", "//…@"), TOKEN);
        }
    }
}

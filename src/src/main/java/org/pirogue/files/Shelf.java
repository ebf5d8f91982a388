package org.pirogue.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One folder, here or elsewhere, in which a {@link SteadyFile} lies. Names are those of files in it. */
interface Shelf {
    /** Where on this machine the next content of a file is written before it replaces the former one. */
    Path draft(String name) throws IOException;

    /** Puts the draft where the file is, whole or not at all, so that it stays after a loss of power. */
    void replace(Path draft, String name) throws IOException;

    /** SHA-256 of a file; empty where there is none, or something else. */
    String digest(String name) throws IOException;

    /** Lines of a small file; none where it is not there. */
    List<String> lines(String name) throws IOException;

    /** The same content under a second name. */
    void copy(String name, String as) throws IOException;

    /** Nothing where it is not there. */
    void delete(String name) throws IOException;
}

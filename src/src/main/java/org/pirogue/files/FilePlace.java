package org.pirogue.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problems;

/** A place that a connection leads to. Names of folders are relative to it, and lead nowhere else. */
public interface FilePlace {
    /** Folder for what goes back. */
    String RETURNED = "returned";

    /**
     * Which files are asked for.
     *
     * @param folder below the place; empty for the place itself
     * @param pattern of names, with {@code *} and {@code ?}, several separated by commas
     * @param quiet how long nobody must have written to a file
     */
    record Wanted(String folder, String pattern, Duration quiet, int mostFiles, long mostBytes) {}

    /** Whether it is there. @throws Problems P694 where it is not */
    void look();

    /**
     * Copies of all files that are asked for; the files stay where they are.
     *
     * @param into an empty folder of ours
     * @throws Problems P683 one is still being written, P694 there are none, or too many, or too large ones
     */
    List<Received> receive(Wanted wanted, Path into);

    /**
     * Writes a file whole or not at all. What somebody else has written under its name is kept beside it.
     *
     * @param folder below the place
     * @param name without a folder
     */
    SteadyFile.Written write(String folder, String name, SteadyFile.Content content) throws IOException;

    /**
     * What becomes of a file that is for whoever sent another one.
     *
     * @param book null: what was given back under that name is taken away, unless somebody has changed it
     */
    record Returned(String name, @Nullable Path book) {}

    /** Puts files into {@code returned/} below the folder; nothing where the place cannot be written to. */
    void giveBack(String folder, List<Returned> all) throws IOException;
}

package org.pirogue.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pirogue.prepare.Problems;

/** A place that a connection leads to. Names of folders are relative to it, and lead nowhere else. */
public interface FilePlace {
    /**
     * Which files are asked for.
     *
     * @param folder below the place; empty for the place itself
     * @param pattern of names, with {@code *} and {@code ?}
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

    /** Puts a file that is for whoever sent another one into {@code returned/} below the folder. */
    void giveBack(String folder, String name, Path file) throws IOException;

    /** Removes what was given back under that name, unless somebody has changed it. */
    void takeBack(String folder, String name) throws IOException;
}

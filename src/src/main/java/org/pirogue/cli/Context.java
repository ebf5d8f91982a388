package org.pirogue.cli;

import java.nio.file.Path;

/**
 * What every command is given.
 *
 * @param screen where it writes
 * @param checkout the folder of the program: its data directories are in {@code data/}, its home unless told otherwise
 */
record Context(Screen screen, Path checkout) {

    Home home(HomeOption option) {
        return new Home(
                option.home == null ? checkout : option.home.toAbsolutePath().normalize());
    }
}

package org.pirogue.prepare.align;

import java.util.Arrays;
import java.util.Optional;

/** By what a unit is found at the other server. */
enum Way {
    UID,
    CODE,
    ATTRIBUTE,
    /** By the form of its name, among the units below its parent's match. */
    NAME;

    static Optional<Way> named(String name) {
        return Arrays.stream(values())
                .filter(way -> way.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }
}

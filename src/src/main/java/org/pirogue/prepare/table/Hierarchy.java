package org.pirogue.prepare.table;

import java.util.Optional;

/** The tree of organisation units, without their names. */
public interface Hierarchy {
    /** @param level 1 for the root; @return the unit itself where it stands there; empty where it is unknown or stands above */
    Optional<String> ancestor(String orgUnit, int level);
}

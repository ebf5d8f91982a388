package org.pirogue.console;

import org.jspecify.annotations.Nullable;

/**
 * Where something belongs, or how it is said that it is not there.
 *
 * @param workspace null where it is not there, or not of a workspace
 * @param missing code and text for whoever may not know of it, and for all where it is not there
 */
record Place(boolean there, @Nullable String workspace, String code, String missing) {

    static Place missing(String code, String text) {
        return new Place(false, null, code, text);
    }

    /** @param workspace null: of the country */
    static Place in(@Nullable String workspace, Place missing) {
        return new Place(true, workspace, missing.code, missing.missing);
    }
}

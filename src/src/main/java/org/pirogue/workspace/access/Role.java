package org.pirogue.workspace.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What people are in a workspace, or in the whole country. */
public enum Role {
    /** of the country: everything everywhere */
    ADMINISTRATOR(true, EnumSet.allOf(Right.class)),
    /** of the country: keeps it running, and sees no value */
    OPERATOR(true, EnumSet.of(Right.SEE_RUNS, Right.RUN, Right.REPLAY, Right.OPERATE)),
    /** of a workspace: everything in it */
    ADMIN(false, EnumSet.complementOf(EnumSet.of(Right.OPERATE, Right.OPEN_CONSOLE))),
    EDITOR(
            false,
            EnumSet.of(
                    Right.SEE_RUNS,
                    Right.SEE_CONTENT,
                    Right.REPLAY,
                    Right.RUN,
                    Right.DECIDE,
                    Right.READ_DATASET,
                    Right.RECEIVE,
                    Right.PUBLISH)),
    VIEWER(false, EnumSet.of(Right.SEE_RUNS, Right.READ_DATASET, Right.RECEIVE)),
    /** belongs to somebody else, and gets what was shared */
    PARTNER(false, EnumSet.of(Right.RECEIVE));

    private final boolean ofCountry;
    private final Set<Right> rights;

    Role(boolean ofCountry, Set<Right> rights) {
        this.ofCountry = ofCountry;
        this.rights = Collections.unmodifiableSet(rights);
    }

    /** Whether it is had in the whole country; the others are had in one workspace. */
    public boolean ofCountry() {
        return ofCountry;
    }

    public Set<Right> rights() {
        return rights;
    }

    public static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.pirogue.persons;

import org.jspecify.annotations.Nullable;

/**
 * Who is looked for.
 *
 * @param pseudonym as a recipient knows the person; it may be typed anywhere
 * @param identifier that names the person: a number, a uid, a telephone. It is kept nowhere, and stands in no log, URL or command
 */
public record Sought(@Nullable String pseudonym, @Nullable String identifier) {
    private static final int SHORTEST = 4;

    /** @throws PersonProblem P774 where it is not one of both, or so short that it may be anybody's */
    public Sought {
        String said = pseudonym == null || pseudonym.isBlank() ? identifier : pseudonym;
        boolean both = pseudonym != null && !pseudonym.isBlank() && identifier != null && !identifier.isBlank();
        if (both || said == null || said.strip().length() < SHORTEST) {
            throw new PersonProblem(
                    "P774",
                    "say who is meant: either a pseudonym, or an identifier, of " + SHORTEST + " characters at least");
        }
    }

    String said() {
        return String.valueOf(isPseudonym() ? pseudonym : identifier).strip();
    }

    boolean isPseudonym() {
        return pseudonym != null && !pseudonym.isBlank();
    }

    @Override
    public String toString() {
        return "Sought[" + (isPseudonym() ? "pseudonym" : "identifier") + "]";
    }
}

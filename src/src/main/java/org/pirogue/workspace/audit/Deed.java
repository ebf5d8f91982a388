package org.pirogue.workspace.audit;

import org.jspecify.annotations.Nullable;

/**
 * What is written down. Neither personal data nor a secret may stand in it: names of things and of accounts, numbers, and a
 * purpose that was declared.
 *
 * @param resource what it was about, from the greater to the smaller: {@code datasets/eoc/cases/3}, {@code runs/41/rejects}
 * @param workspace null: of the whole country
 * @param rows how many were seen or touched; null where that is not counted, or not known yet
 * @param purpose why, as it was declared; null where nobody asked
 */
public record Deed(
        Actor who,
        Verb verb,
        String resource,
        @Nullable String workspace,
        @Nullable Long rows,
        @Nullable String purpose,
        Outcome outcome) {

    public static Deed allowed(Actor who, Verb verb, String resource, @Nullable String workspace) {
        return new Deed(who, verb, resource, workspace, null, null, Outcome.ALLOWED);
    }

    public static Deed refused(Actor who, Verb verb, String resource, @Nullable String workspace) {
        return new Deed(who, verb, resource, workspace, null, null, Outcome.REFUSED);
    }

    /** The same, which was allowed and could not be done. */
    public Deed failed() {
        return new Deed(who, verb, resource, workspace, null, purpose, Outcome.FAILED);
    }

    public Deed rows(long many) {
        return new Deed(who, verb, resource, workspace, many, purpose, outcome);
    }

    public Deed why(@Nullable String declared) {
        return new Deed(who, verb, resource, workspace, rows, declared, outcome);
    }
}

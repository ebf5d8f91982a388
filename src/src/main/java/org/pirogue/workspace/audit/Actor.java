package org.pirogue.workspace.audit;

/** Who did it. @param name of the account or of the token; never what somebody typed */
public record Actor(String name, Kind kind) {

    /** SYSTEM: Pirogue itself, by a schedule or at its start. */
    public enum Kind {
        PERSON,
        MACHINE,
        SYSTEM
    }

    public static Actor system() {
        return new Actor("pirogue", Kind.SYSTEM);
    }
}

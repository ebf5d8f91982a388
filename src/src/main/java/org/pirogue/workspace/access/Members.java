package org.pirogue.workspace.access;

/** Who is what in which workspace. */
public final class Members {
    /** Stands for the whole country where a workspace is named. */
    public static final String COUNTRY = "*";

    private Members() {}
}

package org.pirogue.workspace.dataset;

import java.util.regex.Pattern;

/** A dataset, and where it lies. Both names become names in the database: small letters, digits and hyphens. */
public record DatasetName(String workspace, String name) {
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public DatasetName {
        if (!isPlain(workspace) || !isPlain(name)) {
            throw new DatasetProblem(
                    "P741",
                    "'" + workspace + "/" + name + "' is no dataset: both names are small letters, digits and hyphens,"
                            + " begin with a letter, and have 40 at most");
        }
    }

    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /** Schema of the workspace. */
    String schema() {
        return "ws_" + workspace.replace('-', '_');
    }

    /** The view that shows the current version: two names never meet, since none has an underscore. */
    String view() {
        return Identifiers.quoted(schema()) + "." + Identifiers.quoted(name.replace('-', '_'));
    }

    /** The table of one version: no view begins with an underscore. */
    String table(long relation) {
        return Identifiers.quoted(schema()) + "." + Identifiers.quoted("_" + relation);
    }

    @Override
    public String toString() {
        return workspace + "/" + name;
    }
}

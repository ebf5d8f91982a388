package org.pirogue.sandbox.tracker;

import org.jspecify.annotations.Nullable;

/**
 * A reference to metadata as a payload gives it.
 *
 * @param given null where the payload gives none
 * @param uid null where nothing of that identifier exists
 */
record Ref(@Nullable String given, String scheme, @Nullable String uid) {
    static Ref none(String scheme) {
        return new Ref(null, scheme, null);
    }

    boolean absent() {
        return given == null;
    }

    boolean unknown() {
        return uid == null;
    }

    /** What DHIS2 writes between backticks. */
    String shown() {
        return String.valueOf(given);
    }

    /** What DHIS2 writes into the {@code args} of an error. */
    @Override
    public String toString() {
        return "MetadataIdentifier(idScheme=" + scheme + ", identifier=" + given + ", attributeValue=null)";
    }
}

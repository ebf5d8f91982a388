package org.pirogue.workspace.contract;

import java.util.Locale;

/** What happened, as the {@code type} of an event says it. */
public enum EventType {
    /** A version follows, part by part. */
    BEGUN("A version begins", "Rows of a version follow: all of them, or what differs from the version before."),
    ROWS("Rows of a version", "One part of a version: rows that are new, other or gone."),
    COMPLETE("A version is complete", "All parts of a version were sent: from now on it can be used."),
    GIVEN("There is a new version", "A share gives a new version. No row of it is in here."),
    ERASED(
            "A person was erased",
            "A person was erased from versions that this share gave, and is to be erased by whoever has rows of them.");

    private static final String PERSONS = "org.pirogue.dataset.person.";
    private static final String PREFIX = "org.pirogue.dataset.version.";

    private final String title;
    private final String summary;

    EventType(String title, String summary) {
        this.title = title;
        this.summary = summary;
    }

    /** {@code org.pirogue.dataset.version.rows}. */
    public String type() {
        return (this == ERASED ? PERSONS : PREFIX) + word();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    String summary() {
        return summary;
    }
}

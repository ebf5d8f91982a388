package org.pirogue.sandbox.tracker;

/** The kinds of record; in the order in which reports list them. */
enum Kind {
    TRACKED_ENTITY("trackedEntity", "TrackedEntity"),
    EVENT("event", "Event"),
    ENROLLMENT("enrollment", "Enrollment"),
    RELATIONSHIP("relationship", "Relationship");

    private final String label;
    private final String title;

    Kind(String label, String title) {
        this.label = label;
        this.title = title;
    }

    String label() {
        return label;
    }

    String title() {
        return title;
    }
}

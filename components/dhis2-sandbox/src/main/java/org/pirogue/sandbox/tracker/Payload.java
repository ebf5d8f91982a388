package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.List;

/** What one import call brings, nested records taken apart. */
record Payload(List<Given.OfEntity> entities, List<Given.OfEnrollment> enrollments, List<Given.OfEvent> events) {
    Payload() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    int size() {
        return entities.size() + enrollments.size() + events.size();
    }
}

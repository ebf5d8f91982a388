package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the judged records can be written. A good record below a bad one cannot: it gets E5000. What lies further
 * below disappears without a word and without being counted, as recorded.
 */
record Persistable(List<Given.OfEntity> entities, List<Given.OfEnrollment> enrollments, List<Given.OfEvent> events) {
    static Persistable of(Bundle bundle) {
        Persistable good = new Persistable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Problems problems = bundle.problems;
        Payload given = bundle.payload;
        Set<String> badEntities = bad(problems, given.entities());
        Set<String> badEnrollments = bad(problems, given.enrollments());
        Set<String> orphans = new HashSet<>();
        given.entities().stream()
                .filter(entity -> !badEntities.contains(entity.uid()))
                .forEach(good.entities::add);
        for (Given.OfEnrollment enrollment : given.enrollments()) {
            String parent = String.valueOf(enrollment.trackedEntity());
            if (badEnrollments.contains(enrollment.uid())) {
                continue;
            }
            if (badEntities.contains(parent) && bundle.liveEntity(parent).isEmpty()) {
                orphans.add(enrollment.uid());
                orphan(problems, enrollment, Kind.TRACKED_ENTITY, parent);
            } else {
                good.enrollments.add(enrollment);
            }
        }
        for (Given.OfEvent event : given.events()) {
            String parent = String.valueOf(event.enrollment());
            if (problems.has(Kind.EVENT, event.uid()) || orphans.contains(parent)) {
                continue;
            }
            if (badEnrollments.contains(parent) && bundle.liveEnrollment(parent).isEmpty()) {
                orphan(problems, event, Kind.ENROLLMENT, parent);
            } else {
                good.events.add(event);
            }
        }
        return good;
    }

    private static Set<String> bad(Problems problems, List<? extends Given> given) {
        Set<String> bad = new HashSet<>();
        given.stream()
                .filter(record -> problems.has(record.kind(), record.uid()))
                .forEach(record -> bad.add(record.uid()));
        return bad;
    }

    private static void orphan(Problems problems, Given given, Kind parentKind, String parent) {
        String label = given.kind().label();
        problems.add(
                "E5000",
                given,
                label + " `" + given.uid() + "` cannot be created because " + parentKind.label() + " `" + parent
                        + "` referenced by it could not be created.",
                label,
                given.uid(),
                parentKind.label(),
                parent);
    }

    int size() {
        return entities.size() + enrollments.size() + events.size();
    }

    /** The first record that stands twice among those to be written. */
    Optional<Given> twice() {
        Set<String> seen = new HashSet<>();
        for (List<? extends Given> records : List.of(entities, enrollments, events)) {
            for (Given given : records) {
                if (!seen.add(given.kind() + given.uid())) {
                    return Optional.of(given);
                }
            }
        }
        return Optional.empty();
    }
}

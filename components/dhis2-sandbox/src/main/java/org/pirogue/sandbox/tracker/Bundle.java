package org.pirogue.sandbox.tracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.metadata.OrgUnits;
import org.pirogue.sandbox.metadata.User;

/** One import while it is judged: what is given, by whom, and what stands already. */
final class Bundle {
    final ImportOptions options;
    final Payload payload;
    final User user;
    final Instant now;
    final TrackerModel model;
    final OrgUnits orgUnits;
    final TrackerStore store;
    final Problems problems = new Problems();
    private final Map<String, Given.OfEntity> entities = new HashMap<>();
    private final Map<String, Given.OfEnrollment> enrollments = new HashMap<>();
    private final Map<String, List<Given.OfEnrollment>> byEntity = new HashMap<>();
    private final Map<String, List<Given.OfEvent>> byEnrollment = new HashMap<>();

    Bundle(
            ImportOptions options,
            Payload payload,
            User user,
            Instant now,
            TrackerModel model,
            OrgUnits orgUnits,
            TrackerStore store) {
        this.options = options;
        this.payload = payload;
        this.user = user;
        this.now = now;
        this.model = model;
        this.orgUnits = orgUnits;
        this.store = store;
        payload.entities().forEach(entity -> entities.put(entity.uid(), entity));
        for (Given.OfEnrollment enrollment : payload.enrollments()) {
            enrollments.put(enrollment.uid(), enrollment);
            byEntity.computeIfAbsent(String.valueOf(enrollment.trackedEntity()), uid -> new ArrayList<>())
                    .add(enrollment);
        }
        for (Given.OfEvent event : payload.events()) {
            byEnrollment
                    .computeIfAbsent(String.valueOf(event.enrollment()), uid -> new ArrayList<>())
                    .add(event);
        }
    }

    Optional<Given.OfEntity> givenEntity(String uid) {
        return Optional.ofNullable(entities.get(uid));
    }

    Optional<Given.OfEnrollment> givenEnrollment(String uid) {
        return Optional.ofNullable(enrollments.get(uid));
    }

    List<Given.OfEnrollment> givenEnrollmentsOf(String entity) {
        return byEntity.getOrDefault(entity, List.of());
    }

    List<Given.OfEvent> givenEventsOf(String enrollment) {
        return byEnrollment.getOrDefault(enrollment, List.of());
    }

    Optional<TrackedEntity> liveEntity(String uid) {
        return store.entity(uid).filter(entity -> !entity.deleted());
    }

    Optional<Enrollment> liveEnrollment(String uid) {
        return store.enrollment(uid).filter(enrollment -> !enrollment.deleted());
    }

    Optional<OrgUnit> orgUnit(Ref ref) {
        return ref.uid() == null ? Optional.empty() : orgUnits.byId(ref.uid());
    }

    boolean captures(String orgUnit) {
        return orgUnits.byId(orgUnit).filter(user::mayCapture).isPresent();
    }
}

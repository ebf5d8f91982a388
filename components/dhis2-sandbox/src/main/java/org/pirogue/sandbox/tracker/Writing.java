package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.tracker.ImportReport.Applied;
import org.pirogue.sandbox.truth.TruthLog;

/** Writes what was found good: tracked entities first, then enrollments, then events. */
final class Writing {
    private final Bundle bundle;
    private final TruthLog truth;
    private final long now;
    private final String username;
    private final Map<String, TrackedEntity> changed = new LinkedHashMap<>();
    private final Map<String, String> entityOfEnrollment = new LinkedHashMap<>();
    private final Map<Kind, List<String>> uids = new EnumMap<>(Kind.class);
    private final Map<Kind, Counts> counts = new EnumMap<>(Kind.class);

    Writing(Bundle bundle, TruthLog truth) {
        this.bundle = bundle;
        this.truth = truth;
        this.now = bundle.now.toEpochMilli();
        this.username = bundle.user.username();
        for (Kind kind : Kind.values()) {
            uids.put(kind, new ArrayList<>());
            counts.put(kind, new Counts(0, 0, 0, bundle.problems.records(kind)));
        }
    }

    Map<Kind, Applied> save(Persistable good) {
        good.entities().forEach(this::save);
        good.enrollments().forEach(this::save);
        good.events().forEach(this::save);
        return finish();
    }

    Map<Kind, Applied> delete(Persistable good) {
        good.events().forEach(given -> deleteEvent(given.uid()));
        good.enrollments().forEach(given -> deleteEnrollment(given.uid()));
        good.entities().forEach(given -> deleteEntity(given.uid()));
        return finish();
    }

    private Map<Kind, Applied> finish() {
        changed.values().forEach(bundle.store::put);
        Map<Kind, Applied> applied = new EnumMap<>(Kind.class);
        uids.forEach((kind, written) -> applied.put(kind, new Applied(counts.get(kind), written)));
        return applied;
    }

    private void save(Given.OfEntity given) {
        TrackedEntity before = entity(given.uid());
        TrackedEntity base = before == null
                ? TrackedEntity.of(
                        given.uid(), text(given.type()), text(given.orgUnit()), fresh(), List.of(), List.of())
                : before;
        TrackedEntity after = new TrackedEntity(
                given.uid(),
                base.sequence(),
                base.trackedEntityType(),
                text(given.orgUnit()),
                given.inactive(),
                given.potentialDuplicate(),
                touched(base.stamp(), before == null)
                        .client(given.client().createdAt(), given.client().updatedAt()),
                values(base.attributes(), given.attributes()),
                base.owners(),
                base.enrollments());
        changed.put(given.uid(), after);
        note(Kind.TRACKED_ENTITY, given.uid(), before, after, before == null);
    }

    private void save(Given.OfEnrollment given) {
        String parent = String.valueOf(given.trackedEntity());
        TrackedEntity entity = entity(parent);
        if (entity == null) {
            throw new IllegalStateException("enrollment " + given.uid() + " was found good without its tracked entity");
        }
        Enrollment before = entity.enrollment(given.uid()).orElse(null);
        Stamp stamp = before == null ? fresh() : touched(before.stamp(), false);
        String status = given.status() == null ? "ACTIVE" : given.status();
        Enrollment after = new Enrollment(
                given.uid(),
                before == null ? 0 : before.sequence(),
                text(given.program()),
                text(given.orgUnit()),
                status,
                given.enrolledAt(),
                given.occurredAt(),
                completion(
                        status.equals("COMPLETED"),
                        given.completedAt(),
                        before == null ? Stamp.NEVER : before.completedAt()),
                given.followUp(),
                stamp.client(given.client().createdAt(), given.client().updatedAt()),
                before == null ? List.of() : before.events());
        TrackedEntity whole = touch(entity).withAttributes(values(entity.attributes(), given.attributes()));
        changed.put(parent, whole.with(after));
        entityOfEnrollment.put(given.uid(), parent);
        note(Kind.ENROLLMENT, given.uid(), before, after, before == null);
    }

    private void save(Given.OfEvent given) {
        TrackedEntity entity = entityOf(given);
        Enrollment enrollment = entity.enrollments().stream()
                .filter(each -> each.uid().equals(given.enrollment())
                        || given.enrollment() == null && each.event(given.uid()).isPresent())
                .findFirst()
                .orElseThrow();
        Event before = enrollment.event(given.uid()).orElse(null);
        Stamp stamp = before == null ? fresh() : touched(before.stamp(), false);
        String status = EventChecks.statusOf(given);
        Event after = new Event(
                given.uid(),
                before == null ? 0 : before.sequence(),
                text(given.stage()),
                text(given.orgUnit()),
                status,
                given.occurredAt(),
                given.scheduledAt(),
                completion(
                        status.equals("COMPLETED"),
                        given.completedAt(),
                        before == null ? Stamp.NEVER : before.completedAt()),
                given.followUp(),
                stamp.client(given.client().createdAt(), given.client().updatedAt()),
                values(before == null ? List.of() : before.dataValues(), given.dataValues()));
        changed.put(entity.uid(), touch(entity).with(enrollment.with(after)));
        note(Kind.EVENT, given.uid(), before, after, before == null);
    }

    private TrackedEntity entityOf(Given.OfEvent given) {
        String known = entityOfEnrollment.get(String.valueOf(given.enrollment()));
        String uid = known != null
                ? known
                : bundle.store
                        .ofEvent(given.uid())
                        .or(() -> bundle.store.ofEnrollment(String.valueOf(given.enrollment())))
                        .orElseThrow()
                        .uid();
        TrackedEntity entity = entity(uid);
        if (entity == null) {
            throw new IllegalStateException("event " + given.uid() + " was found good without its tracked entity");
        }
        return entity;
    }

    private void deleteEvent(String uid) {
        TrackedEntity entity = now(bundle.store.ofEvent(uid).orElseThrow());
        for (Enrollment enrollment : entity.enrollments()) {
            enrollment.event(uid).ifPresent(event -> {
                Enrollment without = enrollment
                        .withStamp(touched(enrollment.stamp(), false))
                        .with(event.withStamp(gone(event.stamp())));
                changed.put(entity.uid(), touch(entity).with(without));
                deleted(Kind.EVENT, uid, event, true);
            });
        }
    }

    private void deleteEnrollment(String uid) {
        TrackedEntity entity = now(bundle.store.ofEnrollment(uid).orElseThrow());
        Enrollment enrollment = entity.enrollment(uid).orElseThrow();
        changed.put(entity.uid(), touch(entity).with(without(enrollment)));
        deleted(Kind.ENROLLMENT, uid, enrollment, true);
    }

    private void deleteEntity(String uid) {
        TrackedEntity entity = now(bundle.store.entity(uid).orElseThrow());
        List<Enrollment> below = entity.enrollments().stream()
                .map(enrollment -> enrollment.deleted() ? enrollment : withoutNoted(enrollment))
                .toList();
        changed.put(uid, entity.withStamp(gone(entity.stamp())).withEnrollments(below));
        deleted(Kind.TRACKED_ENTITY, uid, entity, true);
    }

    private Enrollment withoutNoted(Enrollment enrollment) {
        deleted(Kind.ENROLLMENT, enrollment.uid(), enrollment, false);
        return without(enrollment);
    }

    private Enrollment without(Enrollment enrollment) {
        List<Event> events = new ArrayList<>();
        for (Event event : enrollment.events()) {
            if (!event.deleted()) {
                deleted(Kind.EVENT, event.uid(), event, false);
            }
            events.add(event.deleted() ? event : event.withStamp(gone(event.stamp())));
        }
        return enrollment.withStamp(gone(enrollment.stamp())).withEvents(events);
    }

    private @Nullable TrackedEntity entity(String uid) {
        TrackedEntity known = changed.get(uid);
        return known != null ? known : bundle.liveEntity(uid).orElse(null);
    }

    private TrackedEntity now(TrackedEntity stored) {
        return changed.getOrDefault(stored.uid(), stored);
    }

    private TrackedEntity touch(TrackedEntity entity) {
        return entity.withStamp(touched(entity.stamp(), false));
    }

    private Stamp fresh() {
        return Stamp.of(now, now, username);
    }

    private Stamp touched(Stamp stamp, boolean fresh) {
        return fresh ? stamp : stamp.updated(now, username);
    }

    private Stamp gone(Stamp stamp) {
        return stamp.deleted(now, username);
    }

    private long completion(boolean completed, long given, long before) {
        if (!completed) {
            return Stamp.NEVER;
        }
        return given != Stamp.NEVER ? given : before != Stamp.NEVER ? before : now;
    }

    private List<Value> values(List<Value> before, List<Given.GivenValue> given) {
        List<Value> values = before;
        for (Given.GivenValue value : given) {
            values = Value.with(values, text(value.id()), value.value(), now);
        }
        return values;
    }

    private static String text(Ref ref) {
        return String.valueOf(ref.uid()).intern();
    }

    private void note(Kind kind, String uid, @Nullable Object before, Object after, boolean created) {
        uids.get(kind).add(uid);
        counts.merge(kind, created ? new Counts(1, 0, 0, 0) : new Counts(0, 1, 0, 0), Counts::plus);
        truth(kind, uid, before, after, false);
    }

    private void deleted(Kind kind, String uid, Object before, boolean asked) {
        if (asked) {
            uids.get(kind).add(uid);
            counts.merge(kind, new Counts(0, 0, 1, 0), Counts::plus);
        }
        truth(kind, uid, before, null, true);
    }

    private void truth(Kind kind, String uid, @Nullable Object before, @Nullable Object after, boolean deleted) {
        if (truth.isOn()) {
            truth.add(bundle.now, username, kind.label(), uid, TruthText.of(before), TruthText.of(after), deleted);
        }
    }
}

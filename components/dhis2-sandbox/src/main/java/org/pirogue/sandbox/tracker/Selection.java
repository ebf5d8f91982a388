package org.pirogue.sandbox.tracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.metadata.OrgUnits;

/** Which rows a read is about; read from the parameters that the three lists share and from their own. */
final class Selection {
    private final Kind kind;
    private final Params params;
    private final OrgScope scope;
    private final @Nullable String program;
    private final @Nullable String entityType;
    private final Set<String> entities;
    private final Set<String> enrollments;
    private final Set<String> events;
    private final boolean includeDeleted;
    private final Span updated;
    private final Span enrolled;
    private final Span occurred;
    private final Span scheduled;
    private final Set<String> enrollmentStatuses;
    private final Set<String> eventStatuses;
    private final @Nullable String programStage;
    private final List<ValueFilter> filters = new ArrayList<>();
    private final List<ValueFilter> attributeFilters = new ArrayList<>();

    private record Span(long from, long to) {
        boolean open() {
            return from == Long.MIN_VALUE && to == Long.MAX_VALUE;
        }

        boolean holds(long time) {
            return open() || time != Stamp.NEVER && time >= from && time <= to;
        }
    }

    Selection(Kind kind, Call call, TrackerModel model, OrgUnits tree, Instant now) {
        this.kind = kind;
        this.params = new Params(call);
        this.program = known("program", "Program", params.uid("program").or(() -> params.uid("programs")), model);
        this.entityType = known("trackedEntityType", "TrackedEntityType", params.uid("trackedEntityType"), model);
        this.entities = params.uids("trackedEntity", "trackedEntities");
        this.enrollments = params.uids("enrollment", "enrollments");
        this.events = params.uids("event", "events");
        mustBeNarrowed();
        this.scope = OrgScope.of(params, call.user(), tree);
        this.includeDeleted = params.flag("includeDeleted");
        this.updated = updated(now);
        boolean ofEntities = kind == Kind.TRACKED_ENTITY;
        boolean ofEnrollments = kind == Kind.ENROLLMENT;
        this.enrolled = ofEnrollments ? span("enrolled") : span("enrollmentEnrolled");
        this.occurred = ofEntities ? span("eventOccurred") : span("occurred");
        this.scheduled = span("scheduled");
        this.enrollmentStatuses = params.names(ofEnrollments ? "status" : "enrollmentStatus");
        enrollmentStatuses.addAll(params.names("programStatus"));
        this.eventStatuses = params.names(ofEntities ? "eventStatus" : ofEnrollments ? "" : "status");
        this.programStage = params.uid("programStage").orElse(null);
        params.texts("filter").forEach(text -> filters.addAll(ValueFilter.parse(text)));
        params.texts("filterAttributes").forEach(text -> attributeFilters.addAll(ValueFilter.parse(text)));
        filters.forEach(filter -> knownField(filter, kind != Kind.EVENT, model));
        attributeFilters.forEach(filter -> knownField(filter, true, model));
    }

    private static @Nullable String known(String parameter, String title, Optional<String> uid, TrackerModel model) {
        boolean missing = uid.isPresent()
                && (parameter.equals("program") ? model.program(uid.get()) : model.entityType(uid.get())).isEmpty();
        if (missing) {
            throw Refusal.of(400, "E1003", title + " is specified but does not exist: " + uid.get());
        }
        return uid.orElse(null);
    }

    private static void knownField(ValueFilter filter, boolean attribute, TrackerModel model) {
        if ((attribute ? model.attribute(filter.id()) : model.dataElement(filter.id())).isEmpty()) {
            String what = attribute ? "attribute" : "data element";
            throw Refusal.of(400, "E1003", "filter is invalid. " + what + " does not exist: " + filter.id());
        }
    }

    private void mustBeNarrowed() {
        if (kind == Kind.EVENT && program == null) {
            throw Refusal.page(400, "Required parameter 'program' is not present.");
        }
        if (kind == Kind.TRACKED_ENTITY && program == null && entityType == null && entities.isEmpty()) {
            throw Refusal.of(
                    400, "E1003", "Either `program`, `trackedEntityType` or `trackedEntities` should be specified");
        }
    }

    private Span updated(Instant now) {
        Optional<Long> within = params.duration("updatedWithin")
                .map(duration -> now.minus(duration).toEpochMilli());
        Span span = span("updated");
        if (within.isPresent() && !span.open()) {
            throw Refusal.of(
                    400,
                    "E1003",
                    "Last updated from and/or to and last updated duration cannot be specified simultaneously");
        }
        return within.map(from -> new Span(from, Long.MAX_VALUE)).orElse(span);
    }

    private Span span(String prefix) {
        return new Span(params.after(prefix + "After"), params.before(prefix + "Before"));
    }

    @Nullable
    String program() {
        return program;
    }

    boolean includeDeleted() {
        return includeDeleted;
    }

    /** Rows that count, oldest first. */
    List<Row> rows(TrackerStore store) {
        List<Row> rows = new ArrayList<>();
        for (TrackedEntity entity : candidates(store)) {
            switch (kind) {
                case TRACKED_ENTITY -> {
                    if (holds(entity)) {
                        rows.add(new Row.OfEntity(entity));
                    }
                }
                case ENROLLMENT -> enrollments(entity).forEach(rows::add);
                default -> events(entity).forEach(rows::add);
            }
        }
        return rows;
    }

    /** The shortest list that is sure to hold all rows. */
    private Collection<TrackedEntity> candidates(TrackerStore store) {
        @Nullable Stream<TrackedEntity> named = null;
        if (!entities.isEmpty()) {
            named = entities.stream().flatMap(uid -> store.entity(uid).stream());
        } else if (!events.isEmpty() && kind == Kind.EVENT) {
            named = events.stream().flatMap(uid -> store.ofEvent(uid).stream());
        } else if (!enrollments.isEmpty() && kind != Kind.TRACKED_ENTITY) {
            named = enrollments.stream().flatMap(uid -> store.ofEnrollment(uid).stream());
        }
        if (named != null) {
            return named.collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return scope.units() == null ? store.all() : store.at(scope.units());
    }

    private boolean holds(TrackedEntity entity) {
        return (includeDeleted || !entity.deleted())
                && updated.holds(entity.stamp().updatedAt())
                && (entityType == null || entityType.equals(entity.trackedEntityType()))
                && scope.holds(program == null ? entity.orgUnit() : entity.owner(program))
                && (!needsEnrollment() || entity.enrollments().stream().anyMatch(this::counts))
                && filters.stream().allMatch(filter -> filter.matches(entity.attributes()));
    }

    private boolean needsEnrollment() {
        return program != null || !enrolled.open() || !enrollmentStatuses.isEmpty() || needsEvent();
    }

    private boolean needsEvent() {
        return !eventStatuses.isEmpty() || !occurred.open() || programStage != null;
    }

    /** Whether an enrollment lets its tracked entity count. */
    private boolean counts(Enrollment enrollment) {
        return (includeDeleted || !enrollment.deleted())
                && (program == null || program.equals(enrollment.program()))
                && enrolled.holds(enrollment.enrolledAt())
                && (enrollmentStatuses.isEmpty() || enrollmentStatuses.contains(enrollment.status()))
                && (!needsEvent() || enrollment.events().stream().anyMatch(this::counts));
    }

    private boolean counts(Event event) {
        return (includeDeleted || !event.deleted())
                && (programStage == null || programStage.equals(event.programStage()))
                && occurred.holds(event.occurredAt())
                && scheduled.holds(event.scheduledAt())
                && (eventStatuses.isEmpty() || eventStatuses.contains(event.status()));
    }

    private Stream<Row> enrollments(TrackedEntity entity) {
        return entity.enrollments().stream()
                .filter(enrollment -> includeDeleted || !enrollment.deleted())
                .filter(enrollment -> program == null || program.equals(enrollment.program()))
                .filter(enrollment -> enrollments.isEmpty() || enrollments.contains(enrollment.uid()))
                .filter(enrollment -> scope.holds(enrollment.orgUnit()))
                .filter(enrollment -> updated.holds(enrollment.stamp().updatedAt()))
                .filter(enrollment -> enrolled.holds(enrollment.enrolledAt()))
                .filter(enrollment -> occurred.holds(enrollment.occurredAt()))
                .filter(enrollment -> enrollmentStatuses.isEmpty() || enrollmentStatuses.contains(enrollment.status()))
                .map(enrollment -> new Row.OfEnrollment(entity, enrollment));
    }

    private Stream<Row> events(TrackedEntity entity) {
        if (!attributeFilters.stream().allMatch(filter -> filter.matches(entity.attributes()))) {
            return Stream.empty();
        }
        return entity.enrollments().stream()
                .filter(enrollment -> program == null || program.equals(enrollment.program()))
                .filter(enrollment -> enrollments.isEmpty() || enrollments.contains(enrollment.uid()))
                .filter(enrollment -> enrolled.holds(enrollment.enrolledAt()))
                .filter(enrollment -> enrollmentStatuses.isEmpty() || enrollmentStatuses.contains(enrollment.status()))
                .flatMap(enrollment -> enrollment.events().stream()
                        .filter(this::counts)
                        .filter(event -> events.isEmpty() || events.contains(event.uid()))
                        .filter(event -> scope.holds(event.orgUnit()))
                        .filter(event -> updated.holds(event.stamp().updatedAt()))
                        .filter(event -> filters.stream().allMatch(filter -> filter.matches(event.dataValues())))
                        .map(event -> new Row.OfEvent(entity, enrollment, event)));
    }
}

package org.pirogue.sandbox.tracker;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.tracker.TrackerModel.Program;

/** What DHIS2 asks of an enrollment. */
final class EnrollmentChecks {
    private final Bundle bundle;
    private final AttributeChecks attributes;

    EnrollmentChecks(Bundle bundle, AttributeChecks attributes) {
        this.bundle = bundle;
        this.attributes = attributes;
    }

    void check(Given.OfEnrollment given) {
        if (Existence.allows(bundle, given) && isComplete(given) && refersWell(given) && keepsPlace(given)) {
            Program program = bundle.model.program(given.program().uid()).orElseThrow();
            boolean related = isRelated(given, program);
            boolean allowed = mayWrite(given);
            if (related && allowed) {
                dates(given, program);
                otherEnrollments(given, program);
                attributes.check(given, String.valueOf(given.trackedEntity()), given.attributes());
                mandatory(given, program);
            }
        }
    }

    private boolean isComplete(Given.OfEnrollment given) {
        missing(given, "orgUnit", given.orgUnit().given());
        missing(given, "program", given.program().given());
        missing(given, "trackedEntity", given.trackedEntity());
        return !bundle.problems.has(Kind.ENROLLMENT, given.uid());
    }

    private void missing(Given.OfEnrollment given, String property, @Nullable String value) {
        if (value == null) {
            bundle.problems.add("E1122", given, "Missing required enrollment property: `" + property + "`.", property);
        }
    }

    private boolean refersWell(Given.OfEnrollment given) {
        String entity = String.valueOf(given.trackedEntity());
        if (given.orgUnit().unknown()) {
            bundle.problems.add(
                    "E1070", given, noneOf("OrganisationUnit", given.orgUnit().shown()), given.orgUnit());
        }
        if (given.program().unknown()) {
            bundle.problems.add(
                    "E1069", given, noneOf("Program", given.program().shown()), given.program());
        }
        if (bundle.givenEntity(entity).isEmpty() && bundle.liveEntity(entity).isEmpty()) {
            bundle.problems.add("E1068", given, noneOf("TrackedEntity", entity), entity);
        }
        return !bundle.problems.has(Kind.ENROLLMENT, given.uid());
    }

    private static String noneOf(String what, String which) {
        return "Could not find " + what + ": `" + which + "`, linked to Enrollment.";
    }

    private boolean keepsPlace(Given.OfEnrollment given) {
        Optional<Enrollment> before = bundle.liveEnrollment(given.uid());
        if (before.isEmpty()) {
            return true;
        }
        fixed(given, "program", before.get().program().equals(given.program().uid()));
        fixed(
                given,
                "trackedEntity",
                bundle.store
                        .ofEnrollment(given.uid())
                        .filter(entity -> entity.uid().equals(given.trackedEntity()))
                        .isPresent());
        return !bundle.problems.has(Kind.ENROLLMENT, given.uid());
    }

    private void fixed(Given.OfEnrollment given, String property, boolean same) {
        if (!same) {
            bundle.problems.add(
                    "E1127", given, "Not allowed to update Enrollment property: " + property + ".", property);
        }
    }

    private boolean isRelated(Given.OfEnrollment given, Program program) {
        String unit = String.valueOf(given.orgUnit().uid());
        if (!program.orgUnits().contains(unit)) {
            bundle.problems.add(
                    "E1041",
                    given,
                    "Enrollment OrganisationUnit: `" + unit + "`, and Program: `" + program.id() + "`, don't match.",
                    unit,
                    program.id());
        }
        String entity = String.valueOf(given.trackedEntity());
        String type = bundle.givenEntity(entity)
                .map(found -> String.valueOf(found.type().uid()))
                .or(() -> bundle.liveEntity(entity).map(TrackedEntity::trackedEntityType))
                .orElse("");
        if (!type.equals("null") && !type.equals(program.entityType())) {
            bundle.problems.add(
                    "E1022",
                    given,
                    "TrackedEntity: `" + entity + "`, must have same TrackedEntityType as Program `" + program.id()
                            + "`.",
                    entity,
                    program.id());
        }
        return !bundle.problems.has(Kind.ENROLLMENT, given.uid());
    }

    private boolean mayWrite(Given.OfEnrollment given) {
        OrgUnit unit = bundle.orgUnit(given.orgUnit()).orElseThrow();
        if (!bundle.user.mayCapture(unit)) {
            bundle.problems.add(
                    "E1000",
                    given,
                    EntityChecks.noCapture(bundle, unit.id()),
                    bundle.user.id(),
                    EntityChecks.print(unit));
        }
        String entity = String.valueOf(given.trackedEntity());
        Optional<String> owner = bundle.liveEntity(entity)
                .map(found -> found.owner(String.valueOf(given.program().uid())))
                .or(() -> bundle.givenEntity(entity)
                        .flatMap(found -> Optional.ofNullable(found.orgUnit().uid())));
        if (owner.isPresent() && !bundle.captures(owner.get())) {
            bundle.problems.add(
                    "E1102",
                    given,
                    "User: `" + bundle.user.id() + "` does not have access to the TrackedEntity: `" + entity
                            + "` and Program: `" + given.program().shown() + "`.",
                    bundle.user.id(),
                    entity,
                    given.program().uid());
        }
        return !bundle.problems.has(Kind.ENROLLMENT, given.uid());
    }

    private void dates(Given.OfEnrollment given, Program program) {
        if (given.enrolledAt() == Stamp.NEVER) {
            bundle.problems.add(
                    "E1025", given, "Property enrolledAt is null or has an invalid format: `null`.", "null");
        } else if (isFuture(given.enrolledAt()) && !program.futureEnrollment()) {
            Instant date = Instant.ofEpochMilli(given.enrolledAt());
            bundle.problems.add("E1020", given, "Enrollment date: `" + date + "`, cannot be a future date.", date);
        }
        if (!program.showsIncident()) {
            return;
        }
        if (given.occurredAt() == Stamp.NEVER) {
            bundle.problems.add(
                    "E1023",
                    given,
                    "DisplayIncidentDate is true but property occurredAt is null or has an invalid format: `null`.",
                    "null");
        } else if (isFuture(given.occurredAt()) && !program.futureIncident()) {
            Instant date = Instant.ofEpochMilli(given.occurredAt());
            bundle.problems.add("E1021", given, "Incident date: `" + date + "`, cannot be a future date.", date);
        }
    }

    private boolean isFuture(long time) {
        return time > bundle.now.toEpochMilli();
    }

    /** One active enrollment per program, and one at all where the program says so. */
    private void otherEnrollments(Given.OfEnrollment given, Program program) {
        String entity = String.valueOf(given.trackedEntity());
        Set<String> statuses = Stream.concat(
                        bundle.liveEntity(entity).stream()
                                .flatMap(found -> found.enrollments().stream())
                                .filter(other ->
                                        !other.deleted() && other.program().equals(program.id()))
                                .filter(other -> !other.uid().equals(given.uid()))
                                .filter(other ->
                                        bundle.givenEnrollment(other.uid()).isEmpty())
                                .map(Enrollment::status),
                        bundle.givenEnrollmentsOf(entity).stream()
                                .filter(other -> !other.uid().equals(given.uid()))
                                .filter(other ->
                                        program.id().equals(other.program().uid()))
                                .map(other -> other.status() == null ? "ACTIVE" : other.status()))
                .collect(Collectors.toSet());
        boolean active = given.status() == null || given.status().equals("ACTIVE");
        if (program.onlyEnrollOnce() && !statuses.stream().allMatch("CANCELLED"::equals)) {
            bundle.problems.add(
                    "E1016",
                    given,
                    "TrackedEntity: `" + entity + "`, already has an active enrollment in Program: `" + program.id()
                            + "`, and this program only allows enrolling one time.",
                    entity,
                    program.id());
        } else if (active && statuses.contains("ACTIVE")) {
            bundle.problems.add(
                    "E1015",
                    given,
                    "TrackedEntity: `" + entity + "`, already has an active Enrollment in Program `" + program.id()
                            + "`.",
                    entity,
                    program.id());
        }
    }

    private void mandatory(Given.OfEnrollment given, Program program) {
        for (Given.GivenValue value : given.attributes()) {
            if (value.id().uid() != null
                    && !program.attributes().contains(value.id().uid())) {
                bundle.problems.add(
                        "E1019",
                        given,
                        "Only Program attributes is allowed for enrollment; Non valid attribute: `"
                                + value.id().shown() + "`.",
                        value.id());
            }
        }
        for (String attribute : program.mandatory()) {
            if (!has(given, attribute)) {
                bundle.problems.add(
                        "E1018",
                        given,
                        "Attribute: `" + attribute + "` is mandatory in Program `" + program.id()
                                + "` but not declared in Enrollment `" + given.uid() + "`.",
                        new Ref(attribute, "UID", attribute),
                        program.id(),
                        given.uid());
            }
        }
    }

    private boolean has(Given.OfEnrollment given, String attribute) {
        String entity = String.valueOf(given.trackedEntity());
        Stream<Given.GivenValue> brought = Stream.concat(
                given.attributes().stream(),
                bundle.givenEntity(entity).stream().flatMap(found -> found.attributes().stream()));
        return brought.anyMatch(value -> attribute.equals(value.id().uid()) && value.value() != null)
                || bundle.liveEntity(entity)
                        .flatMap(found -> Value.find(found.attributes(), attribute))
                        .isPresent();
    }
}

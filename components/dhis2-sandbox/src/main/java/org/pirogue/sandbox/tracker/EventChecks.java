package org.pirogue.sandbox.tracker;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.OrgUnit;
import org.pirogue.sandbox.tracker.TrackerModel.Field;
import org.pirogue.sandbox.tracker.TrackerModel.Stage;

/** What DHIS2 asks of an event. */
final class EventChecks {
    private static final Set<String> WITH_VALUES = Set.of("ACTIVE", "COMPLETED", "VISITED");

    private final Bundle bundle;

    EventChecks(Bundle bundle) {
        this.bundle = bundle;
    }

    void check(Given.OfEvent given) {
        if (Existence.allows(bundle, given) && isComplete(given) && refersWell(given) && keepsPlace(given)) {
            boolean related = isRelated(given);
            boolean allowed = mayWrite(given);
            if (related && allowed) {
                Stage stage = bundle.model.stage(given.stage().uid()).orElseThrow();
                dates(given);
                status(given);
                values(given, stage);
                repeats(given, stage);
            }
        }
    }

    static String statusOf(Given.OfEvent given) {
        return given.status() == null ? "ACTIVE" : given.status();
    }

    private boolean isComplete(Given.OfEvent given) {
        missing(given, "orgUnit", given.orgUnit().given());
        missing(given, "programStage", given.stage().given());
        return !bundle.problems.has(Kind.EVENT, given.uid());
    }

    private void missing(Given.OfEvent given, String property, @Nullable String value) {
        if (value == null) {
            bundle.problems.add("E1123", given, "Missing required event property: `" + property + "`.", property);
        }
    }

    private boolean refersWell(Given.OfEvent given) {
        known(given, "E1011", "OrganisationUnit", given.orgUnit());
        known(given, "E1013", "ProgramStage", given.stage());
        if (!given.program().absent()) {
            known(given, "E1010", "Program", given.program());
        }
        return !bundle.problems.has(Kind.EVENT, given.uid());
    }

    private void known(Given.OfEvent given, String code, String what, Ref ref) {
        if (ref.unknown()) {
            bundle.problems.add(
                    code, given, "Could not find " + what + ": `" + ref.shown() + "`, linked to Event.", ref);
        }
    }

    private boolean keepsPlace(Given.OfEvent given) {
        Optional<Event> before = bundle.store.event(given.uid());
        if (before.isEmpty()) {
            return true;
        }
        fixed(
                given,
                "programStage",
                before.get().programStage().equals(given.stage().uid()));
        String enrollment = given.enrollment();
        fixed(
                given,
                "enrollment",
                enrollment == null
                        || bundle.store
                                .enrollment(enrollment)
                                .flatMap(found -> found.event(given.uid()))
                                .isPresent());
        return !bundle.problems.has(Kind.EVENT, given.uid());
    }

    private void fixed(Given.OfEvent given, String property, boolean same) {
        if (!same) {
            bundle.problems.add("E1128", given, "Not allowed to update Event property: " + property + ".", property);
        }
    }

    private boolean isRelated(Given.OfEvent given) {
        Stage stage = bundle.model.stage(given.stage().uid()).orElseThrow();
        String program = given.program().uid() == null
                ? stage.program()
                : given.program().uid();
        if (!stage.program().equals(program)) {
            bundle.problems.add(
                    "E1089",
                    given,
                    "Event: `" + given.uid() + "` references a Program Stage `" + stage.id()
                            + "` that does not belong to Program `" + program + "`.",
                    given.uid(),
                    stage.id(),
                    program);
        }
        String unit = String.valueOf(given.orgUnit().uid());
        boolean open = bundle.model
                .program(program)
                .filter(found -> found.orgUnits().contains(unit))
                .isPresent();
        if (!open) {
            bundle.problems.add(
                    "E1029",
                    given,
                    "Event OrganisationUnit: `" + unit + "`, and Program: `" + program + "`, don't match.",
                    unit,
                    program);
        }
        return enrolled(given, program) && !bundle.problems.has(Kind.EVENT, given.uid());
    }

    private boolean enrolled(Given.OfEvent given, String program) {
        String enrollment = given.enrollment();
        if (enrollment == null) {
            if (bundle.store.event(given.uid()).isEmpty()) {
                bundle.problems.add(
                        "E1033", given, "Event: `" + given.uid() + "` Enrollment value is null.", given.uid());
                return false;
            }
            return true;
        }
        Optional<String> its = bundle.givenEnrollment(enrollment)
                .map(found -> String.valueOf(found.program().uid()))
                .or(() -> bundle.liveEnrollment(enrollment).map(Enrollment::program));
        if (its.isEmpty()) {
            bundle.problems.add(
                    "E1313",
                    given,
                    "Event `" + given.uid() + "` of an Enrollment does not reference a TrackedEntity.",
                    given.uid());
        }
        if (its.isEmpty() || !its.get().equals(program)) {
            bundle.problems.add(
                    "E1079",
                    given,
                    "Event: `" + given.uid() + "` Program: `" + program
                            + "` is different from Program defined in Enrollment `" + enrollment + "`.",
                    given,
                    program,
                    enrollment);
        }
        return true;
    }

    private boolean mayWrite(Given.OfEvent given) {
        OrgUnit unit = bundle.orgUnit(given.orgUnit()).orElseThrow();
        if (bundle.user.mayCapture(unit)) {
            return true;
        }
        bundle.problems.add(
                "E1000", given, EntityChecks.noCapture(bundle, unit.id()), bundle.user.id(), EntityChecks.print(unit));
        return false;
    }

    private void dates(Given.OfEvent given) {
        boolean scheduled = statusOf(given).equals("SCHEDULE");
        if (given.occurredAt() == Stamp.NEVER && !scheduled && WITH_VALUES.contains(statusOf(given))) {
            bundle.problems.add("E1031", given, "Event occurredAt date is missing.", given);
        }
        if (scheduled && given.scheduledAt() == Stamp.NEVER) {
            bundle.problems.add("E1050", given, "Event scheduledAt date is missing.", given);
        }
    }

    private void status(Given.OfEvent given) {
        String status = statusOf(given);
        if (!WITH_VALUES.contains(status) && !given.dataValues().isEmpty()) {
            bundle.problems.add(
                    "E1315",
                    given,
                    "Status `" + status
                            + "` does not allow defining data values. Statuses that do allow defining data values are: "
                            + "[ACTIVE, VISITED, COMPLETED]",
                    status,
                    "[ACTIVE, VISITED, COMPLETED]");
        }
        String before = bundle.store.event(given.uid()).map(Event::status).orElse(status);
        if (WITH_VALUES.contains(before) && !WITH_VALUES.contains(status)) {
            bundle.problems.add(
                    "E1316",
                    given,
                    "No event can transition from status `" + before + "` to status `" + status + "`.",
                    before,
                    status);
        }
    }

    private void values(Given.OfEvent given, Stage stage) {
        for (Given.GivenValue value : given.dataValues()) {
            Optional<Field> field = bundle.model.dataElement(value.id().uid());
            if (field.isEmpty()) {
                bundle.problems.add(
                        "E1304",
                        given,
                        "DataElement `" + value.id().shown() + "` is not a valid DataElement.",
                        value.id());
            } else if (value.value() != null && !value.value().isEmpty()) {
                value(given, field.get(), value.value());
            }
            if (field.isEmpty() || !stage.dataElements().contains(field.get().id())) {
                bundle.problems.add(
                        "E1305",
                        given,
                        "DataElement `" + value.id().shown() + "` is not part of ProgramStage `" + stage.id() + "`.",
                        value.id(),
                        stage.id());
            }
        }
        compulsory(given, stage);
    }

    private void value(Given.OfEvent given, Field field, String value) {
        if (!ValueTypes.fits(field.valueType(), value)) {
            String why = "value_not_" + field.valueType().toLowerCase(java.util.Locale.ROOT);
            bundle.problems.add(
                    "E1302", given, "DataElement `" + field.id() + "` is not valid: `" + why + "`.", field.id(), why);
        } else if (field.optionSet() != null
                && !bundle.model.options(field.optionSet()).contains(value)) {
            bundle.problems.add(
                    "E1125", given, AttributeChecks.noOption(value, field.optionSet()), value, field.optionSet());
        }
    }

    private void compulsory(Given.OfEvent given, Stage stage) {
        String status = statusOf(given);
        boolean checked = status.equals("COMPLETED") || stage.alwaysChecked() && WITH_VALUES.contains(status);
        if (!checked) {
            return;
        }
        Set<String> present = given.dataValues().stream()
                .filter(value -> value.value() != null && value.id().uid() != null)
                .map(value -> value.id().uid())
                .collect(Collectors.toCollection(HashSet::new));
        for (String element : stage.compulsory()) {
            if (!present.contains(element)) {
                bundle.problems.add(
                        "E1303",
                        given,
                        "Mandatory DataElement `" + element + "` is not present.",
                        new Ref(element, "UID", element));
            }
        }
    }

    private void repeats(Given.OfEvent given, Stage stage) {
        String enrollment = given.enrollment();
        if (stage.repeatable()
                || enrollment == null
                || bundle.store.event(given.uid()).isPresent()) {
            return;
        }
        boolean kept = bundle.liveEnrollment(enrollment).stream()
                .flatMap(found -> found.events().stream())
                .anyMatch(other -> !other.deleted() && other.programStage().equals(stage.id()));
        boolean brought = bundle.givenEventsOf(enrollment).stream()
                .anyMatch(other -> !other.uid().equals(given.uid())
                        && stage.id().equals(other.stage().uid()));
        if (kept || brought) {
            bundle.problems.add(
                    "E1039",
                    given,
                    "ProgramStage: `" + stage.id() + "`, is not repeatable and an event already exists.",
                    stage.id());
        }
    }
}

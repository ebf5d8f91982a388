package org.pirogue.sandbox.tracker;

import java.util.Optional;
import org.pirogue.sandbox.metadata.OrgUnit;

/** What DHIS2 asks of a tracked entity. */
final class EntityChecks {
    private final Bundle bundle;
    private final AttributeChecks attributes;

    EntityChecks(Bundle bundle, AttributeChecks attributes) {
        this.bundle = bundle;
        this.attributes = attributes;
    }

    void check(Given.OfEntity given) {
        if (Existence.allows(bundle, given) && isComplete(given) && refersWell(given) && keepsType(given)) {
            if (mayWrite(given)) {
                attributes.check(given, given.uid(), given.attributes());
                mandatory(given);
            }
        }
    }

    private boolean isComplete(Given.OfEntity given) {
        missing(given, "trackedEntityType", given.type());
        missing(given, "orgUnit", given.orgUnit());
        return !given.type().absent() && !given.orgUnit().absent();
    }

    private void missing(Given.OfEntity given, String property, Ref ref) {
        if (ref.absent()) {
            bundle.problems.add(
                    "E1121", given, "Missing required tracked entity property: `" + property + "`.", property);
        }
    }

    private boolean refersWell(Given.OfEntity given) {
        if (given.orgUnit().unknown()) {
            bundle.problems.add(
                    "E1049",
                    given,
                    "Could not find OrganisationUnit: `" + given.orgUnit().shown() + "` linked to TrackedEntity.",
                    given.orgUnit());
        }
        if (given.type().unknown()) {
            bundle.problems.add(
                    "E1005",
                    given,
                    "Could not find TrackedEntityType: `" + given.type().shown() + "`.",
                    given.type());
        }
        return !given.orgUnit().unknown() && !given.type().unknown();
    }

    private boolean keepsType(Given.OfEntity given) {
        Optional<TrackedEntity> before = bundle.liveEntity(given.uid());
        boolean keeps = before.isEmpty()
                || before.get().trackedEntityType().equals(given.type().uid());
        if (!keeps) {
            bundle.problems.add(
                    "E1126",
                    given,
                    "Not allowed to update Tracked Entity property: trackedEntityType.",
                    "trackedEntityType");
        }
        return keeps;
    }

    private boolean mayWrite(Given.OfEntity given) {
        OrgUnit unit = bundle.orgUnit(given.orgUnit()).orElseThrow();
        if (bundle.user.mayCapture(unit)) {
            return true;
        }
        // DHIS2 prints the whole list of units here, and only the id for the other kinds.
        String list = "[" + print(unit) + "]";
        bundle.problems.add("E1000", given, noCapture(bundle, list), bundle.user.id(), list);
        return false;
    }

    private void mandatory(Given.OfEntity given) {
        var type = bundle.model.entityType(given.type().uid()).orElseThrow();
        for (String attribute : type.mandatory()) {
            if (!has(given, attribute)) {
                bundle.problems.add(
                        "E1090",
                        given,
                        "Attribute: `" + attribute + "` is mandatory in TrackedEntityType `" + type.id()
                                + "` but not declared in TrackedEntity `" + given.uid() + "`.",
                        attribute,
                        type.id(),
                        given.uid());
            }
        }
    }

    private boolean has(Given.OfEntity given, String attribute) {
        return given.attributes().stream()
                        .anyMatch(value -> attribute.equals(value.id().uid()) && value.value() != null)
                || bundle.liveEntity(given.uid())
                        .flatMap(entity -> Value.find(entity.attributes(), attribute))
                        .isPresent();
    }

    static String noCapture(Bundle bundle, String unit) {
        return "User: `" + bundle.user.id() + "` has no capture scope access to OrganisationUnit: `" + unit + "`.";
    }

    static String print(OrgUnit unit) {
        return "{\"class\":\"class org.hisp.dhis.organisationunit.OrganisationUnit\", \"uid\":\"" + unit.id()
                + "\", \"code\":\"" + unit.code() + "\", \"name\":\"" + unit.name() + "\" }";
    }
}

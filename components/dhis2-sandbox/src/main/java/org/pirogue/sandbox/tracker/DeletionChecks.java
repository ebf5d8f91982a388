package org.pirogue.sandbox.tracker;

/** What DHIS2 asks before it deletes: that the record stands, the right place, and the right to delete what hangs on it. */
final class DeletionChecks {
    private final Bundle bundle;

    DeletionChecks(Bundle bundle) {
        this.bundle = bundle;
    }

    void check(Given given) {
        if (!Existence.allows(bundle, given)) {
            return;
        }
        if (given instanceof Given.OfEntity) {
            entity(given, bundle.store.entity(given.uid()).orElseThrow());
        } else if (given instanceof Given.OfEnrollment) {
            enrollment(given, bundle.store.enrollment(given.uid()).orElseThrow());
        } else {
            place(given, bundle.store.event(given.uid()).orElseThrow().orgUnit());
        }
    }

    private void entity(Given given, TrackedEntity entity) {
        place(given, entity.orgUnit());
        boolean hasMore = entity.enrollments().stream().anyMatch(enrollment -> !enrollment.deleted());
        if (hasMore && !bundle.user.has("F_TEI_CASCADE_DELETE")) {
            lacking(given, "E1100", "F_TEI_CASCADE_DELETE", "TrackedEntity: `");
        }
    }

    private void enrollment(Given given, Enrollment enrollment) {
        place(given, enrollment.orgUnit());
        boolean hasMore = enrollment.events().stream().anyMatch(event -> !event.deleted());
        if (hasMore && !bundle.user.has("F_ENROLLMENT_CASCADE_DELETE")) {
            lacking(given, "E1103", "F_ENROLLMENT_CASCADE_DELETE", "Enrollment : `");
        }
    }

    private void lacking(Given given, String code, String authority, String what) {
        bundle.problems.add(
                code,
                given,
                "User: `" + bundle.user.id() + "`, is lacking '" + authority + "' authority to delete " + what
                        + given.uid() + "`.",
                bundle.user.id(),
                given.uid());
    }

    private void place(Given given, String orgUnit) {
        if (!bundle.captures(orgUnit)) {
            bundle.problems.add("E1000", given, EntityChecks.noCapture(bundle, orgUnit), bundle.user.id(), orgUnit);
        }
    }
}

package org.pirogue.sandbox.tracker;

import java.util.Optional;
import org.pirogue.sandbox.tracker.ImportOptions.Strategy;

/** Whether a record may be created, changed or deleted, given what stands already. */
final class Existence {
    private Existence() {}

    /** Reports what forbids it; true when the record may be judged further. */
    static boolean allows(Bundle bundle, Given given) {
        Optional<Boolean> deleted = deleted(bundle, given);
        String uid = given.uid();
        if (deleted.orElse(false)) {
            bundle.problems.add(goneCode(given.kind()), given, gone(given), uid);
        } else if (deleted.isPresent() && bundle.options.strategy() == Strategy.CREATE) {
            bundle.problems.add(takenCode(given.kind()), given, taken(given), uid);
        } else if (deleted.isEmpty() && mustExist(bundle.options.strategy())) {
            bundle.problems.add(missingCode(given.kind()), given, missing(given), uid);
        } else {
            return true;
        }
        return false;
    }

    private static boolean mustExist(Strategy strategy) {
        return strategy == Strategy.UPDATE || strategy == Strategy.DELETE;
    }

    /** Empty for a record that never was; otherwise whether it was deleted. */
    private static Optional<Boolean> deleted(Bundle bundle, Given given) {
        if (given instanceof Given.OfEntity) {
            return bundle.store.entity(given.uid()).map(TrackedEntity::deleted);
        }
        if (given instanceof Given.OfEnrollment) {
            return bundle.store.enrollment(given.uid()).map(Enrollment::deleted);
        }
        return bundle.store.event(given.uid()).map(Event::deleted);
    }

    private static String gone(Given given) {
        return given.kind().title() + ": `" + given.uid() + "` is already deleted and cannot be modified.";
    }

    private static String taken(Given given) {
        String comma = given.kind() == Kind.TRACKED_ENTITY ? "," : "";
        return given.kind().title() + ": `" + given.uid() + "`" + comma + " already exists.";
    }

    private static String missing(Given given) {
        String rest = given.kind() == Kind.TRACKED_ENTITY ? "`, does not exist." : "` do not exist.";
        return given.kind().title() + ": `" + given.uid() + rest;
    }

    private static String goneCode(Kind kind) {
        return switch (kind) {
            case TRACKED_ENTITY -> "E1114";
            case ENROLLMENT -> "E1113";
            case EVENT, RELATIONSHIP -> "E1082";
        };
    }

    private static String takenCode(Kind kind) {
        return switch (kind) {
            case TRACKED_ENTITY -> "E1002";
            case ENROLLMENT -> "E1080";
            case EVENT, RELATIONSHIP -> "E1030";
        };
    }

    private static String missingCode(Kind kind) {
        return switch (kind) {
            case TRACKED_ENTITY -> "E1063";
            case ENROLLMENT -> "E1081";
            case EVENT, RELATIONSHIP -> "E1032";
        };
    }
}

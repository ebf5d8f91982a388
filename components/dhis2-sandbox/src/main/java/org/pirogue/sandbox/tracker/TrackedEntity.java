package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tracked entity with everything below it; immutable.
 *
 * @param sequence its number on this server; 0 until it is kept
 * @param orgUnit where it was registered
 * @param owners the organisation unit that owns it, by program; empty for "where it was first enrolled"
 */
public record TrackedEntity(
        String uid,
        long sequence,
        String trackedEntityType,
        String orgUnit,
        boolean inactive,
        boolean potentialDuplicate,
        Stamp stamp,
        List<Value> attributes,
        List<Owner> owners,
        List<Enrollment> enrollments) {

    /** The organisation unit that owns a tracked entity in a program. */
    public record Owner(String program, String orgUnit) {}

    /** For loading. */
    public static TrackedEntity of(
            String uid,
            String trackedEntityType,
            String orgUnit,
            Stamp stamp,
            List<Value> attributes,
            List<Enrollment> enrollments) {
        return new TrackedEntity(
                uid, 0, trackedEntityType, orgUnit, false, false, stamp, attributes, List.of(), enrollments);
    }

    TrackedEntity withSequence(long number) {
        return new TrackedEntity(
                uid,
                number,
                trackedEntityType,
                orgUnit,
                inactive,
                potentialDuplicate,
                stamp,
                attributes,
                owners,
                enrollments);
    }

    public TrackedEntity withStamp(Stamp changed) {
        return new TrackedEntity(
                uid,
                sequence,
                trackedEntityType,
                orgUnit,
                inactive,
                potentialDuplicate,
                changed,
                attributes,
                owners,
                enrollments);
    }

    TrackedEntity withEnrollments(List<Enrollment> changed) {
        return new TrackedEntity(
                uid,
                sequence,
                trackedEntityType,
                orgUnit,
                inactive,
                potentialDuplicate,
                stamp,
                attributes,
                owners,
                List.copyOf(changed));
    }

    TrackedEntity withAttributes(List<Value> changed) {
        return new TrackedEntity(
                uid,
                sequence,
                trackedEntityType,
                orgUnit,
                inactive,
                potentialDuplicate,
                stamp,
                changed,
                owners,
                enrollments);
    }

    TrackedEntity withOwners(List<Owner> changed) {
        return new TrackedEntity(
                uid,
                sequence,
                trackedEntityType,
                orgUnit,
                inactive,
                potentialDuplicate,
                stamp,
                attributes,
                List.copyOf(changed),
                enrollments);
    }

    /** With this enrollment in place of the one with the same uid, or added. */
    public TrackedEntity with(Enrollment enrollment) {
        List<Enrollment> changed = new ArrayList<>(enrollments);
        changed.removeIf(known -> known.uid().equals(enrollment.uid()));
        changed.add(enrollment);
        return withEnrollments(changed);
    }

    public Optional<Enrollment> enrollment(String wanted) {
        return enrollments.stream()
                .filter(enrollment -> enrollment.uid().equals(wanted))
                .findFirst();
    }

    /** The organisation unit that counts for this program. */
    public String owner(String program) {
        for (Owner owner : owners) {
            if (owner.program().equals(program)) {
                return owner.orgUnit();
            }
        }
        return orgUnit;
    }

    public boolean deleted() {
        return stamp.deleted();
    }
}

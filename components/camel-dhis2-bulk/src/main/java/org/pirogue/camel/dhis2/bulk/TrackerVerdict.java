package org.pirogue.camel.dhis2.bulk;

import java.util.List;

/**
 * What DHIS2 decided on each object of a tracker import.
 *
 * @param objects one for each object of the payload, nested ones too, in the order of the payload
 * @param stats as DHIS2 told them
 * @param dryRun whether nothing was written
 */
public record TrackerVerdict(List<TrackerOutcome> objects, Stats stats, boolean dryRun) {

    /** Copies. */
    public TrackerVerdict {
        objects = List.copyOf(objects);
    }

    /** Which kind of object. */
    public enum Type {
        TRACKED_ENTITY,
        ENROLLMENT,
        EVENT,
        RELATIONSHIP
    }

    /**
     * What became of one object.
     *
     * @param refusals all reasons DHIS2 gave; empty if accepted
     */
    public record TrackerOutcome(Type type, String uid, Outcome.State state, List<Refusal> refusals) {

        /** Copies. */
        public TrackerOutcome {
            refusals = List.copyOf(refusals);
        }
    }

    /** Objects as DHIS2 counted them. */
    public record Stats(int created, int updated, int deleted, int ignored, int total) {}

    /** How many objects are in this state. */
    public int count(Outcome.State state) {
        return (int)
                objects.stream().filter(outcome -> outcome.state() == state).count();
    }
}

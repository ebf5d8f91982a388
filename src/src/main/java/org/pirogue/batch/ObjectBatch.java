package org.pirogue.batch;

import java.util.List;

/**
 * A closed chunk of whole objects of one kind. What the batch does not name is left as it is: an object is never taken for
 * gone because it was not read.
 *
 * @param scope as it was planned
 * @param kind {@code organisationUnit} or {@code trackedEntity}
 * @param objects parents before their children
 */
public record ObjectBatch(
        Envelope envelope, Scope scope, String kind, List<ObjectRecord> objects, Tally tally, List<Finding> findings) {
    public ObjectBatch {
        objects = List.copyOf(objects);
        findings = List.copyOf(findings);
    }

    /** Under which a reject, a plan or a conflict of an object stands. */
    public static SliceKey place(String kind, String key, String label) {
        return new SliceKey(kind, label, "", key);
    }
}

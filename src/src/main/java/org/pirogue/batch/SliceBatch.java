package org.pirogue.batch;

import java.util.List;

/**
 * A closed chunk as slices. After the source the slices are the source's, in its codes; after mapping or aggregation
 * they are the target's.
 *
 * @param scope the chunk in target keys: every slice of it that stands in no {@code slices} entry is empty
 * @param tally what became of the records read for this chunk, so far
 * @param findings rejects found on the way
 */
public record SliceBatch(Envelope envelope, Scope scope, List<Slice> slices, Tally tally, List<Finding> findings) {
    public SliceBatch {
        slices = List.copyOf(slices);
        findings = List.copyOf(findings);
    }
}

package org.pirogue.ledger.object;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.value.Outcome;

/**
 * What became of one delivered object.
 *
 * @param outcome null where it is in doubt: it stays in flight, and is read back
 * @param arrived of a refused object: the fields that were taken all the same
 * @param blockedBy key of the parent that was refused, where that is the only reason of a refusal
 * @param place which part was refused; empty for the whole
 * @param usedUp parts that were deleted: their uids cannot be used again
 */
public record ObjectReceipt(
        ObjectClaim.Change change,
        @Nullable Outcome outcome,
        Set<String> arrived,
        @Nullable String blockedBy,
        String place,
        Set<String> usedUp) {
    public ObjectReceipt {
        arrived = Set.copyOf(arrived);
        usedUp = Set.copyOf(usedUp);
    }

    public static ObjectReceipt of(ObjectClaim.Change change, @Nullable Outcome outcome) {
        return new ObjectReceipt(change, outcome, Set.of(), null, "", Set.of());
    }
}

package org.pirogue.ledger.person;

import java.util.Set;
import java.util.TreeSet;
import org.pirogue.batch.CaseRecord;
import org.pirogue.ledger.value.Window;

/**
 * A case with the windows in which the flow's rules can count it.
 *
 * @param record a deleted one is forgotten
 */
public record KeptCase(CaseRecord record, Set<Window> windows) {
    public KeptCase {
        windows = java.util.Collections.unmodifiableSet(new TreeSet<>(record.deleted() ? Set.of() : windows));
    }
}

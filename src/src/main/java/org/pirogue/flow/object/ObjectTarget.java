package org.pirogue.flow.object;

import java.util.Collection;
import java.util.Map;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectClaim;

/** Reads objects of one kind at a target. */
interface ObjectTarget {
    ObjectKind kind();

    /** Each of them, {@link FoundObject#NOWHERE} where it does not stand there. */
    Map<ObjectClaim.ToRead, FoundObject> read(Flow flow, String connection, Collection<ObjectClaim.ToRead> objects);
}

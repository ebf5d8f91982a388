package org.pirogue.ledger.object;

import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.pirogue.ledger.value.Claim;

/** What one delivery is to do with an object, as {@link Claim} says it of slices. */
public sealed interface ObjectClaim {
    String key();

    long version();

    /** A newer version is on its way: nothing to do. */
    record Superseded(String key, long version) implements ObjectClaim {}

    /** It is settled already: nothing to do. */
    record Settled(String key, long version) implements ObjectClaim {}

    /** Another delivery holds it: the message comes again. */
    record Busy(String key, long version) implements ObjectClaim {}

    /**
     * Leased to this delivery: read it at the target, then {@link ObjectDeliveries#compare}.
     *
     * @param parent key of its parent
     * @param uid what it is called at the target, null where that is not known
     * @param generations how often the uids of it and of its parts were used up; what is not named was not
     * @param wanted its fields in clear; null where it should not stand
     * @param known fields that it has, or may have, at the target by this flow
     */
    record ToRead(
            String key,
            String label,
            int level,
            @Nullable String parent,
            @Nullable String uid,
            SortedMap<String, Integer> generations,
            long version,
            @Nullable SortedMap<String, String> wanted,
            SortedSet<String> known)
            implements ObjectClaim {

        /** Its values may be a person's. */
        @Override
        public String toString() {
            return "ToRead[" + key + "]";
        }
    }

    /**
     * What is left to post, recorded as attempted.
     *
     * @param of the object, with the generations as they are now
     * @param exists whether it stands at the target
     * @param put fields to be written, in clear; @param clear fields to be emptied
     * @param delete whether the whole object is to be deleted
     * @param left fields whose value at the target is somebody else's, and is left standing
     * @param doubtful fields that were in doubt before already
     */
    record Change(
            ToRead of,
            boolean exists,
            SortedMap<String, String> put,
            SortedSet<String> clear,
            boolean delete,
            SortedSet<String> left,
            SortedSet<String> doubtful)
            implements ObjectClaim {
        @Override
        public String key() {
            return of.key();
        }

        @Override
        public long version() {
            return of.version();
        }

        @Override
        public String toString() {
            return "Change[" + key() + "]";
        }
    }
}

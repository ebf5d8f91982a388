package org.pirogue.workspace.outlet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notices of erasures, as outlets need them: opened when they are told, and kept nowhere here. */
public interface ErasureNotices {
    /**
     * A receiver is to erase a person.
     *
     * @param versions of the dataset that had the person
     * @param known by what this receiver knows the person: values of the share's own columns, and of nobody else's share
     */
    record Notice(long notice, List<Long> versions, Set<String> known) {

        /** It names somebody. */
        @Override
        public String toString() {
            return "Notice[" + notice + "]";
        }
    }

    /** Empty where the receiver has said that it is done. */
    Optional<Notice> open(long notice);
}

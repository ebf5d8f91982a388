package org.pirogue.workspace.dataset;

import org.jspecify.annotations.Nullable;

/** Who has read and changed what: told before the first row is given. */
public interface Trail {

    /**
     * Somebody reads rows.
     *
     * @param share by which; null for the workspace's own
     * @param rows that the answer has, or had whole
     * @param how format
     */
    record Read(
            String who,
            DatasetName dataset,
            long version,
            @Nullable Long share,
            long rows,
            String how) {}

    void read(Read read);

    /** @param what dataset or share; @param how in a word or two */
    void changed(String who, String what, String how);
}

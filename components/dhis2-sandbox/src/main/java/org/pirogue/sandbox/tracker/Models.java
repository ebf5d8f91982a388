package org.pirogue.sandbox.tracker;

import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.metadata.MetadataStore;

/** Keeps the tracker's view of the metadata as long as the metadata stands. */
final class Models {
    private final MetadataStore metadata;
    private volatile @Nullable TrackerModel known;

    Models(MetadataStore metadata) {
        this.metadata = metadata;
    }

    TrackerModel current() {
        TrackerModel now = known;
        if (now == null || !now.isOf(metadata)) {
            now = new TrackerModel(metadata);
            known = now;
        }
        return now;
    }
}

package org.pirogue.workspace.dataset;

import java.util.List;

/**
 * Told of what shares give, within the transaction in which they give it: what it writes stands if and only if the share gives
 * that version.
 */
public interface Giving {
    /** Tells nobody. */
    Giving UNSEEN = all(List.of());

    /** Tells each of them. */
    static Giving all(List<Giving> all) {
        return new Giving() {
            @Override
            public void gives(Share share, DatasetVersion version) {
                all.forEach(each -> each.gives(share, version));
            }

            @Override
            public void waits(Share share, DatasetVersion version) {
                all.forEach(each -> each.waits(share, version));
            }
        };
    }

    /** The share gives this version from now on. */
    void gives(Share share, DatasetVersion version);

    /** The share stays at its former version (P755); told once for each version that it could not give. */
    void waits(Share share, DatasetVersion version);
}

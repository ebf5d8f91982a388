package org.pirogue.flow;

import org.pirogue.flow.table.SharedDatasets;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.workspace.dataset.DatasetVersion;
import org.pirogue.workspace.dataset.Giving;
import org.pirogue.workspace.dataset.Share;

/** Lets flows follow what is shared with their workspace, as they follow other flows. */
final class FollowedShares implements Giving {
    private final RunRequests requests;

    FollowedShares(RunRequests requests) {
        this.requests = requests;
    }

    @Override
    public void gives(Share share, DatasetVersion version) {
        if (share.terms().kind() == Share.Kind.WORKSPACE) {
            requests.newVersion(SharedDatasets.upstream(share));
        }
    }

    @Override
    public void waits(Share share, DatasetVersion version) {
        // What it gives is what it gave.
    }
}

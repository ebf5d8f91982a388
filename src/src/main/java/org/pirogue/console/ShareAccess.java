package org.pirogue.console;

import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.stereotype.Component;

/** Who may see a share, and who may change it. Others are not told that it is there. */
@Component
class ShareAccess {
    private final Shares shares;
    private final Rights rights;

    ShareAccess(Shares shares, Rights rights) {
        this.shares = shares;
        this.rights = rights;
    }

    /** For the recipient, and for who may read the whole. */
    Share readable(long id) {
        Share share = shares.get(id);
        if (!mayRead(share)) {
            throw new DatasetProblem("P752", "there is no share " + id);
        }
        return share;
    }

    boolean mayRead(Share share) {
        Caller caller = rights.caller();
        return isRecipient(share, caller)
                || caller.may(Right.READ_DATASET, share.dataset().workspace());
    }

    private static boolean isRecipient(Share share, Caller caller) {
        String recipient = share.terms().recipient();
        return switch (share.terms().kind()) {
            case WORKSPACE -> caller.may(Right.RECEIVE, recipient);
            case PARTNER ->
                caller.account().equals(recipient)
                        && caller.may(Right.RECEIVE, share.dataset().workspace());
        };
    }

    /** For who may give it. */
    Share owned(long id) {
        Share share = shares.get(id);
        String workspace = share.dataset().workspace();
        if (!rights.caller().knows(workspace)) {
            throw new DatasetProblem("P752", "there is no share " + id);
        }
        rights.need(Right.SHARE, workspace);
        return share;
    }
}

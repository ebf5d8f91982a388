package org.pirogue.console;

import org.pirogue.workspace.access.Caller;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Rights;
import org.pirogue.workspace.audit.AuditTrail;
import org.pirogue.workspace.audit.Deed;
import org.pirogue.workspace.audit.Verb;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;
import org.springframework.stereotype.Component;

/** Who may see a share, and who may change it. Others are not told that it is there. */
@Component
class ShareAccess {
    private final Shares shares;
    private final Rights rights;
    private final AuditTrail trail;

    ShareAccess(Shares shares, Rights rights, AuditTrail trail) {
        this.shares = shares;
        this.rights = rights;
        this.trail = trail;
    }

    /** For the recipient, and for who may read the whole. */
    Share readable(long id) {
        Share share = shares.get(id);
        if (!mayRead(share)) {
            throw hidden(share, Verb.READ);
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
                caller.is(recipient)
                        && caller.may(Right.RECEIVE, share.dataset().workspace());
        };
    }

    /** For who may give it. */
    Share owned(long id) {
        Share share = shares.get(id);
        String workspace = share.dataset().workspace();
        if (!rights.caller().knows(workspace)) {
            throw hidden(share, Verb.SHARE);
        }
        rights.need(Right.SHARE, workspace);
        return share;
    }

    /** For who guesses as for a share that never was; whose it is can see that they tried. */
    private DatasetProblem hidden(Share share, Verb verb) {
        trail.write(Deed.refused(
                rights.caller().actor(),
                verb,
                "datasets/" + share.dataset() + "/shares/" + share.id(),
                share.dataset().workspace()));
        return new DatasetProblem("P752", "there is no share " + share.id());
    }
}

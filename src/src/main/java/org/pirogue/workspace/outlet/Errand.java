package org.pirogue.workspace.outlet;

import org.pirogue.workspace.dataset.Share;

/** What is to be told, where, and of which share. */
record Errand(Outlet outlet, Share share, Outgoing outgoing) {

    /** As the audit trail names it: who was told by what. */
    String resource() {
        String what = outgoing.notice() == null ? Long.toString(outgoing.version()) : "notices/" + outgoing.notice();
        return "datasets/" + share.dataset() + "/shares/" + share.id() + "/" + what + "/outlets/"
                + outlet.kind().name().toLowerCase(java.util.Locale.ROOT) + "/"
                + share.terms().recipient();
    }
}

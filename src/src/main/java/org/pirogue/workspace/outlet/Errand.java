package org.pirogue.workspace.outlet;

import org.pirogue.workspace.dataset.Share;

/** What is to be told, where, and of which share. */
record Errand(Outlet outlet, Share share, Outgoing outgoing) {

    /** As the audit trail names it: who was told by what. */
    String resource() {
        return "datasets/" + share.dataset() + "/shares/" + share.id() + "/" + outgoing.version() + "/outlets/"
                + outlet.kind().name().toLowerCase(java.util.Locale.ROOT) + "/"
                + share.terms().recipient();
    }
}

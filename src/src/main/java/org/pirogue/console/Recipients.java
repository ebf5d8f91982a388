package org.pirogue.console;

import java.util.Set;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.access.Members;
import org.pirogue.workspace.access.Right;
import org.pirogue.workspace.access.Role;
import org.pirogue.workspace.dataset.DatasetProblem;
import org.pirogue.workspace.dataset.Share;
import org.springframework.stereotype.Component;

/**
 * Whether somebody is there whom a share would reach: a name that was mistyped would give it to nobody, and one day to whoever gets
 * that name.
 */
@Component
class Recipients {
    private final Members members;
    private final WorkspaceSettings settings;

    Recipients(Members members, WorkspaceSettings settings) {
        this.members = members;
        this.settings = settings;
    }

    /** @throws DatasetProblem P754 */
    void check(String workspace, Share.Terms terms) {
        String recipient = terms.recipient();
        switch (terms.kind()) {
            case WORKSPACE -> {
                if (!settings.workspaces().containsKey(recipient)) {
                    throw new DatasetProblem("P754", "there is no workspace '" + recipient + "'");
                }
            }
            case PARTNER -> {
                if (!receives(recipient, workspace)) {
                    throw new DatasetProblem(
                            "P754",
                            "nobody of the name '" + recipient + "' may receive in workspace '" + workspace
                                    + "': ./pirogue members add " + recipient + " --workspace " + workspace
                                    + " --role partner");
                }
            }
        }
    }

    /** Who signs in elsewhere has no account here: their groups are known when they come. */
    private boolean receives(String recipient, String workspace) {
        return recipient.startsWith(OpenIdSignIn.NAMED)
                || members.roles(recipient).getOrDefault(workspace, Set.of()).stream()
                        .map(Role::rights)
                        .anyMatch(rights -> rights.contains(Right.RECEIVE));
    }
}

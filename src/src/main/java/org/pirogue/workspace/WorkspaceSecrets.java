package org.pirogue.workspace;

import java.util.Optional;

/** Secrets that workspaces keep here, for their own connections and for nobody's eyes. */
@FunctionalInterface
public interface WorkspaceSecrets {
    WorkspaceSecrets NONE = (workspace, name, user) -> Optional.empty();

    /** @param user what it is used for, for the audit trail: {@code connections/hmis} */
    Optional<String> of(String workspace, String name, String user);
}

package org.pirogue.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections to folders: below the machine's own, and each its workspace's. */
class FolderSettingsTest {
    private static final Map<String, WorkspaceSettings.Workspace> WORKSPACES =
            Map.of("epi", new WorkspaceSettings.Workspace("Epi"), "hmis", new WorkspaceSettings.Workspace("HMIS"));

    private static List<String> problems(Map<String, WorkspaceSettings.Connection> connections) {
        List<String> problems = new ArrayList<>();
        Workspaces workspaces = new Workspaces(new WorkspaceSettings(WORKSPACES, connections, Map.of()));
        workspaces.problems((code, setting, text) -> problems.add(code + " " + setting));
        workspaces.secrets((code, setting, text) -> problems.add(code + " " + setting));
        return problems;
    }

    @Test
    void aFolderNeedsAPathBelowTheMachinesOwn() {
        assertThat(problems(Map.of("a", WorkspaceSettings.Connection.folder("epi", "received/weekly"))))
                .isEmpty();
        for (String path : new String[] {"/etc", "..", "a/../../b", "", " ", ".", "\0", null}) {
            assertThat(problems(Map.of("a", WorkspaceSettings.Connection.folder("epi", path))))
                    .as(String.valueOf(path))
                    .containsExactly("P694 pirogue.connections.a.path");
        }
    }

    @Test
    void twoWorkspacesShareNoFolder() {
        Map<String, WorkspaceSettings.Connection> connections = new LinkedHashMap<>();
        connections.put("a", WorkspaceSettings.Connection.folder("epi", "received"));
        connections.put("b", WorkspaceSettings.Connection.folder("epi", "received/weekly"));
        assertThat(problems(connections)).isEmpty();
        connections.put("c", WorkspaceSettings.Connection.folder("hmis", "received/x/../weekly/deep"));
        assertThat(problems(connections)).contains("P694 pirogue.connections.c.path");
    }
}

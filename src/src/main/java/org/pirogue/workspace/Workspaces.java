package org.pirogue.workspace;

import java.net.URI;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Who owns what, and who may read what of whom. Nothing crosses a workspace without a grant. */
public final class Workspaces {
    private final WorkspaceSettings settings;

    public Workspaces(WorkspaceSettings settings) {
        this.settings = settings;
    }

    public WorkspaceSettings settings() {
        return settings;
    }

    /** Workspace that owns the flow, null where the settings do not name the flow. */
    public @Nullable String ownerOf(String flow) {
        WorkspaceSettings.Flow found = settings.flows().get(flow);
        return found == null ? null : found.workspace();
    }

    public boolean mayRead(String workspace, String connection) {
        WorkspaceSettings.Connection found = settings.connections().get(connection);
        return found != null
                && (workspace.equals(found.workspace()) || found.readableBy().contains(workspace));
    }

    public boolean mayWrite(String workspace, String connection) {
        WorkspaceSettings.Connection found = settings.connections().get(connection);
        return found != null && workspace.equals(found.workspace());
    }

    /** Everything wrong with the settings but for secrets, as (code, text): at once. */
    public void problems(BiConsumer<String, String> problem) {
        settings.connections().forEach((name, connection) -> check(name, connection, problem));
        settings.flows().forEach((name, flow) -> {
            known(flow.workspace(), "flow '" + name + "'", problem);
            if (flow.schedule() == null) {
                problem.accept("P173", "flow '" + name + "' has no schedule: give pirogue.flows." + name + ".schedule");
            }
        });
    }

    /** Connections whose secret is not where the settings say, as (code, text). */
    public void secrets(BiConsumer<String, String> problem) {
        settings.connections().forEach((name, connection) -> {
            if (Secret.of(connection).isEmpty()) {
                problem.accept(
                        "P172",
                        "connection '" + name + "' has no secret: token-env, token-file, or username with"
                                + " password-env or password-file must point to one that is there");
            }
        });
    }

    private void check(String name, WorkspaceSettings.Connection connection, BiConsumer<String, String> problem) {
        known(connection.workspace(), "connection '" + name + "'", problem);
        for (String reader : connection.readableBy()) {
            known(reader, "readable-by of connection '" + name + "'", problem);
        }
        if (!isWebAddress(connection.url())) {
            problem.accept("P171", "connection '" + name + "': url '" + connection.url() + "' is no http(s) address");
        }
    }

    private void known(@Nullable String workspace, String what, BiConsumer<String, String> problem) {
        Map<String, WorkspaceSettings.Workspace> known = settings.workspaces();
        if (workspace == null || !known.containsKey(workspace)) {
            problem.accept("P170", what + ": workspace '" + workspace + "' is not one of " + known.keySet());
        }
    }

    private static boolean isWebAddress(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

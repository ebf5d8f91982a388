package org.pirogue.flow.table;

import java.util.Comparator;
import java.util.Optional;
import org.pirogue.flow.Flow;
import org.pirogue.workspace.WorkspaceSettings;
import org.pirogue.workspace.dataset.DatasetName;
import org.pirogue.workspace.dataset.Share;
import org.pirogue.workspace.dataset.Shares;

/** Datasets of other workspaces that flows read: what was shared with the flow's workspace, and no more. */
public final class SharedDatasets {
    private static final String SOURCE = "dataset-source";

    private final WorkspaceSettings settings;
    private final Shares shares;

    public SharedDatasets(WorkspaceSettings settings, Shares shares) {
        this.settings = settings;
        this.shares = shares;
    }

    /** The share that a workspace reads a dataset by: the one that was made last. */
    public Optional<Share> of(DatasetName name, String workspace) {
        return shares.list().stream()
                .filter(each -> each.live() && each.dataset().equals(name))
                .filter(each -> each.terms().kind() == Share.Kind.WORKSPACE
                        && each.terms().recipient().equals(workspace))
                .max(Comparator.comparing(Share::id));
    }

    /** The share that the flow reads; none where it reads its own workspace's, or no dataset. */
    public Optional<Share> of(Flow flow) {
        if (!flow.source().kamelet().equals(SOURCE)) {
            return Optional.empty();
        }
        WorkspaceSettings.Connection connection =
                settings.connections().get(flow.source().parameters().getOrDefault("connection", ""));
        String owner = connection == null ? null : connection.workspace();
        String dataset = flow.source().parameters().getOrDefault("dataset", "");
        return owner == null || owner.equals(flow.workspace()) || !DatasetName.isPlain(dataset)
                ? Optional.empty()
                : of(new DatasetName(owner, dataset), flow.workspace());
    }

    /** By which name its versions are followed: no flow has a slash in its own. */
    public static String upstream(Share share) {
        return "share/" + share.id();
    }
}

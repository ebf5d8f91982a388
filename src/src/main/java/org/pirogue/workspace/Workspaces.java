package org.pirogue.workspace;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.workspace.dataset.DatasetName;

/** Who owns what, and who may read what of whom. Nothing crosses a workspace without a grant. */
public final class Workspaces {
    private final WorkspaceSettings settings;

    /** Told what is wrong with a setting, by its name: {@code pirogue.flows.malaria.schedule}. */
    @FunctionalInterface
    public interface Report {
        void add(String code, String setting, String text);
    }

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

    /** Everything wrong with the settings but for secrets, at once. */
    public void problems(Report report) {
        settings.connections().forEach((name, connection) -> check(name, connection, report));
        settings.flows().forEach((name, flow) -> {
            known(flow.workspace(), "pirogue.flows." + name + ".workspace", "flow '" + name + "'", report);
            if (flow.schedule() == null) {
                report.add(
                        "P173",
                        "pirogue.flows." + name,
                        "flow '" + name + "' has no schedule: give pirogue.flows." + name + ".schedule");
            }
        });
    }

    /** Connections whose secret is not where the settings say. */
    public void secrets(Report report) {
        settings.connections().forEach((name, connection) -> {
            if (connection.type() == WorkspaceSettings.Type.KAFKA) {
                new KafkaSettings(name, connection, report).secrets();
            } else if (connection.type() == WorkspaceSettings.Type.SFTP
                    || connection.type() == WorkspaceSettings.Type.HTTP) {
                new FileServerSettings(name, connection, report).secrets();
            } else if (connection.type() == WorkspaceSettings.Type.DHIS2 && !Secret.isThere(connection)) {
                report.add(
                        "P172",
                        "pirogue.connections." + name,
                        "connection '" + name + "' has no secret: token-env, token-file, token-secret, or username with"
                                + " password-env, password-file or password-secret must point to one that is there");
            }
        });
    }

    private void check(String name, WorkspaceSettings.Connection connection, Report report) {
        String setting = "pirogue.connections." + name;
        known(connection.workspace(), setting + ".workspace", "connection '" + name + "'", report);
        for (String reader : connection.readableBy()) {
            known(reader, setting + ".readable-by", "readable-by of connection '" + name + "'", report);
        }
        FolderSettings folders = new FolderSettings(settings.connections(), report);
        folders.foreign(name, connection);
        KafkaSettings.foreign(name, connection, report);
        FileServerSettings servers = new FileServerSettings(name, connection, report);
        servers.foreign();
        switch (connection.type()) {
            case KAFKA -> new KafkaSettings(name, connection, report).check();
            case FOLDER -> folders.check(name, connection);
            case SFTP -> servers.checkSftp();
            case HTTP -> servers.checkHttp();
            case DATASETS -> datasets(name, connection, report);
            case DHIS2 -> server(name, connection, report);
        }
    }

    private static void server(String name, WorkspaceSettings.Connection connection, Report report) {
        if (!isWebAddress(connection.url())) {
            report.add(
                    "P171",
                    "pirogue.connections." + name + ".url",
                    "connection '" + name + "': url '" + connection.url() + "' is no http(s) address");
        }
    }

    /** They lie in Pirogue's own database: there is nothing to say but whose they are. */
    private static void datasets(String name, WorkspaceSettings.Connection connection, Report report) {
        if (connection.url() != null
                || connection.username() != null
                || Secret.of(connection).isPresent()) {
            report.add(
                    "P749",
                    "pirogue.connections." + name,
                    "connection '" + name + "': the datasets of a workspace have neither an address nor a secret");
        }
        String workspace = connection.workspace();
        if (workspace != null && !DatasetName.isPlain(workspace)) {
            report.add(
                    "P741",
                    "pirogue.connections." + name + ".workspace",
                    "workspace '" + workspace
                            + "' cannot have datasets: its name becomes one of the database's, so it is small"
                            + " letters, digits and hyphens, begins with a letter, and has 40 at most");
        }
    }

    private void known(@Nullable String workspace, String setting, String what, Report report) {
        Map<String, WorkspaceSettings.Workspace> known = settings.workspaces();
        if (workspace == null || !known.containsKey(workspace)) {
            report.add("P170", setting, what + ": workspace '" + workspace + "' is not one of " + known.keySet());
        }
    }

    static boolean isWebAddress(@Nullable String url) {
        try {
            URI uri = URI.create(String.valueOf(url));
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

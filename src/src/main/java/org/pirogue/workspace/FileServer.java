package org.pirogue.workspace;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An SFTP or web server with files, as the settings of its connection say. Its text never shows the secret. */
public final class FileServer {
    private static final int SSH = 22;

    private final String name;
    private final WorkspaceSettings.Connection setting;
    private final WorkspaceSecrets secrets;

    /** @param setting checked: see {@link Workspaces#problems} and {@link Workspaces#secrets} */
    public FileServer(String name, WorkspaceSettings.Connection setting, WorkspaceSecrets secrets) {
        this.name = name;
        this.setting = setting;
        this.secrets = secrets;
    }

    public String host() {
        return String.valueOf(setting.host());
    }

    public int port() {
        return setting.port() == null ? SSH : setting.port();
    }

    /** Folder of an SFTP server below which everything lies; relative to the one that it begins in. */
    public String path() {
        return setting.path() == null ? "." : setting.path();
    }

    public String user() {
        return String.valueOf(setting.username());
    }

    /** Address of a web server. */
    public String url() {
        return String.valueOf(setting.url());
    }

    public @Nullable Path key() {
        return setting.keyFile();
    }

    public Path knownHosts() {
        return Optional.ofNullable(setting.knownHostsFile())
                .orElseThrow(() -> new IllegalStateException("no known hosts"));
    }

    /** Read each time: whoever changes it need not restart anything. */
    public Optional<String> password() {
        return Secret.of(name, setting, secrets).map(Secret::forSftp);
    }

    /** The header by which a web server is signed in to; empty where it wants none. */
    public Optional<String> authorization() {
        return Secret.of(name, setting, secrets)
                .map(secret -> secret.forHttp(setting.tokenScheme() == null ? "Bearer" : setting.tokenScheme()));
    }

    /** How long a connection may take. */
    public Duration connectTimeout() {
        return Duration.ofSeconds(setting.connectTimeoutSecs());
    }

    /** How long an answer may take to begin. */
    public Duration responseTimeout() {
        return Duration.ofSeconds(setting.responseTimeoutSecs());
    }

    /** How long nothing may come. */
    public Duration readTimeout() {
        return Duration.ofSeconds(setting.readTimeoutSecs());
    }

    @Override
    public String toString() {
        return setting.type() + " server";
    }
}

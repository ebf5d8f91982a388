package org.pirogue.workspace;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the settings of a connection to an SFTP or web server with files go together: P677 for each that does not. */
final class FileServerSettings {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9a-fA-F:]+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final int LAST_PORT = 65_535;

    private final String name;
    private final WorkspaceSettings.Connection connection;
    private final Workspaces.Report report;

    FileServerSettings(String name, WorkspaceSettings.Connection connection, Workspaces.Report report) {
        this.name = name;
        this.connection = connection;
        this.report = report;
    }

    private record Said(String setting, @Nullable Object value) {}

    void checkSftp() {
        if (connection.host() == null || !HOST.matcher(connection.host()).matches()) {
            refuse("host", "'" + connection.host() + "' is no name of a host");
        }
        Integer port = connection.port();
        if (port != null && (port < 1 || port > LAST_PORT)) {
            refuse("port", "'" + port + "' is no port");
        }
        if (connection.username() == null) {
            refuse("username", "is missing");
        }
        if (hasPassword() == (connection.keyFile() != null)) {
            refuse(
                    "key-file",
                    "or a password (password-env, password-file, password-secret) is needed, and only one of them");
        }
        if (connection.knownHostsFile() == null) {
            refuse("known-hosts-file", "is missing: without it nobody knows whom the secret is shown to");
        }
        if (connection.path() != null
                && (connection.path().isBlank() || connection.path().indexOf('\0') >= 0)) {
            refuse("path", "is no folder: leave it out for the one that the server begins in");
        }
        none(
                "belongs to another type than sftp",
                new Said("url", connection.url()),
                new Said("token-env", connection.tokenEnv()),
                new Said("token-file", connection.tokenFile()),
                new Said("token-secret", connection.tokenSecret()));
    }

    void checkHttp() {
        if (!isPlainAddress(connection.url())) {
            refuse("url", "'" + connection.url() + "' is no http(s) address of a folder, without user, '?' and '#'");
        }
        boolean token =
                connection.tokenEnv() != null || connection.tokenFile() != null || connection.tokenSecret() != null;
        boolean password = hasPassword();
        if ((connection.username() != null) != password) {
            refuse("username", "goes with password-env, password-file or password-secret, and they with it");
        }
        if (token && password) {
            refuse("username", "and a token are both given: which is it?");
        }
        if (connection.tokenScheme() != null
                && (!token || !WORD.matcher(connection.tokenScheme()).matches())) {
            refuse("token-scheme", "is the one word before a token: Bearer, Token");
        }
    }

    private boolean hasPassword() {
        return connection.passwordEnv() != null
                || connection.passwordFile() != null
                || connection.passwordSecret() != null;
    }

    private static boolean isPlainAddress(@Nullable String url) {
        if (!Workspaces.isWebAddress(url)) {
            return false;
        }
        URI uri = URI.create(String.valueOf(url));
        return uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }

    /** P172 for a secret, a key or known hosts that are not where the settings say. */
    void secrets() {
        boolean secret = Stream.of(
                        connection.passwordEnv(),
                        connection.passwordFile(),
                        connection.tokenEnv(),
                        connection.tokenFile())
                .anyMatch(each -> each != null);
        if (secret && !Secret.isThere(connection)) {
            missing("", "has no secret: where the settings point to, there is none");
        }
        readable("key-file", connection.keyFile());
        readable("known-hosts-file", connection.knownHostsFile());
    }

    private void readable(String setting, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            missing("." + setting, "'" + file + "' cannot be read");
        }
    }

    private void missing(String setting, String why) {
        report.add("P172", "pirogue.connections." + name + setting, "connection '" + name + "': " + why);
    }

    /** Settings of such a server at a connection of another type. */
    void foreign() {
        if (connection.type() != WorkspaceSettings.Type.SFTP) {
            none(
                    "belongs to an SFTP server: is type: sftp meant?",
                    new Said("host", connection.host()),
                    new Said("port", connection.port()),
                    new Said("known-hosts-file", connection.knownHostsFile()));
        }
        if (connection.type() != WorkspaceSettings.Type.HTTP) {
            none(
                    "belongs to a web server with files: is type: http meant?",
                    new Said("token-scheme", connection.tokenScheme()));
        }
    }

    private void none(String why, Said... settings) {
        Stream.of(settings).filter(each -> each.value() != null).forEach(each -> refuse(each.setting(), why));
    }

    private void refuse(String setting, String why) {
        report.add(
                "P677",
                "pirogue.connections." + name + "." + setting,
                "connection '" + name + "': " + setting + " " + why);
    }
}

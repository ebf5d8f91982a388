package org.pirogue.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.hisp.dhis.integration.sdk.Dhis2ClientBuilder;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Credentials;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a connection signs in. Its text never shows the secret. */
final class Secret {
    private static final Logger LOG = LoggerFactory.getLogger(Secret.class);

    private final @Nullable String user;
    private final String secret;

    private Secret(@Nullable String user, String secret) {
        this.user = user;
        this.secret = secret;
    }

    /** The secret that the settings point to, empty where they point nowhere or the place holds nothing. */
    static Optional<Secret> of(WorkspaceSettings.Connection setting) {
        return setting.username() == null
                ? read(setting.tokenEnv(), setting.tokenFile()).map(token -> new Secret(null, token))
                : read(setting.passwordEnv(), setting.passwordFile())
                        .map(password -> new Secret(setting.username(), password));
    }

    /**
     * The same, with the secrets that workspaces keep here. One that is not set yet lets nobody in, and stops no start: it is set at
     * a running Pirogue.
     */
    static Optional<Secret> of(String connection, WorkspaceSettings.Connection setting, WorkspaceSecrets secrets) {
        String name = setting.secretName();
        if (name == null) {
            return of(setting);
        }
        String workspace = String.valueOf(setting.workspace());
        Optional<String> found = secrets.of(workspace, name, "connections/" + connection);
        if (found.isEmpty()) {
            LOG.error(
                    "P796 connection '{}' cannot sign in: workspace '{}' has no secret '{}': ./pirogue secrets set {} --workspace {},"
                            + " then start again",
                    connection,
                    workspace,
                    name,
                    name,
                    workspace);
        }
        return Optional.of(new Secret(setting.username(), found.orElse("not-set")));
    }

    /** Whether the settings point to a place that holds one, as far as that is seen without the database. */
    static boolean isThere(WorkspaceSettings.Connection setting) {
        return setting.secretName() != null || of(setting).isPresent();
    }

    private static Optional<String> read(@Nullable String variable, @Nullable Path file) {
        try {
            String found = file != null ? Files.readString(file) : variable != null ? System.getenv(variable) : null;
            return Optional.ofNullable(found).map(String::strip).filter(text -> !text.isEmpty());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The line by which Java signs in to a Kafka cluster. */
    String forKafka(String mechanism) {
        String module = mechanism.startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return module + " required username=\"" + quoted(String.valueOf(user)) + "\" password=\"" + quoted(secret)
                + "\";";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    String forSftp() {
        return secret;
    }

    /** The header by which a web server is signed in to. @param scheme word before a token */
    String forHttp(String scheme) {
        return user == null
                ? scheme + " " + secret
                : "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    Dhis2Credentials forBulk() {
        return user == null ? Dhis2Credentials.token(secret) : Dhis2Credentials.basic(user, secret);
    }

    /** @param api address with {@code /api} at its end */
    Dhis2ClientBuilder forDhis2(String api) {
        return user == null
                ? Dhis2ClientBuilder.newClient(api, secret)
                : Dhis2ClientBuilder.newClient(api, user, secret);
    }

    @Override
    public String toString() {
        return user == null ? "token" : "password of " + user;
    }
}

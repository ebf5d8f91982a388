package org.pirogue.workspace.outlet;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that notices go through.
 *
 * @param host null: there is none, and nobody can ask for mails
 * @param from address that mails come from
 * @param tls {@code starttls}: mails go by TLS or not at all; {@code tls}: TLS from the first byte; {@code none}: in clear, for a server
 *     on this machine
 * @param username null: it wants no sign-in
 * @param passwordEnv environment variable that holds its password
 * @param passwordFile file that holds its password
 */
@ConfigurationProperties("pirogue.mail")
public record MailSettings(
        @Nullable String host,
        @DefaultValue("587") int port,
        @Nullable String from,
        @DefaultValue("starttls") Tls tls,
        @Nullable String username,
        @Nullable String passwordEnv,
        @Nullable Path passwordFile,
        @DefaultValue("20") int timeoutSecs) {
    public enum Tls {
        STARTTLS,
        TLS,
        NONE
    }

    boolean isThere() {
        return host != null && !host.isBlank() && from != null && !from.isBlank();
    }
}

package org.pirogue.workspace;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application-<country>.yaml} says of workspaces, connections and flows, each under its name.
 * Nothing is checked here: {@link Workspaces#problems} names everything that is wrong, at once.
 */
@ConfigurationProperties("pirogue")
public record WorkspaceSettings(
        @Nullable Map<String, Workspace> workspaces,
        @Nullable Map<String, Connection> connections,
        @Nullable Map<String, Flow> flows) {
    public WorkspaceSettings {
        workspaces = sorted(workspaces);
        connections = sorted(connections);
        flows = sorted(flows);
    }

    /** @param title what people call the initiative */
    public record Workspace(@Nullable String title) {}

    /**
     * @param workspace the workspace that owns the connection and its secret
     * @param readableBy other workspaces whose flows may read from it
     * @param tokenEnv environment variable that holds a personal access token
     * @param tokenFile file that holds a personal access token
     * @param username user name, with {@code passwordEnv} or {@code passwordFile}
     * @param responseTimeoutSecs longest wait for an answer to begin, seconds
     * @param readTimeoutSecs of a Kafka cluster: how long a record may wait for its acknowledgement, seconds
     * @param brokers of a Kafka cluster, each {@code host:port}: some of them, the others are found
     * @param securityProtocol of a Kafka cluster: {@code PLAINTEXT}, {@code SSL}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
     * @param saslMechanism how a Kafka cluster is signed in to, with {@code username} and its password: {@code PLAIN},
     *     {@code SCRAM-SHA-256} or {@code SCRAM-SHA-512}
     * @param caFile certificates of who signed the brokers' certificates, PEM; null: those that Java trusts
     * @param certificateFile own certificate chain, PEM, where the cluster asks for one
     * @param keyFile its private key, PEM, not encrypted; of an SFTP server: the one to sign in with, instead of a password
     * @param path of a folder: where it lies below {@code pirogue.files}; of an SFTP server: the folder there
     * @param host of an SFTP server
     * @param port of an SFTP server; null: 22
     * @param knownHostsFile host keys that are trusted, as OpenSSH keeps them; an SFTP server with another is not spoken to
     * @param tokenScheme of an HTTP server: the word before the token; null: {@code Bearer}
     * @param tokenSecret of a DHIS2 or HTTP server: name of a secret of the workspace that is an access token
     * @param passwordSecret of any server that is signed in to by name: name of a secret of the workspace that is the password of
     *     {@code username}
     */
    public record Connection(
            @DefaultValue("dhis2") Type type,
            @Nullable String workspace,
            @Nullable String url,
            @DefaultValue List<String> readableBy,
            @Nullable String tokenEnv,
            @Nullable Path tokenFile,
            @Nullable String username,
            @Nullable String passwordEnv,
            @Nullable Path passwordFile,
            @DefaultValue("10") int connectTimeoutSecs,
            @DefaultValue("300") int responseTimeoutSecs,
            @DefaultValue("60") int readTimeoutSecs,
            @DefaultValue("4") int maxConnections,
            @DefaultValue List<String> brokers,
            @Nullable String securityProtocol,
            @Nullable String saslMechanism,
            @Nullable Path caFile,
            @Nullable Path certificateFile,
            @Nullable Path keyFile,
            @Nullable String path,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Path knownHostsFile,
            @Nullable String tokenScheme,
            @Nullable String tokenSecret,
            @Nullable String passwordSecret) {

        /** A DHIS2 server, as most are. */
        public static Connection dhis2(String workspace, String url, Path tokenFile, int timeoutSecs) {
            return plain(Type.DHIS2, workspace, url, tokenFile, timeoutSecs, List.of(), null);
        }

        /** A Kafka cluster that is spoken to in clear, without a sign-in. */
        public static Connection kafka(String workspace, List<String> brokers, int timeoutSecs) {
            return plain(Type.KAFKA, workspace, null, null, timeoutSecs, brokers, null);
        }

        /** A folder of this machine, with files. */
        public static Connection folder(String workspace, String path) {
            return plain(Type.FOLDER, workspace, null, null, 1, List.of(), path);
        }

        /** Files of a web server that wants no sign-in. */
        public static Connection http(String workspace, String url, int timeoutSecs) {
            return plain(Type.HTTP, workspace, url, null, timeoutSecs, List.of(), null);
        }

        private static Connection plain(
                Type type,
                String workspace,
                @Nullable String url,
                @Nullable Path tokenFile,
                int timeoutSecs,
                List<String> brokers,
                @Nullable String path) {
            return new Connection(
                    type,
                    workspace,
                    url,
                    List.of(),
                    null,
                    tokenFile,
                    null,
                    null,
                    null,
                    timeoutSecs,
                    timeoutSecs,
                    timeoutSecs,
                    4,
                    brokers,
                    null,
                    null,
                    null,
                    null,
                    null,
                    path,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        /** The datasets of a workspace. */
        public static Connection datasets(String workspace) {
            return plain(Type.DATASETS, workspace, null, null, 1, List.of(), null);
        }

        /** Name of the workspace's secret by which it signs in; null where the secret lies elsewhere. */
        @Nullable
        String secretName() {
            return username == null ? tokenSecret : passwordSecret;
        }

        /** Whether a Kafka cluster is signed in to by name and password. */
        boolean signsIn() {
            return securityProtocol != null && securityProtocol.startsWith("SASL_");
        }
    }

    /** What kind of system a connection leads to. */
    public enum Type {
        DHIS2,
        KAFKA,
        FOLDER,
        /** The datasets of its own workspace, in Pirogue's database. */
        DATASETS,
        SFTP,
        HTTP;

        /** Whether files lie there. */
        public boolean isOfFiles() {
            return this == FOLDER || this == SFTP || this == HTTP;
        }
    }

    /** Of a connection that is not there: null. */
    public @Nullable Type typeOf(String connection) {
        Connection found = connections.get(connection);
        return found == null ? null : found.type();
    }

    /**
     * @param workspace the workspace that owns the flow and its queue
     * @param schedule Quartz cron expression
     * @param dependsOn flows whose runs must have ended before this one begins at its schedule
     * @param dependsWaitMins how long it waits for them at most
     * @param dependsElse what happens to the run then
     * @param trigger whether it also runs as soon as one of these flows has changed something at its target
     * @param debounceSecs how long they must have been quiet then: several changes are one run
     * @param reconcileSchedule when source, ledger and target are compared whole, a Quartz cron expression; null: never
     * @param holdAbovePercent a run that would take away more of what the flow has at its target waits for approval
     * @param reverse the flow that carries the same cells the other way; each names the other
     */
    public record Flow(
            @Nullable String workspace,
            @Nullable String schedule,
            @DefaultValue List<String> dependsOn,
            @DefaultValue("60") int dependsWaitMins,
            @DefaultValue("run") Else dependsElse,
            @DefaultValue("schedule") Trigger trigger,
            @DefaultValue("30") int debounceSecs,
            @Nullable String reconcileSchedule,
            @DefaultValue("5") double holdAbovePercent,
            @Nullable String reverse) {}

    /** What becomes of a run that waited in vain for the flows that it depends on. */
    public enum Else {
        RUN,
        SKIP
    }

    /** What begins a run of a flow beside a person. */
    public enum Trigger {
        SCHEDULE,
        ON_NEW_VERSION
    }

    private static <T> Map<String, T> sorted(@Nullable Map<String, T> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
    }
}

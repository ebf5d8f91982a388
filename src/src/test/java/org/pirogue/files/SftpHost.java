package org.pirogue.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.pirogue.workspace.WorkspaceSecrets;
import org.pirogue.workspace.WorkspaceSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A real SFTP server (Apache MINA) in this JVM, over the file system of this machine; it may be made to break off. */
public final class SftpHost implements AutoCloseable {
    public static final String USER = "pirogue";
    static final String PASSWORD = "un bateau, bien sûr";

    private final Path own;
    private SshServer server;
    /** Public keys that are let in. */
    private final List<KeyPair> keys = new ArrayList<>();

    /** Whether it lists its files under names that are paths. */
    volatile boolean lying;

    /** After so many bytes of a file the connection is cut; -1: never. */
    volatile long cutAfter = -1;

    volatile int signIns;

    /** @param own an empty folder for what belongs to it and to who signs in */
    public SftpHost(Path own) throws IOException, GeneralSecurityException {
        this.own = Files.createDirectories(own);
        this.server = server(0, KeyPairProvider.wrap(pair()));
        server.start();
        trust();
        Files.writeString(own.resolve("password"), PASSWORD);
    }

    private SshServer server(int port, KeyPairProvider key) {
        SshServer made = SshServer.setUpDefaultServer();
        made.setHost("127.0.0.1");
        made.setPort(port);
        CoreModuleProperties.TCP_NODELAY.set(made, true);
        made.setKeyPairProvider(key);
        made.setPasswordAuthenticator((user, password, session) -> {
            signIns++;
            return user.equals(USER) && password.equals(PASSWORD);
        });
        made.setPublickeyAuthenticator((user, asked, session) ->
                keys.stream().anyMatch(pair -> KeyUtils.compareKeys(pair.getPublic(), asked)));
        made.setSubsystemFactories(List.of(subsystem()));
        return made;
    }

    private SftpSubsystemFactory subsystem() {
        SftpSubsystemFactory factory = new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) throws IOException {
                SftpSubsystem made = new SftpSubsystem(channel, this) {
                    @Override
                    protected String getShortName(Path file) throws IOException {
                        return lying ? "x/../../" + super.getShortName(file) : super.getShortName(file);
                    }
                };
                getRegisteredListeners().forEach(made::addSftpEventListener);
                return made;
            }
        };
        factory.addSftpEventListener(new SftpEventListener() {
            @Override
            public void reading(
                    ServerSession session, String id, FileHandle file, long offset, byte[] data, int at, int length) {
                if (cutAfter >= 0 && offset >= cutAfter) {
                    session.close(true);
                }
            }
        });
        return factory;
    }

    /** Another host key, as after the machine was set up anew. */
    void newKey() throws GeneralSecurityException {
        server.setKeyPairProvider(KeyPairProvider.wrap(pair()));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    /** Writes its host key to the known hosts of {@link #settings}. */
    void trust() throws IOException, GeneralSecurityException {
        KeyPair key = server.getKeyPairProvider().loadKeys(null).iterator().next();
        Files.writeString(
                own.resolve("known_hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(key.getPublic()) + "\n");
    }

    /** As many servers: renaming does not replace. */
    void withoutExtensions() {
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "");
    }

    /** Lets a key in, and writes it where {@code key-file} of the settings may point to. */
    Path key() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        keys.add(pair);
        String pem = java.util.Base64.getMimeEncoder()
                .encodeToString(pair.getPrivate().getEncoded());
        return Files.writeString(
                own.resolve("key"), "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
    }

    /** Of a connection to a folder, as a country's file writes them. */
    public Map<String, String> settings(Path folder) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("type", "sftp");
        settings.put("workspace", "test");
        settings.put("host", "127.0.0.1");
        settings.put("port", String.valueOf(server.getPort()));
        settings.put("username", USER);
        settings.put("password-file", own.resolve("password").toString());
        settings.put("known-hosts-file", own.resolve("known_hosts").toString());
        settings.put("path", folder.toAbsolutePath().toString());
        settings.put("connect-timeout-secs", "5");
        settings.put("read-timeout-secs", "5");
        return settings;
    }

    /** Secrets of a workspace, as they stand now. */
    static WorkspaceSecrets secrets(Map<String, String> kept) {
        return (workspace, name, user) -> Optional.ofNullable(kept.get(workspace + "/" + name + " for " + user));
    }

    static WorkspaceSettings.Connection connection(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("", WorkspaceSettings.Connection.class);
    }

    public void stop() throws IOException {
        server.stop(true);
    }

    /** On its port, with its key. */
    public void startAgain() throws IOException {
        server = server(server.getPort(), server.getKeyPairProvider());
        server.start();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}

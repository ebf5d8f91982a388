package org.pirogue.files;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchChangedHostKeyException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.pirogue.prepare.Problems;
import org.pirogue.workspace.FileServer;

/** Signs in to an SFTP server for each visit, and only where the server's key is one that is known. */
final class SftpServer {
    private final String name;
    private final FileServer server;

    /** @param name of the connection */
    SftpServer(String name, FileServer server) {
        this.name = name;
        this.server = server;
    }

    /** What is done there. */
    @FunctionalInterface
    interface Visit<T> {
        T in(SftpFolder base) throws SftpException, IOException;
    }

    /**
     * @throws Problems P700 not there, or it broke off; P701 we are not let in; P702, P703 its key is unknown, or another
     * @throws IOException it refuses what we want
     */
    <T> T visit(Visit<T> visit) throws IOException {
        Session session = null;
        try {
            session = session();
            session.connect(millis(server.connectTimeout()));
            session.setTimeout(millis(server.readTimeout()));
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(millis(server.connectTimeout()));
            return visit.in(new SftpFolder(channel, server.path()));
        } catch (JSchException failure) {
            throw told(failure);
        } catch (Taking.Cut broken) {
            throw brokeOff();
        } catch (SftpException failure) {
            IOException refused = SftpFolder.refused(failure);
            if (refused != null && session.isConnected()) {
                throw refused;
            }
            throw brokeOff();
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }

    private Session session() throws JSchException {
        JSch ssh = new JSch();
        ssh.setKnownHosts(server.knownHosts().toString());
        Session session = ssh.getSession(server.user(), server.host(), server.port());
        Path key = server.key();
        if (key == null) {
            server.password().ifPresent(secret -> session.setPassword(secret.getBytes(StandardCharsets.UTF_8)));
        } else {
            ssh.addIdentity(key.toString());
        }
        session.setConfig("PreferredAuthentications", key == null ? "password,keyboard-interactive" : "publickey");
        session.setConfig("StrictHostKeyChecking", "yes");
        // One try: servers lock an account after some.
        session.setConfig("MaxAuthTries", "1");
        return session;
    }

    private static int millis(java.time.Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    Problems brokeOff() {
        return BadPlace.of(
                "P700", name, null, "the connection broke off", "it is tried again; look at the line and the server");
    }

    /** The library's own words name users and hosts. */
    private Problems told(JSchException failure) {
        if (failure instanceof JSchChangedHostKeyException || failure instanceof JSchRevokedHostKeyException) {
            return BadPlace.of(
                    "P703",
                    name,
                    null,
                    "the server has another key than the one in known-hosts-file: nothing was sent to it",
                    "ask who runs it whether its key was changed; if so, put the new one in");
        }
        if (failure instanceof JSchHostKeyException) {
            return BadPlace.of(
                    "P702",
                    name,
                    null,
                    "the server's key is not in known-hosts-file: nothing was sent to it",
                    "ask who runs it for the key, and put it in");
        }
        String said = String.valueOf(failure.getMessage());
        if (said.startsWith("Auth") || said.contains("invalid privatekey")) {
            return BadPlace.of(
                    "P701", name, null, "the server refused the sign-in", "check username, password or key of it");
        }
        return BadPlace.of(
                "P700", name, null, "the server does not answer", "it is tried again; look whether it is up");
    }
}

package org.pirogue.files;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.ChannelSftp.LsEntrySelector;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One folder of an SFTP server, while we are there. Links are never followed below the folder of the connection. */
final class SftpFolder {
    private static final String POSIX_RENAME = "posix-rename@openssh.com";

    private final ChannelSftp channel;
    private final String path;

    /** @param path as the server knows it */
    SftpFolder(ChannelSftp channel, String path) {
        this.channel = channel;
        this.path = path;
    }

    private static boolean isMissing(SftpException failure) {
        return failure.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    /** Whether the folder itself is there; the one of a connection may be a link. */
    boolean isThere() throws SftpException {
        try {
            return channel.stat(path).isDir();
        } catch (SftpException failure) {
            if (isMissing(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** A folder in this one, which need not be there. */
    SftpFolder in(String name) {
        return new SftpFolder(channel, at(name));
    }

    void make(String name) throws SftpException {
        channel.mkdir(at(name));
    }

    /** What a name stands for, links not followed; empty where it is not there. */
    Optional<SftpATTRS> look(String name) throws SftpException {
        try {
            return Optional.of(channel.lstat(at(name)));
        } catch (SftpException failure) {
            if (isMissing(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Names that match of what is no folder and no link, as far as the server says it, sorted. @param most after so many it is not looked for more */
    List<String> names(NamePattern pattern, int most) throws SftpException {
        List<String> names = new ArrayList<>();
        LsEntrySelector selector = new LsEntrySelector() {
            @Override
            public int select(LsEntry entry) {
                boolean other = entry.getAttrs().isDir() || entry.getAttrs().isLink();
                if (pattern.matches(entry.getFilename()) && !other) {
                    names.add(entry.getFilename());
                }
                return names.size() > most ? BREAK : CONTINUE;
            }
        };
        channel.ls(quoted(path), selector);
        return names.stream().sorted().toList();
    }

    /** What cannot be read to its end ends with {@link Taking.Cut}. */
    InputStream read(String name) throws SftpException {
        return new FilterInputStream(channel.get(quoted(at(name)))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return super.read(bytes, offset, length);
                } catch (IOException broken) {
                    throw new Taking.Cut(broken);
                }
            }
        };
    }

    void write(Path from, String name) throws SftpException {
        channel.put(quotedHere(from), quoted(at(name)), ChannelSftp.OVERWRITE);
    }

    /** Over what is there: at once where the server can, else in two steps, between which no file has the name. */
    void rename(String from, String to) throws SftpException {
        if (channel.getExtension(POSIX_RENAME) == null) {
            delete(to);
        }
        channel.rename(quoted(at(from)), at(to));
    }

    void delete(String name) throws SftpException {
        try {
            channel.rm(quoted(at(name)));
        } catch (SftpException failure) {
            if (!isMissing(failure)) {
                throw failure;
            }
        }
    }

    private String at(String name) {
        return path + "/" + name;
    }

    /** Some calls of the library take patterns. */
    private static String quoted(String path) {
        return path.replaceAll("([\\\\*?])", "\\\\$1");
    }

    private static String quotedHere(Path file) {
        return quoted(file.toAbsolutePath().toString());
    }

    /** What the server said to it; null where it said nothing, since it is away. */
    static @Nullable IOException refused(SftpException failure) {
        boolean said = failure.id != ChannelSftp.SSH_FX_NO_CONNECTION
                && failure.id != ChannelSftp.SSH_FX_CONNECTION_LOST
                && failure.getCause() == null;
        return said ? new IOException("the server refuses: " + failure.id) : null;
    }
}

package org.pirogue.files;

import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder of an SFTP server. Whether its disk has what it acknowledged is the server's matter. */
final class SftpShelf implements Shelf {
    private static final int MARK_BYTES = 1 << 12;

    private final SftpFolder folder;
    private final Path drafts;

    /** @param drafts an empty folder of ours, here */
    SftpShelf(SftpFolder folder, Path drafts) {
        this.folder = folder;
        this.drafts = drafts;
    }

    /** What the server refuses becomes an {@link IOException}, as with a folder here; what broke off stays what it is. */
    @FunctionalInterface
    private interface Call<T> {
        T made() throws SftpException, IOException;
    }

    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.made();
        } catch (SftpException failure) {
            IOException refused = SftpFolder.refused(failure);
            throw refused == null ? new Taking.Cut(new IOException(failure)) : refused;
        }
    }

    @Override
    public Path draft(String name) {
        return drafts.resolve(name + ".part");
    }

    @Override
    public void replace(Path draft, String name) throws IOException {
        String half = (name.startsWith(".") ? "" : ".") + name + ".part";
        call(() -> {
            // Whoever may have left it there: a link would be followed.
            folder.delete(half);
            folder.write(draft, half);
            long there = folder.look(half).map(SftpATTRS::getSize).orElse(-1L);
            if (there != Files.size(draft)) {
                throw new IOException("the server has not all of it");
            }
            folder.rename(half, name);
            return there;
        });
    }

    @Override
    public String digest(String name) throws IOException {
        return call(() -> {
            if (folder.look(name).filter(SftpATTRS::isReg).isEmpty()) {
                return "";
            }
            try (InputStream in = folder.read(name)) {
                return SteadyFile.digest(in);
            }
        });
    }

    @Override
    public List<String> lines(String name) throws IOException {
        return call(() -> {
            if (folder.look(name)
                    .filter(found -> found.isReg() && found.getSize() < MARK_BYTES)
                    .isEmpty()) {
                return List.of();
            }
            try (InputStream in = folder.read(name)) {
                return new String(in.readNBytes(MARK_BYTES), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            }
        });
    }

    @Override
    public void copy(String name, String as) throws IOException {
        Path draft = draft(as);
        try (InputStream in = call(() -> folder.read(name))) {
            Files.copy(in, draft);
        }
        try {
            replace(draft, as);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        call(() -> {
            folder.delete(name);
            return true;
        });
    }
}

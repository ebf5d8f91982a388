package org.pirogue.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that we write again and again: whole or not at all, and not over what somebody else wrote. Beside it a hidden file
 * says what we wrote last.
 */
public final class SteadyFile {
    private static final int SHORT = 8;

    private final Path file;
    private final Path mark;

    /** @param file in a folder that is there */
    public SteadyFile(Path file) {
        this.file = file;
        this.mark = file.resolveSibling("." + file.getFileName() + ".pirogue");
    }

    /** Writes what shall stand there. */
    @FunctionalInterface
    public interface Content {
        void to(Path file) throws IOException;
    }

    /**
     * @param changed false where the same stood there already
     * @param kept name under which what somebody else had written was kept; null where nobody had
     */
    public record Written(boolean changed, @Nullable String kept) {}

    public Written write(Content content) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            content.to(next);
            sync(next);
            String now = digest(next);
            String before = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? digest(file) : "";
            if (before.equals(now)) {
                remember(List.of(now));
                return new Written(false, null);
            }
            String kept = before.isEmpty() || remembered().contains(before) ? null : keep(before);
            // Both are remembered until the new one stands: a kill between must not make ours look like somebody
            // else's.
            remember(List.of(before, now));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file.toAbsolutePath().getParent());
            remember(List.of(now));
            return new Written(true, kept);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Takes our own file away; one that somebody has changed stays. */
    public void remove() throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && remembered().contains(digest(file))) {
            Files.delete(file);
            Files.deleteIfExists(mark);
        }
    }

    /** The same content has the same name: a second try keeps nothing twice. */
    private String keep(String digest) throws IOException {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        String kept = name.substring(0, dot) + "-kept-" + digest.substring(0, SHORT) + name.substring(dot);
        Files.copy(file, file.resolveSibling(kept), StandardCopyOption.REPLACE_EXISTING);
        sync(file.resolveSibling(kept));
        return kept;
    }

    private List<String> remembered() throws IOException {
        return Files.exists(mark) ? Files.readAllLines(mark) : List.of();
    }

    private void remember(List<String> digests) throws IOException {
        Path next = mark.resolveSibling(mark.getFileName() + ".part");
        Files.write(next, digests, StandardCharsets.UTF_8);
        sync(next);
        Files.move(next, mark, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static String digest(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                sha.update(block, 0, read);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

package org.pirogue.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Shelf shelf;
    private final String name;
    private final String mark;

    /** @param file in a folder that is there */
    public SteadyFile(Path file) {
        this(new LocalShelf(file.toAbsolutePath().getParent()), String.valueOf(file.getFileName()));
    }

    SteadyFile(Shelf shelf, String name) {
        this.shelf = shelf;
        this.name = name;
        this.mark = "." + name + ".pirogue";
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
        Path next = shelf.draft(name);
        try {
            content.to(next);
            String now = digest(next);
            String before = shelf.digest(name);
            List<String> remembered = shelf.lines(mark);
            if (before.equals(now)) {
                remember(List.of(now), remembered);
                return new Written(false, null);
            }
            String kept = before.isEmpty() || remembered.contains(before) ? null : keep(before);
            // Both are remembered until the new one stands: a kill between must not make ours look like somebody
            // else's.
            remember(List.of(before, now), remembered);
            shelf.replace(next, name);
            remember(List.of(now), List.of());
            return new Written(true, kept);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Takes our own file away; one that somebody has changed stays. */
    public void remove() throws IOException {
        String stands = shelf.digest(name);
        if (!stands.isEmpty() && shelf.lines(mark).contains(stands)) {
            shelf.delete(name);
            shelf.delete(mark);
        }
    }

    /** The same content has the same name: a second try keeps nothing twice. */
    private String keep(String digest) throws IOException {
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        String kept = name.substring(0, dot) + "-kept-" + digest.substring(0, SHORT) + name.substring(dot);
        shelf.copy(name, kept);
        return kept;
    }

    private void remember(List<String> digests, List<String> known) throws IOException {
        if (digests.equals(known)) {
            return;
        }
        Path next = shelf.draft(mark);
        try {
            Files.write(next, digests, StandardCharsets.UTF_8);
            shelf.replace(next, mark);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return digest(in);
        }
    }

    static String digest(InputStream in) throws IOException {
        try {
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

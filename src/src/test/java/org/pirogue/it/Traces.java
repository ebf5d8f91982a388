package org.pirogue.it;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Looks for words in the raw bytes of files, as somebody would who has stolen the disk: as UTF-8 and UTF-16, whatever the case, in
 * Base64 at each of its three alignments, and unpacked where a file is gzip.
 */
final class Traces {
    private static final int GZIP = 0x8b1f;

    private record Pattern(String word, byte[] bytes) {}

    /** Patterns by their first two bytes. */
    private final Pattern[][] beginnings = new Pattern[1 << 16][];

    Traces(List<String> words) {
        for (String word : words) {
            add(word, word.getBytes(StandardCharsets.UTF_8));
            add(word, word.getBytes(StandardCharsets.UTF_16LE));
            for (int before = 0; before < 3; before++) {
                add(word, base64(word, before).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void add(String word, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = lower(bytes[i]);
        }
        int pair = pair(bytes[0], bytes[1]);
        Pattern[] some = beginnings[pair] == null ? new Pattern[0] : beginnings[pair];
        beginnings[pair] = Arrays.copyOf(some, some.length + 1);
        beginnings[pair][some.length] = new Pattern(word, bytes);
    }

    /** Without the letters that also depend on what stands before and after it. */
    private static String base64(String word, int before) {
        String text = Base64.getEncoder()
                .encodeToString(("~~~".substring(0, before) + word).getBytes(StandardCharsets.UTF_8));
        int bits = (before + word.getBytes(StandardCharsets.UTF_8).length) * 8;
        return text.substring((before * 8 + 5) / 6, bits / 6);
    }

    /** Which of the words stand where, below the folder. */
    Map<String, Set<String>> below(Path folder) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            for (String word : in(bytes(file))) {
                found.computeIfAbsent(word, none -> new TreeSet<>())
                        .add(folder.relativize(file).toString());
            }
        }
        return found;
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return new byte[0];
        }
    }

    Set<String> in(byte[] bytes) throws IOException {
        Set<String> found = new TreeSet<>(plain(bytes));
        if (bytes.length > 2 && (bytes[0] & 0xff | (bytes[1] & 0xff) << 8) == GZIP) {
            found.addAll(plain(unpacked(bytes)));
        }
        return found;
    }

    private static byte[] unpacked(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            in.transferTo(out);
        } catch (IOException notWhole) {
            // What could be unpacked is looked at.
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    /** In one pass: a place is looked at closely only where two bytes begin a word. */
    private Set<String> plain(byte[] bytes) {
        Set<String> found = new TreeSet<>();
        int two = 0;
        for (int at = 0; at < bytes.length; at++) {
            two = (two << 8 | lower(bytes[at]) & 0xff) & 0xffff;
            if (beginnings[two] != null && at > 0) {
                for (Pattern each : beginnings[two]) {
                    if (isAt(each.bytes(), bytes, at - 1)) {
                        found.add(each.word());
                    }
                }
            }
        }
        return found;
    }

    private static boolean isAt(byte[] pattern, byte[] bytes, int at) {
        if (at + pattern.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (lower(bytes[at + i]) != pattern[i]) {
                return false;
            }
        }
        return true;
    }

    private static int pair(byte one, byte two) {
        return (one & 0xff) << 8 | two & 0xff;
    }

    /** Letters of ASCII only: a byte of a longer letter stays what it is, and so does its pattern. */
    private static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
    }
}

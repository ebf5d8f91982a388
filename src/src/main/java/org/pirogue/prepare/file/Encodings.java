package org.pirogue.prepare.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of the declared encodings a file has: the one that its mark names, or the first by which all of it can be read. */
final class Encodings {
    private static final char MARK = '\uFEFF';
    private static final int BLOCK = 1 << 16;

    private final List<Charset> declared;

    /** @param declared in the order in which they are tried; UTF-16 stands for both orders of bytes */
    Encodings(List<Charset> declared) {
        this.declared = List.copyOf(declared);
    }

    /** @throws BadFile P681 where none is the file's */
    Charset of(Path file) throws IOException {
        Charset marked = marked(file);
        if (marked != null) {
            if (declared.stream().noneMatch(each -> sameFamily(each, marked)) || !reads(file, marked)) {
                throw none("its mark says " + marked.name());
            }
            return marked;
        }
        for (Charset each : candidates(file)) {
            if (reads(file, each)) {
                return each;
            }
        }
        throw none("it is in none of " + names());
    }

    private BadFile none(String text) {
        return BadFile.damaged(
                text + (text.startsWith("its") ? ", which is not declared or does not fit" : ""),
                "save it as CSV in UTF-8, or declare its encoding under file.encodings");
    }

    private String names() {
        return declared.stream().map(Charset::name).collect(Collectors.joining(", "));
    }

    private static boolean sameFamily(Charset declared, Charset marked) {
        return declared.equals(marked)
                || (declared.equals(StandardCharsets.UTF_16) && marked.name().startsWith("UTF-16"));
    }

    private List<Charset> candidates(Path file) throws IOException {
        Optional<Charset> wide = wide(file);
        return declared.stream()
                .filter(each -> each.name().startsWith("UTF-16") == wide.isPresent())
                .map(each -> each.equals(StandardCharsets.UTF_16) ? wide.orElse(each) : each)
                .toList();
    }

    private static @Nullable Charset marked(Path file) throws IOException {
        byte[] first = first(file, 3);
        if (first.length == 3 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            return StandardCharsets.UTF_8;
        }
        if (first.length >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return first.length >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF
                ? StandardCharsets.UTF_16BE
                : null;
    }

    /** Every other byte of a header in UTF-16 is 0. */
    private static Optional<Charset> wide(Path file) throws IOException {
        byte[] first = first(file, 64);
        int[] zeros = new int[2];
        for (int i = 0; i < first.length; i++) {
            zeros[i % 2] += first[i] == 0 ? 1 : 0;
        }
        if (4 * Math.max(zeros[0], zeros[1]) < first.length || first.length < 2) {
            return Optional.empty();
        }
        return Optional.of(zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
    }

    private static byte[] first(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
        }
    }

    /** Whether all of it is text. */
    private static boolean reads(Path file, Charset charset) throws IOException {
        char[] block = new char[BLOCK];
        try (Reader reader = open(file, charset)) {
            for (int read = reader.read(block); read >= 0; read = reader.read(block)) {
                for (int i = 0; i < read; i++) {
                    if (block[i] == 0) {
                        return false;
                    }
                }
            }
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    /** Without its mark. */
    static Reader open(Path file, Charset charset) throws IOException {
        PushbackReader reader = new PushbackReader(new InputStreamReader(
                new BufferedInputStream(Files.newInputStream(file), BLOCK),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        int first = reader.read();
        if (first >= 0 && first != MARK) {
            reader.unread(first);
        }
        return reader;
    }
}

package org.pirogue.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files, and of a whole version. */
public final class Digests {
    private Digests() {}

    /** @return hexadecimal, as {@code sha256sum} prints it */
    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** One sum for a version: of what it is called, where it comes from, what it can be set to, and each of its files. */
    static String of(Release release) {
        List<String> parts = new ArrayList<>(List.of(
                release.name(),
                release.version(),
                release.kind().toString(),
                release.title(),
                release.description(),
                release.changes(),
                release.published().by(),
                release.published().at(),
                release.published().home()));
        release.parameters().forEach((name, parameter) -> {
            parts.add("parameter " + name);
            parts.add(String.valueOf(parameter.title()));
            parts.add(String.valueOf(parameter.type()));
            parts.add(String.valueOf(parameter.required()));
            parts.add(parameter.initial() == null ? "no default" : "default " + parameter.initial());
        });
        release.kamelets().forEach(kamelet -> parts.add("kamelet " + kamelet));
        release.files().stream()
                .sorted(Comparator.comparing(Release.Entry::path))
                .forEach(file -> parts.add("file " + file.path() + " " + file.role() + " " + file.sha256()));
        StringBuilder text = new StringBuilder();
        // The length before each part: no two lists of parts make the same text.
        parts.forEach(
                part -> text.append(part.length()).append(':').append(part).append('\n'));
        return of(text.toString().getBytes(UTF_8));
    }
}

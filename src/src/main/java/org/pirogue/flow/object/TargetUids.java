package org.pirogue.flow.object;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * UIDs that Pirogue makes for objects at a target: the same for the same flow, object and generation, whoever makes them and
 * whenever, so that what is sent twice is one object there. 65 bits: among a million objects two are the same once in
 * seventy million times.
 */
final class TargetUids {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ALL = "0123456789" + LETTERS;
    private static final int LENGTH = 11;
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{10}");

    private TargetUids() {}

    /** @param generation 1, and one more for each uid that was used up by a deletion */
    static String of(String flow, String kind, String key, int generation) {
        byte[] digest = digest(String.join("\0", flow, kind, key, Integer.toString(generation)));
        StringBuilder uid = new StringBuilder(LENGTH).append(LETTERS.charAt(number(digest, 0) % LETTERS.length()));
        for (int i = 1; i < LENGTH; i++) {
            uid.append(ALL.charAt(number(digest, i) % ALL.length()));
        }
        return uid.toString();
    }

    static boolean isUid(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Two bytes: nearly even over the letters. */
    private static int number(byte[] digest, int index) {
        return (digest[2 * index] & 0xff) << 8 | digest[2 * index + 1] & 0xff;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

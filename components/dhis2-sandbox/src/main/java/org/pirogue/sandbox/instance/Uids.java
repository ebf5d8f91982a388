package org.pirogue.sandbox.instance;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** DHIS2 identifiers: 11 characters, a letter first. Two servers with different seeds make different ones. */
public final class Uids {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ALL = "0123456789" + LETTERS;
    private static final Pattern SHAPE = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{10}");

    private final long seed;
    private final Random random;

    public Uids(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public static boolean isUid(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** A new identifier. */
    public synchronized String next() {
        return from(random);
    }

    /** The identifier that this server gives to the thing so named: always the same on it, another elsewhere. */
    public String of(String name) {
        UUID hash = UUID.nameUUIDFromBytes((seed + "/" + name).getBytes(StandardCharsets.UTF_8));
        return from(new Random(hash.getMostSignificantBits() ^ hash.getLeastSignificantBits()));
    }

    private static String from(Random source) {
        StringBuilder text = new StringBuilder(11).append(LETTERS.charAt(source.nextInt(LETTERS.length())));
        while (text.length() < 11) {
            text.append(ALL.charAt(source.nextInt(ALL.length())));
        }
        return text.toString();
    }
}

package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The number that one unit draws, a permanent random number (Ohlsson 1995): the SHA-256 of the seed and what names the unit, each on
 * a line of its own, in UTF-8, without a line end behind the last. It depends on nothing else: not on the other units, their order,
 * or the machine. Whoever knows the seed can make it again: {@code printf 'SEED\nUNIT' | sha256sum}.
 *
 * @param hash in small hexadecimal digits
 */
record DrawNumber(String hash) implements Comparable<DrawNumber> {
    private static final int SHOWN = 8;
    private static final int ORDERING = 15;
    private static final BigDecimal ALL = new BigDecimal(BigInteger.ONE.shiftLeft(SHOWN * 4));

    static DrawNumber of(String seed, List<String> unit) {
        String text = seed + "\n" + String.join("\n", unit);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new DrawNumber(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    /** The first eight digits: a number from 0 to 4,294,967,295. */
    String shown() {
        return hash.substring(0, SHOWN);
    }

    /** Whether it lies below that part of all numbers. @param probability from 0 to 1 */
    boolean isBelow(BigDecimal probability) {
        return new BigDecimal(new BigInteger(shown(), 16)).compareTo(ALL.multiply(probability)) < 0;
    }

    /** Orders as the whole does, but for one in a quintillion. */
    long order() {
        return Long.parseLong(hash.substring(0, ORDERING), 16);
    }

    @Override
    public int compareTo(DrawNumber other) {
        return hash.compareTo(other.hash);
    }
}

package org.pirogue.prepare.table;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a person at one recipient: HMAC-SHA256 with that recipient's secret (RFC 2104). The same value gives the
 * same pseudonym, whoever lacks the secret can neither go back nor try values out. For one thread.
 */
final class Pseudonyms {
    private static final int BYTES = 16;

    private final Mac mac;

    Pseudonyms(String secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** 128 bits, hexadecimal. */
    String of(String value) {
        return HexFormat.of().formatHex(Arrays.copyOf(digest("pseudonym", value), BYTES));
    }

    /** A number of days other than 0, the same for all days of a person, from {@code -most} to {@code most}. */
    int shift(String person, int most) {
        byte[] digest = digest("shift", person);
        long random = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            random = random << Byte.SIZE | digest[i] & 0xff;
        }
        int days = (int) Math.floorMod(random, 2L * most) - most;
        return days < 0 ? days : days + 1;
    }

    private byte[] digest(String purpose, String value) {
        return mac.doFinal((purpose + '\0' + value).getBytes(StandardCharsets.UTF_8));
    }
}

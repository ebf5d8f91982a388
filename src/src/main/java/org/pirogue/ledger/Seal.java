package org.pirogue.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.function.SingletonSupplier;

/** Rows as they lie in the database: encrypted, since they may be about persons (AES-256-GCM, a nonce of its own each). */
final class Seal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<SecretKeySpec> key;
    private final SecureRandom random = new SecureRandom();
    /** Used again row by row: to find a cipher and to expand its key costs more than to encrypt a row. */
    private final Cipher closing = cipher();

    private final Cipher opening = cipher();

    private Seal(Supplier<byte[]> key) {
        this.key = SingletonSupplier.of(() -> new SecretKeySpec(key.get(), "AES"));
    }

    /** @param secret asked for with the first row */
    static Seal by(Supplier<String> secret) {
        return new Seal(() -> digest(secret.get()));
    }

    /** With a key that nothing but this object knows. */
    static Seal forgotten() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Seal(() -> key);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] close(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(closing, Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8), 0);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws TableLost P615 where it was sealed with another key, or changed since */
    String open(byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return new String(run(opening, Cipher.DECRYPT_MODE, nonce, sealed, NONCE_BYTES), StandardCharsets.UTF_8);
    }

    private byte[] run(Cipher cipher, int mode, byte[] nonce, byte[] text, int from) {
        try {
            synchronized (cipher) {
                cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
                return cipher.doFinal(text, from, text.length - from);
            }
        } catch (GeneralSecurityException e) {
            throw new TableLost(
                    "P615",
                    "a row in the database cannot be read: secrets/table-key is not the key that it was written with");
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

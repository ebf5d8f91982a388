package org.pirogue.ledger.column;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.function.SingletonSupplier;

/** Rows as they lie in the database: encrypted, since they may be about persons (AES-256-GCM, a nonce of its own each). */
public final class Seal {
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String NOTHING = "";

    private final Supplier<SecretKeySpec> key;
    private final SecureRandom random = new SecureRandom();
    /** Used again row by row: to find a cipher and to expand its key costs more than to encrypt a row. */
    private final Cipher closing = cipher();

    private final Cipher opening = cipher();

    private Seal(Supplier<byte[]> key) {
        this.key = SingletonSupplier.of(() -> new SecretKeySpec(key.get(), "AES"));
    }

    /** @param secret asked for with the first row */
    public static Seal by(Supplier<String> secret) {
        return new Seal(() -> digest(secret.get()));
    }

    /** With a key that nothing but this object knows. */
    public static Seal forgotten() {
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

    public byte[] close(String text) {
        return close(text, NOTHING);
    }

    /** @param belongs to what the text belongs: authenticated with it, so that it cannot be moved to another place */
    byte[] close(String text, String belongs) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = closed(nonce, belongs, text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    private byte[] closed(byte[] nonce, String belongs, byte[] text) {
        try {
            return run(closing, Cipher.ENCRYPT_MODE, nonce, belongs, text, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** @throws TableLost P615 where it was sealed with another key, or changed since */
    public String open(byte[] sealed) {
        return opened(sealed, NOTHING)
                .orElseThrow(
                        () -> new TableLost(
                                "P615",
                                "a row in the database cannot be read: secrets/table-key is not the key that it was written with"));
    }

    /** Empty where it was sealed with another key, changed, or moved since. */
    Optional<String> opened(byte[] sealed, String belongs) {
        if (sealed.length < NONCE_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            byte[] text = run(opening, Cipher.DECRYPT_MODE, nonce, belongs, sealed, NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] run(Cipher cipher, int mode, byte[] nonce, String belongs, byte[] text, int from)
            throws GeneralSecurityException {
        synchronized (cipher) {
            cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
            if (!belongs.isEmpty()) {
                cipher.updateAAD(belongs.getBytes(StandardCharsets.UTF_8));
            }
            return cipher.doFinal(text, from, text.length - from);
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

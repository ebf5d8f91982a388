package org.pirogue.workspace.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pirogue.home.Secrets;

/**
 * The keys of the data directory, the newest first: AES-256-GCM, a nonce of its own for each text. To what a text belongs is
 * authenticated with it: a row that is moved to another workspace cannot be opened.
 */
final class SecretKeys {
    private static final String FILE = "secret-key";
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int NAME_LETTERS = 12;

    private final Secrets secrets;
    private final SecureRandom random = new SecureRandom();

    SecretKeys(Secrets secrets) {
        this.secrets = secrets;
    }

    /** @param key name of the key that it was sealed with */
    record Sealed(byte[] text, String key) {}

    Sealed seal(String text, String belongs) {
        String key = all().get(0);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, belongs, text.getBytes(StandardCharsets.UTF_8), 0);
        return new Sealed(
                ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array(),
                name(key));
    }

    /** Empty where its key is not in this data directory, or the row was changed or moved. */
    Optional<String> open(Sealed sealed, String belongs) {
        return all().stream()
                .filter(key -> name(key).equals(sealed.key()))
                .findFirst()
                .flatMap(key -> open(sealed.text(), key, belongs));
    }

    private static Optional<String> open(byte[] text, String key, String belongs) {
        try {
            byte[] nonce = Arrays.copyOf(text, NONCE_BYTES);
            return Optional.of(new String(
                    cipher(Cipher.DECRYPT_MODE, key, nonce, belongs, text, NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** From now on a new key seals; those of before still open. */
    void add() {
        secrets.replace(FILE, Secrets.random() + "\n" + String.join("\n", all()));
    }

    /** Only the newest is kept. */
    void forgetFormer() {
        secrets.replace(FILE, all().get(0));
    }

    String newest() {
        return name(all().get(0));
    }

    private List<String> all() {
        return secrets.of(FILE).lines().map(String::strip).toList();
    }

    private static String name(String key) {
        return HexFormat.of().formatHex(digest("name of " + key)).substring(0, NAME_LETTERS);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] cipher(int mode, String key, byte[] nonce, String belongs, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, new SecretKeySpec(digest(key), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(belongs.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it cannot be opened", e);
        }
    }
}

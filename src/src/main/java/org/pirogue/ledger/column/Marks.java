package org.pirogue.ledger.column;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.util.function.SingletonSupplier;

/**
 * By what the ledger knows a value again: the value itself, or, of a person, a keyed digest that says only "the same as
 * before". The digest is of object and field too: the same value of two persons cannot be told to be the same.
 */
public final class Marks {
    private static final String ALGORITHM = "HmacSHA256";
    /** 128 bits. */
    private static final int BYTES = 16;

    /** Never used itself: copies of it have its key already. */
    private final Supplier<Mac> keyed;

    /** @param secret asked for with the first personal value */
    public Marks(Supplier<String> secret) {
        this.keyed = SingletonSupplier.of(() -> keyed(secret.get()));
    }

    public SortedMap<String, String> of(ObjectKind kind, String key, Map<String, String> fields) {
        SortedMap<String, String> marks = new TreeMap<>();
        fields.forEach((field, value) -> marks.put(field, of(kind, key, field, value)));
        return marks;
    }

    /** The empty value, which is none, stays empty. */
    public String of(ObjectKind kind, String key, String field, String value) {
        return kind.personal() && !value.isEmpty() ? digest(key + '\0' + field + '\0' + value) : value;
    }

    /** A keyed digest of any text: the same for the same. */
    public String digest(String text) {
        byte[] all = copy().doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, BYTES));
    }

    private Mac copy() {
        try {
            return (Mac) keyed.get().clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }

    private static Mac keyed(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}

package org.pirogue.workspace.outlet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Signs as Standard Webhooks has it: HMAC-SHA256 of {@code ID.TIMESTAMP.BODY}, in Base64, after {@code v1,}. The moment is signed too, so
 * that a receiver can refuse what somebody sends again much later.
 */
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    /** @param secret {@code whsec_} and Base64; or any text, whose bytes are the key */
    Signature(String secret) {
        this.key = secret.startsWith(PREFIX)
                ? decoded(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException none) {
            throw Undelivered.again("P734", "the secret that signs begins with whsec_ and goes on with no Base64");
        }
    }

    void sign(HttpRequest request, Event event, Instant now) {
        String id = event.id();
        String at = Long.toString(now.getEpochSecond());
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", at);
        request.setHeader("webhook-signature", "v1," + of(id + "." + at + ".", event.body()));
    }

    private String of(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}

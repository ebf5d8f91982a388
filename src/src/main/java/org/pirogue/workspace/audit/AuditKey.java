package org.pirogue.workspace.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The Ed25519 key of the data directory: whoever has only the database cannot sign. Its public half may be given to anybody. */
public final class AuditKey {
    private static final String ED25519 = "Ed25519";
    private static final int SHORT = 16;

    private final PrivateKey secret;
    private final PublicKey open;

    private AuditKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /** A new one, as text for a file of secrets. */
    public static String made() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return base64(pair.getPrivate().getEncoded()) + "."
                    + base64(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** @param text as {@link #made} wrote it */
    public static AuditKey of(String text) {
        String[] halves = text.split("\\.");
        try {
            PrivateKey secret = KeyFactory.getInstance(ED25519)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
            return new AuditKey(secret, publicKey(halves[1]));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the key of the audit trail is damaged", e);
        }
    }

    static PublicKey publicKey(String base64) throws GeneralSecurityException {
        return KeyFactory.getInstance(ED25519)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    /** The public half: Base64 of its X.509 form, as between the lines of a PEM file. */
    public String open() {
        return base64(open.getEncoded());
    }

    /** A short name, by which an entry says which key signed it. */
    public String name() {
        return name(open());
    }

    static String name(String base64) {
        return Entry.digest(base64).substring(0, SHORT);
    }

    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

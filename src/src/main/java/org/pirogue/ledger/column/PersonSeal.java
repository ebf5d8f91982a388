package org.pirogue.ledger.column;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the ledger keeps of persons, as it lies in the database: {@code s1:KEY:BASE64}, AES-256-GCM by a key of the data directory.
 * The row that it belongs to is authenticated with it. Of several keys, the first closes and each opens: that is how a key is
 * changed.
 */
public final class PersonSeal {
    /** Name of the secret: one key a line, the newest first. */
    public static final String FILE = "person-key";

    private static final String FORM = "s1:";
    private static final int NAME_LETTERS = 8;

    private final Supplier<Map<String, Seal>> keys;

    private PersonSeal(Supplier<Map<String, Seal>> keys) {
        this.keys = keys;
    }

    /** @param secret asked for with the first person */
    public static PersonSeal by(Supplier<String> secret) {
        return new PersonSeal(SingletonSupplier.of(() -> keys(secret.get())));
    }

    private static Map<String, Seal> keys(String secret) {
        Map<String, Seal> keys = new LinkedHashMap<>();
        secret.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> keys.put(name(line), Seal.by(() -> line)));
        return keys;
    }

    private static String name(String key) {
        // A digest of its own: it says nothing of the key.
        return new Marks(() -> key).digest("name of this key").substring(0, NAME_LETTERS);
    }

    /** @param belongs table, flow and key of the row */
    public String close(String text, String belongs) {
        Map.Entry<String, Seal> newest = keys.get().entrySet().iterator().next();
        return FORM + newest.getKey() + ":"
                + Base64.getEncoder().encodeToString(newest.getValue().close(text, belongs));
    }

    /**
     * What was written before there was a seal is JSON, and is given as it is.
     *
     * @throws TableLost P770 where no key of this data directory closed it, or it was changed or moved since
     */
    public String open(String sealed, String belongs) {
        if (isClear(sealed)) {
            return sealed;
        }
        return opened(sealed, belongs)
                .orElseThrow(() -> new TableLost(
                        "P770",
                        "what is kept of a person cannot be read: it was written with another key than those of secrets/"
                                + FILE + ", or changed in the database since"));
    }

    private Optional<String> opened(String sealed, String belongs) {
        int end = sealed.indexOf(':', FORM.length());
        if (!sealed.startsWith(FORM) || end < 0) {
            return Optional.empty();
        }
        Seal seal = keys.get().get(sealed.substring(FORM.length(), end));
        try {
            return Optional.ofNullable(seal)
                    .flatMap(key -> key.opened(Base64.getDecoder().decode(sealed.substring(end + 1)), belongs));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static boolean isClear(String text) {
        return text.startsWith("{");
    }

    /** How everything begins that the newest key has closed. */
    public String newest() {
        return FORM + keys.get().keySet().iterator().next() + ":";
    }
}

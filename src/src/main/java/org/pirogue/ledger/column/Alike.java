package org.pirogue.ledger.column;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** How two ways of writing one identifier are told to be the same: whatever the case, the blanks and the form of the letters. */
public final class Alike {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Alike() {}

    public static String of(String identifier) {
        return SPACE.matcher(Normalizer.normalize(identifier, Normalizer.Form.NFKC))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}

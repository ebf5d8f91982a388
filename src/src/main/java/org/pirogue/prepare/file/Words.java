package org.pirogue.prepare.file;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A header or a value as it is compared: without case, accents, punctuation and spaces beyond one. */
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}<>≤≥=+%]+");
    /** "<5" and ">=5" are not the same, however they are spaced. */
    private static final Pattern SIGNS = Pattern.compile(" ?([<>≤≥=+%]+) ?");

    private Words() {}

    /** "N° d'Enfants  (< 5 ans)" and "n d enfants <5 ANS" are one form. A text of punctuation only is its own form. */
    static String form(String text) {
        String split = Normalizer.normalize(text.replace("œ", "oe").replace("Œ", "oe"), Normalizer.Form.NFKD);
        String plain = MARKS.matcher(split).replaceAll("").toLowerCase(Locale.ROOT);
        String words = SIGNS.matcher(NO_WORD.matcher(plain).replaceAll(" "))
                .replaceAll(" $1")
                .strip();
        return words.isEmpty() ? text.strip() : words;
    }
}

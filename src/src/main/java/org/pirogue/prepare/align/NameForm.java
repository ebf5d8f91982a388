package org.pirogue.prepare.align;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A facility's name as it is compared: without case, accents, punctuation and the words that say what kind of facility it
 * is. "C.D.S. de Gîtega-Rural" and "CDS GITEGA RURAL" are one form.
 */
final class NameForm {
    /** Kinds of facilities as francophone and anglophone registers write them, without accents. Longer phrases first. */
    static final List<String> FACILITY_WORDS = List.of(
            "centre de sante et de promotion sociale",
            "centre de sante communautaire",
            "centre medical communal",
            "centre medical avec antenne chirurgicale",
            "centre de sante urbain",
            "centre de sante rural",
            "centre hospitalier universitaire",
            "centre hospitalier regional",
            "hopital de district",
            "hopital regional",
            "district sanitaire",
            "province sanitaire",
            "health centre",
            "health center",
            "health post",
            "health facility",
            "primary health care",
            "zone de sante",
            "aire de sante",
            "centre de sante",
            "centre medical",
            "poste de sante",
            "case de sante",
            "unite de soins",
            "hopital",
            "hospital",
            "clinique",
            "clinic",
            "dispensaire",
            "dispensary",
            "maternite",
            "polyclinique",
            "district",
            "province",
            "csps",
            "cscom",
            "csref",
            "csu",
            "csr",
            "csi",
            "cds",
            "cma",
            "chu",
            "chr",
            "chp",
            "phc",
            "phu",
            "ds",
            "zs",
            "hd",
            "hc",
            "cs",
            "ps");

    private static final Set<String> SMALL = Set.of("de", "du", "des", "la", "le", "les", "d", "l", "of", "the");
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();
    private static final LevenshteinDistance LEVENSHTEIN = LevenshteinDistance.getDefaultInstance();

    private final List<String> words;

    /** @param words left out of a name, in any writing */
    NameForm(List<String> words) {
        this.words = words.stream()
                .map(NameForm::plain)
                .filter(word -> !word.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Of a name that is nothing but such words, the words. */
    String of(String name) {
        String plain = plain(name);
        String rest = " " + plain + " ";
        for (String word : words) {
            rest = rest.replace(" " + word + " ", " ");
        }
        String kept = Arrays.stream(rest.strip().split(" "))
                .filter(word -> !SMALL.contains(word))
                .collect(Collectors.joining(" "));
        return kept.isEmpty() ? plain : kept;
    }

    /**
     * How alike two forms are, from 0 to 1: the mean of the Jaro-Winkler similarity (Winkler 1990, strong where names begin
     * alike) and of 1 − Levenshtein distance / length of the longer (Levenshtein 1966, strict with what follows), in
     * hundredths. 1 only for equal forms.
     */
    static double alike(String a, String b) {
        if (a.equals(b)) {
            return 1;
        }
        int longer = Math.max(a.length(), b.length());
        double edits = 1 - (double) LEVENSHTEIN.apply(a, b) / longer;
        return Math.min(99, Math.round(50 * (JARO_WINKLER.apply(a, b) + edits))) / 100.0;
    }

    private static String plain(String text) {
        String letters = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                // Abbreviations with dots are words: C.S.P.S.
                .replaceAll("(?<=\\b\\p{L})\\.(?=\\p{L}\\b)", "");
        return letters.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}

package org.pirogue.home.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether a line is French: none of the words that English sentences of the catalogue are made of stands in it. */
public final class French {
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");
    private static final List<String> ENGLISH = english();

    private French() {}

    public static void isNotEnglish(String line) {
        assertThat(ENGLISH.stream().filter(line::contains)).as(line).isEmpty();
    }

    /** Between two places, three words and more: shorter ones stand in French too, or in names of settings. */
    private static List<String> english() {
        Map<String, String> catalogue = Sentences.read("/messages/sentences_fr.csv");
        return catalogue.keySet().stream()
                .flatMap(sentence -> Arrays.stream(PLACE.split(sentence)))
                .filter(part -> part.strip().split(" ").length > 2)
                .filter(part -> catalogue.values().stream().noneMatch(french -> french.contains(part)))
                .distinct()
                .toList();
    }
}

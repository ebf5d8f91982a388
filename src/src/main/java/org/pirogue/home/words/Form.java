package org.pirogue.home.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with places, in English and in another language.
 *
 * @param begin what each such sentence begins with; looked at first, as it is cheap
 * @param places number of each place, in the order of the English sentence
 * @param quoted of each place whether it stands in quotes
 * @param fixed how many letters of it are not a place
 * @param thin whether it has so few words of its own that anybody's sentence might be like it
 */
record Form(
        String begin,
        Pattern english,
        List<Integer> places,
        List<Boolean> quoted,
        String other,
        int fixed,
        boolean thin) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");
    private static final Pattern WORD = Pattern.compile("(?<=^|\\s)[\"'(]?\\p{L}+[\"')]?[:;.]?(?=\\s|$)");
    private static final int SENTENCE = 3;

    static Form of(String english, String other) {
        StringBuilder pattern = new StringBuilder();
        List<Integer> places = new ArrayList<>();
        List<Boolean> quoted = new ArrayList<>();
        Matcher place = PLACE.matcher(english);
        int after = 0;
        int fixed = 0;
        while (place.find()) {
            fixed += place.start() - after;
            pattern.append(Pattern.quote(english.substring(after, place.start())))
                    .append("(.*?)");
            places.add(Integer.valueOf(place.group(1)));
            quoted.add(english.startsWith("'", place.start() - 1) && english.startsWith("'", place.end()));
            after = place.end();
        }
        pattern.append(Pattern.quote(english.substring(after)));
        String begin = english.substring(0, english.indexOf("{0}"));
        return new Form(
                begin,
                Pattern.compile(pattern.toString(), Pattern.DOTALL),
                places,
                quoted,
                other,
                fixed + english.length() - after,
                !isForeign(PLACE.matcher(english).replaceAll("0")));
    }

    /** @param within says what stands in a place that is not quoted */
    Optional<String> say(String text, UnaryOperator<String> within) {
        if (!text.startsWith(begin)) {
            return Optional.empty();
        }
        Matcher found = english.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            String value = found.group(i + 1);
            String said = quoted.get(i) ? value : within.apply(value);
            if (thin && !quoted.get(i) && said.equals(value) && isForeign(value)) {
                return Optional.empty();
            }
            values.add(said);
        }
        return Optional.of(PLACE.matcher(other)
                .replaceAll(place ->
                        Matcher.quoteReplacement(values.get(places.indexOf(Integer.valueOf(place.group(1)))))));
    }

    /** Words that nobody here wrote: a server's, or a person's. Half of them in another language would be worse than none. */
    static boolean isForeign(String text) {
        return WORD.matcher(text).results().limit(SENTENCE).count() == SENTENCE;
    }
}

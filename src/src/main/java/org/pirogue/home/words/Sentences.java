package org.pirogue.home.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finished English sentences in another language, by {@code messages/sentences_fr.csv}: {@code '{0}' is missing} and beside it
 * {@code '{0}' manque}. What stands in quotes is somebody's value and stays as it is; what stands in another place is said in that
 * language too where it is itself a sentence of the catalogue. What the catalogue does not have stays English.
 */
public final class Sentences {
    private static final Sentences ENGLISH = new Sentences(Map.of());
    /** Between two sentences, or a place and a sentence: the catalogue has each by itself. */
    private static final Pattern JOINT = Pattern.compile("(?<=[:;.]) ");

    private static final Pattern CODE = Pattern.compile("(?s)(P\\d{3} )(.+)");
    /** Somebody's values before a sentence. */
    private static final Pattern VALUES = Pattern.compile("(?s)((?:'[^']*' )+)(.+)");

    private final Map<String, String> whole = new HashMap<>();
    private final List<Form> forms = new ArrayList<>();

    /** A full stop at the end is left out: the sentence may stand before another one, or in the middle of one. */
    Sentences(Map<String, String> catalogue) {
        catalogue.forEach((english, other) -> {
            if (english.contains("{0}")) {
                forms.add(Form.of(bare(english, "."), bare(other, ".")));
            } else {
                whole.put(bare(english, "."), bare(other, "."));
            }
        });
        // Of several that fit, the one that says most by itself was meant.
        forms.sort(Comparator.comparingInt(Form::fixed).reversed());
    }

    /** Only French is there; any other language is English. */
    public static Sentences in(Locale locale) {
        return locale.getLanguage().equals("fr") ? French.SENTENCES : ENGLISH;
    }

    private static final class French {
        static final Sentences SENTENCES = new Sentences(read("/messages/sentences_fr.csv"));
    }

    static Map<String, String> read(String resource) {
        try (InputStream in = Sentences.class.getResourceAsStream(resource);
                CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(new InputStreamReader(in, UTF_8))) {
            Map<String, String> catalogue = new HashMap<>();
            rows.stream().skip(1).forEach(row -> catalogue.put(row.getField(0), row.getField(1)));
            return catalogue;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String say(String english) {
        Matcher coded = CODE.matcher(english);
        if (coded.matches()) {
            return coded.group(1) + say(coded.group(2));
        }
        String text = english.strip();
        String said = known(text);
        return text.isEmpty() ? english : english.replace(text, said == null ? parts(text) : said);
    }

    /** Null where no sentence is like it. */
    private @Nullable String known(String text) {
        if (text.endsWith(".")) {
            String other = known(bare(text, "."));
            return other == null ? null : other + ".";
        }
        String other = whole.get(text);
        return other != null
                ? other
                : forms.stream()
                        .flatMap(form -> form.say(text, this::say).stream())
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable String behind(String part) {
        Matcher values = VALUES.matcher(part);
        String other = values.matches() ? run(List.of(values.group(2)), 0, 1) : null;
        return other == null ? null : values.group(1) + other;
    }

    /** From the left, each time the longest run of parts that is a sentence. Nothing is changed beside somebody else's words. */
    private String parts(String text) {
        List<String> parts = List.of(JOINT.split(text));
        List<String> said = new ArrayList<>();
        boolean changed = false;
        for (int from = 0, to; from < parts.size(); from = to) {
            to = parts.size();
            String other = run(parts, from, to);
            while (other == null && --to > from) {
                other = run(parts, from, to);
            }
            other = other == null ? behind(parts.get(from)) : other;
            if (other == null && Form.isForeign(parts.get(from))) {
                return text;
            }
            changed |= other != null;
            to = Math.max(to, from + 1);
            said.add(other == null ? parts.get(from) : other);
        }
        return changed ? String.join(" ", said) : text;
    }

    private @Nullable String run(List<String> parts, int from, int to) {
        String all = String.join(" ", parts.subList(from, to));
        for (String mark : List.of(":", ";")) {
            if (all.endsWith(mark)) {
                String other = known(bare(all, mark));
                return other == null ? null : other + " " + mark;
            }
        }
        return known(all);
    }

    private static String bare(String text, String mark) {
        return text.endsWith(mark) ? text.substring(0, text.length() - mark.length()) : text;
    }
}

package org.pirogue.prepare.table;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problem;
import org.pirogue.prepare.Problems;

/**
 * The rules of a step that works on tables, a YAML map beside its flow, or a map in it: reads parameters and remembers which
 * were asked for. P676 no YAML map, P660 a parameter that is missing, unknown or bad.
 */
public final class Terms {
    /** A column may be called {@code no} or {@code on}, which old YAML takes for false and true. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private final JsonNode map;
    private final String place;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Terms> inner = new ArrayList<>();

    private Terms(JsonNode map, String place, List<Problem> problems) {
        this.map = map;
        this.place = place;
        this.problems = problems;
    }

    /** @throws Problems with everything that is wrong in the file */
    public static <T> T read(Path file, Function<Terms, T> rules) {
        String place = file.getFileName().toString();
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader, place, rules);
        } catch (IOException unreadable) {
            throw unreadable(place, "it cannot be read");
        }
    }

    /** @param place what the reader reads, for messages */
    public static <T> T read(Reader reader, String place, Function<Terms, T> rules) {
        Terms terms = new Terms(tree(reader, place), place, new ArrayList<>());
        T read = rules.apply(terms);
        terms.refuseUnknown();
        if (!terms.problems.isEmpty()) {
            throw new Problems(terms.problems);
        }
        return read;
    }

    private static JsonNode tree(Reader reader, String place) {
        try {
            JsonNode tree = YAML.readTree(reader);
            if (tree == null || !tree.isObject()) {
                throw unreadable(place, "it is not a map of rules");
            }
            return tree;
        } catch (JacksonException notYaml) {
            throw unreadable(place, "it is not YAML");
        } catch (IOException unreadable) {
            throw unreadable(place, "it cannot be read");
        }
    }

    private static Problems unreadable(String place, String text) {
        return new Problems(List.of(new Problem("P676", place, null, text, "compare with an example in kamelets/")));
    }

    /** File, and where in it. */
    public String place() {
        return place;
    }

    public Optional<String> text(String name) {
        JsonNode value = asked(name);
        if (value.isContainerNode()) {
            problem(null, "'" + name + "' is not one value", "write one");
        }
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText().strip())
                : Optional.empty();
    }

    /** Empty, and a problem, where it is missing. */
    public String needed(String name, String hint) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            problem(null, "'" + name + "' is missing", hint);
        }
        return text.orElse("");
    }

    /** A list of texts, or one. */
    public List<String> texts(String name) {
        JsonNode given = asked(name);
        List<String> texts = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(each -> texts.add(each.asText().strip()));
        } else if (given.isValueNode() && !given.isNull()) {
            texts.add(given.asText().strip());
        }
        if (given.isObject() || texts.contains("")) {
            problem(null, "'" + name + "' is not a list of texts", "write texts");
        }
        return texts;
    }

    /** Each entry of a list; an entry that is a bare text stands for a map with nothing but that under {@code shorthand}. */
    public List<Terms> each(String name, String shorthand) {
        JsonNode given = asked(name);
        List<Terms> all = new ArrayList<>();
        for (JsonNode each : given.isArray() ? given : YAML.createArrayNode()) {
            JsonNode entry = each.isValueNode() ? YAML.createObjectNode().set(shorthand, each) : each;
            all.add(within(entry, name + " " + (all.size() + 1)));
        }
        if (!given.isArray() && !given.isMissingNode()) {
            problem(null, "'" + name + "' is not a list", "begin each entry with '- '");
        }
        return all;
    }

    public Optional<Terms> map(String name) {
        JsonNode given = asked(name);
        if (!given.isObject()) {
            if (!given.isMissingNode()) {
                problem(null, "'" + name + "' is not a map", "write parameters below it");
            }
            return Optional.empty();
        }
        return Optional.of(within(given, name));
    }

    public boolean has(String name) {
        return !asked(name).isMissingNode();
    }

    /** The names of what stands in it, and that is not asked for by name. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        map.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean isMap(String name) {
        return asked(name).isObject();
    }

    /** A word of an enum as files write it: {@code most-complete}. */
    public <E extends Enum<E>> E word(String name, Class<E> words, E usual) {
        return text(name).flatMap(text -> word(text, name, words)).orElse(usual);
    }

    public <E extends Enum<E>> Optional<E> word(String text, String name, Class<E> words) {
        Optional<E> found = Arrays.stream(words.getEnumConstants())
                .filter(each -> written(each).equals(text))
                .findFirst();
        if (found.isEmpty()) {
            problem(
                    text,
                    name + " '" + text + "' is not known",
                    "write "
                            + Arrays.stream(words.getEnumConstants())
                                    .map(Terms::written)
                                    .collect(Collectors.joining(", ")));
        }
        return found;
    }

    static String written(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int whole(String name, int usual, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int whole = Integer.parseInt(text.get());
            if (whole >= least && whole <= most) {
                return whole;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as a number out of range is.
        }
        problem(text.get(), name + " is no whole number from " + least + " to " + most, "write one");
        return usual;
    }

    double number(String name, double usual, double least, double most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        Optional<Double> number = Numbers.read(text.get()).map(BigDecimal::doubleValue);
        if (number.isEmpty() || number.get() < least || number.get() > most) {
            problem(text.get(), name + " is no number from " + least + " to " + most, "write one");
            return usual;
        }
        return number.get();
    }

    public void problem(@Nullable String value, String text, String hint) {
        problems.add(new Problem("P660", place, value, text, hint));
    }

    private JsonNode asked(String name) {
        known.add(name);
        return map.path(name);
    }

    private Terms within(JsonNode entry, String name) {
        Terms terms = new Terms(entry, place + ", " + name, problems);
        if (!entry.isObject()) {
            terms.problem(null, "it is not a map", "write parameters");
        }
        inner.add(terms);
        return terms;
    }

    /** A misspelt parameter must not be silently without effect. */
    private void refuseUnknown() {
        map.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name, "'" + name + "' is not known here", "remove it, or write one of " + known);
            }
        });
        inner.forEach(Terms::refuseUnknown);
    }
}

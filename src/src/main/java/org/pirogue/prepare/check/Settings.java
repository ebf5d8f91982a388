package org.pirogue.prepare.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.Problem;

/** One entry of {@code quality.yaml}: reads its parameters and remembers which were asked for. */
final class Settings {
    private final JsonNode entry;
    private final String place;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>(Set.of("check", "action"));

    Settings(JsonNode entry, String place, List<Problem> problems) {
        this.entry = entry;
        this.place = place;
        this.problems = problems;
    }

    /** Data elements under {@code on}: a list or one; absent for all. */
    Set<String> on() {
        return texts("on");
    }

    private Set<String> texts(String name) {
        known.add(name);
        JsonNode given = entry.path(name);
        Set<String> texts = new LinkedHashSet<>();
        if (given.isArray()) {
            given.forEach(text -> texts.add(text.asText()));
        } else if (given.isValueNode() && !given.isNull()) {
            texts.add(given.asText());
        }
        return texts;
    }

    /** A list, or one; P242 where it is missing or empty. */
    Set<String> named(String name, String hint) {
        Set<String> texts = texts(name);
        if (texts.isEmpty()) {
            problem("P242", null, "'" + name + "' is missing", hint);
        }
        return texts;
    }

    Optional<String> optional(String name) {
        known.add(name);
        JsonNode value = entry.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
    }

    /** P242 where it is missing or cannot be read; then the fallback, so that reading can go on. */
    <T> T required(String name, String hint, T fallback, Function<String, Optional<T>> reader) {
        Optional<String> text = optional(name);
        Optional<T> value = text.flatMap(reader);
        if (value.isEmpty()) {
            problem(
                    "P242",
                    text.orElse(null),
                    text.map(bad -> name + " '" + bad + "' is not known").orElse("'" + name + "' is missing"),
                    hint);
        }
        return value.orElse(fallback);
    }

    @Nullable
    BigDecimal number(String name) {
        Optional<String> text = optional(name);
        Optional<BigDecimal> number = text.flatMap(Numbers::read);
        if (text.isPresent() && number.isEmpty()) {
            problem("P242", text.get(), name + " '" + text.get() + "' is not a number", "write a number");
        }
        return number.orElse(null);
    }

    /** P242 where it is no whole number from 1 to 60. */
    int whole(String name, int fallback) {
        BigDecimal number = number(name);
        if (number == null) {
            return fallback;
        }
        try {
            int whole = number.intValueExact();
            if (whole >= 1 && whole <= 60) {
                return whole;
            }
        } catch (ArithmeticException fraction) {
            // Said below, as a number out of range is.
        }
        problem("P242", number.toPlainString(), name + " is no whole number from 1 to 60", "write one");
        return fallback;
    }

    void problem(String code, @Nullable String value, String text, String hint) {
        problems.add(new Problem(code, place, value, text, hint));
    }

    /** P242 for each parameter that no check asked for: a misspelt one must not be silently without effect. */
    void refuseUnknown() {
        entry.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem("P242", name, "'" + name + "' is not a parameter of this check", "remove or correct it");
            }
        });
    }
}

package org.pirogue.prepare.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.prepare.Problem;

/** A map of {@code columns.yaml}: reads its settings and remembers which were asked for. */
final class Entry {
    private final JsonNode node;
    private final String place;
    private final List<Problem> problems;
    private final Set<String> known = new HashSet<>();

    Entry(JsonNode node, String place, List<Problem> problems) {
        this.node = node;
        this.place = place;
        this.problems = problems;
        if (!node.isObject() && !node.isMissingNode()) {
            problem(null, "it is not a map of settings", "write 'setting: value' lines");
        }
    }

    Optional<String> text(String name) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isContainerNode()) {
            problem(null, "'" + name + "' is not one value", "write one");
            return Optional.empty();
        }
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    boolean flag(String name, boolean fallback) {
        String text = text(name).orElse(String.valueOf(fallback));
        if (!Set.of("true", "false").contains(text)) {
            problem(text, "'" + name + "' is neither true nor false", "write one of them");
        }
        return text.equals("true");
    }

    int whole(String name, int fallback, int most) {
        String text = text(name).orElse(String.valueOf(fallback));
        try {
            int whole = Integer.parseInt(text);
            if (whole >= 1 && whole <= most) {
                return whole;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as a number out of range is.
        }
        problem(text, "'" + name + "' is no whole number from 1 to " + most, "write one");
        return fallback;
    }

    /** A list, or one value. */
    List<String> texts(String name) {
        known.add(name);
        return texts(name, node.path(name));
    }

    List<String> texts(String name, JsonNode given) {
        List<String> texts = new ArrayList<>();
        if (given.isArray()) {
            for (JsonNode each : given) {
                if (each.isContainerNode()) {
                    problem(null, "'" + name + "' has a list or map in it", "write texts");
                } else {
                    texts.add(each.asText());
                }
            }
        } else if (given.isObject()) {
            problem(null, "'" + name + "' is a map", "write a list of texts");
        } else if (!given.isMissingNode() && !given.isNull()) {
            texts.add(given.asText());
        }
        return texts;
    }

    JsonNode child(String name) {
        known.add(name);
        return node.path(name);
    }

    void problem(@Nullable String value, String text, String hint) {
        problems.add(new Problem("P680", place, value, text, hint));
    }

    /** A misspelt setting must not be silently without effect. */
    void refuseUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name, "'" + name + "' is not known here", "remove or correct it");
            }
        });
    }
}

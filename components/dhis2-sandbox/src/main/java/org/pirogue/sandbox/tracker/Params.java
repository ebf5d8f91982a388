package org.pirogue.sandbox.tracker;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.sandbox.http.Call;
import org.pirogue.sandbox.http.Refusal;
import org.pirogue.sandbox.instance.Times;
import org.pirogue.sandbox.instance.Uids;

/** Parameters of a read, each refused with 400 where DHIS2 refuses it. */
final class Params {
    private static final Pattern SHORT = Pattern.compile("(\\d+)([dhms])");
    private static final String SHAPE =
            "UID must be an alphanumeric string of 11 characters starting with a letter, but was: ";

    private final Call call;

    Params(Call call) {
        this.call = call;
    }

    Optional<String> text(String name) {
        return call.query(name).filter(text -> !text.isEmpty());
    }

    List<String> texts(String name) {
        return call.queries(name);
    }

    boolean flag(String name) {
        return call.flag(name, false);
    }

    Optional<String> uid(String name) {
        return text(name).map(text -> checked(name, text));
    }

    Set<String> uids(String... names) {
        Set<String> uids = new LinkedHashSet<>();
        for (String name : names) {
            call.commaSeparated(name).forEach(text -> uids.add(checked(name, text)));
        }
        return uids;
    }

    private static String checked(String name, String text) {
        if (!Uids.isUid(text)) {
            throw Refusal.of(400, "Value '" + text + "' is not valid for parameter " + name + ". " + SHAPE + text);
        }
        return text;
    }

    static String pathUid(Call call) {
        String text = call.pathValue("uid");
        if (!Uids.isUid(text)) {
            throw Refusal.of(400, "Value '" + text + "' is not valid for path parameter uid. " + SHAPE + text);
        }
        return text;
    }

    /** The first moment that counts, in milliseconds. */
    long after(String name) {
        return text(name)
                .map(text -> time(name, text).toEpochMilli() / 1000 * 1000)
                .orElse(Long.MIN_VALUE);
    }

    /** The last moment that counts: a plain date is meant to its end. */
    long before(String name) {
        return text(name)
                .map(text -> time(name, text).toEpochMilli() + (text.length() == 10 ? 86_399_999 : 0))
                .orElse(Long.MAX_VALUE);
    }

    private static Instant time(String name, String text) {
        return Times.parse(text.replace(' ', '+'))
                .orElseThrow(() -> Refusal.of(
                        400,
                        "Value '" + text + "' is not valid for parameter " + name
                                + ". It should be of type date, as in 2026-01-31 or 2026-01-31T10:00:00"));
    }

    /** {@code P10D}, {@code PT1H}, {@code 1h}. */
    Optional<Duration> duration(String name) {
        return text(name).map(text -> {
            Matcher plain = SHORT.matcher(text);
            try {
                return plain.matches()
                        ? Duration.parse(iso(plain.group(1), plain.group(2).toUpperCase(Locale.ROOT)))
                        : Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw Refusal.of(
                        400,
                        "Value '" + text + "' is not valid for parameter " + name + ". Duration is not valid: " + text);
            }
        });
    }

    private static String iso(String number, String unit) {
        return unit.equals("D") ? "P" + number + "D" : "PT" + number + unit;
    }

    int positive(String name, int otherwise) {
        int number = call.number(name, otherwise);
        if (number < 1) {
            throw Refusal.of(400, "E1003", name + " must be greater than or equal to 1 if specified.");
        }
        return number;
    }

    Set<String> names(String name) {
        return new LinkedHashSet<>(call.commaSeparated(name));
    }
}

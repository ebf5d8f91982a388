package org.pirogue.sandbox.analytics;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.pirogue.sandbox.values.Period;

/** {@code LAST_MONTH}, {@code THIS_WEEK}, {@code LAST_12_MONTHS} and their like, of months, weeks and years. */
final class RelativePeriods {
    private static final Pattern FORM = Pattern.compile("(THIS|LAST)_(?:(\\d+)_)?(WEEK|MONTH|YEAR)S?");

    private RelativePeriods() {}

    /** One period, or those of a relative name as of a day; none where it is neither. */
    static List<Period> of(String id, LocalDate today) {
        Optional<Period> one = Period.parse(id);
        Matcher relative = FORM.matcher(id);
        if (one.isPresent() || !relative.matches()) {
            return one.stream().toList();
        }
        boolean running = relative.group(1).equals("THIS");
        int count = relative.group(2) == null ? 1 : Integer.parseInt(relative.group(2));
        String unit = relative.group(3);
        return IntStream.rangeClosed(running ? 0 : 1, running ? 0 : count)
                .map(back -> running ? 0 : count + 1 - back)
                .mapToObj(back -> Period.parse(named(unit, today, back)).orElseThrow())
                .toList();
    }

    private static String named(String unit, LocalDate today, int back) {
        return switch (unit) {
            case "WEEK" -> {
                LocalDate day = today.minusWeeks(back);
                yield day.get(java.time.temporal.IsoFields.WEEK_BASED_YEAR) + "W"
                        + day.get(java.time.temporal.IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            }
            case "MONTH" -> {
                LocalDate day = today.minusMonths(back);
                yield "%d%02d".formatted(day.getYear(), day.getMonthValue()).toUpperCase(Locale.ROOT);
            }
            default -> String.valueOf(today.getYear() - back);
        };
    }
}

package org.pirogue.prepare.file;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers that name a period: {@code {month} {year}}, {@code Cas S{week}}, {@code {year}-{month}}, {@code {date}}. A month is a
 * number or a name in French or English, whole or short; a year has four digits, or two; a date is that of a date cell.
 */
final class PeriodWords {
    private static final Map<String, String> TOKENS = Map.of(
            "{year}", "(?<year>(?:19|20)?\\d{2})",
            "{month}", "(?<month>\\p{L}{3,9}|\\d{1,2})",
            "{week}", "(?<week>\\d{1,2})",
            "{date}", "(?<date>\\d{4} \\d{2} \\d{2})");
    private static final List<List<String>> MONTHS = List.of(
            List.of("janvier", "january"),
            List.of("fevrier", "february"),
            List.of("mars", "march"),
            List.of("avril", "april"),
            List.of("mai", "may"),
            List.of("juin", "june"),
            List.of("juillet", "july"),
            List.of("aout", "august"),
            List.of("septembre", "september"),
            List.of("octobre", "october"),
            List.of("novembre", "november"),
            List.of("decembre", "december"));
    private static final Pattern TOKEN = Pattern.compile("\\{[a-z]+}");

    private final Pattern pattern;
    private final String weeks;

    /** What a header says. @param year null where it says none, @param rest {@code M03}, {@code W7} or empty */
    record Part(@Nullable Integer year, String rest, String weeks) {
        /** As DHIS2 writes it. */
        String period(int ofYear) {
            if (rest.startsWith("W")) {
                return ofYear + weeks + rest.substring(1);
            }
            return rest.isEmpty() ? String.valueOf(ofYear) : "%d%s".formatted(ofYear, rest.substring(1));
        }
    }

    /**
     * @param weeks what stands between year and week: {@code W}, {@code SunW}
     * @throws IllegalArgumentException for a pattern with an unknown word in braces, or none
     */
    PeriodWords(String text, String weeks) {
        this.weeks = weeks;
        StringBuilder regex = new StringBuilder();
        Matcher tokens = TOKEN.matcher(text);
        int end = 0;
        while (tokens.find()) {
            String token = TOKENS.get(tokens.group());
            if (token == null) {
                throw new IllegalArgumentException("'" + tokens.group() + "' is not known");
            }
            regex.append(between(text.substring(end, tokens.start()))).append(token);
            end = tokens.end();
        }
        if (end == 0) {
            throw new IllegalArgumentException("'" + text + "' names no period");
        }
        this.pattern =
                Pattern.compile(regex.append(between(text.substring(end))).toString());
    }

    /** Whatever parts words in a header parts them here. */
    private static String between(String literal) {
        if (literal.isEmpty()) {
            return "";
        }
        boolean words = literal.chars().anyMatch(Character::isLetterOrDigit);
        return words ? " ?" + Pattern.quote(Words.form(literal)) + " ?" : " ?";
    }

    Optional<Part> read(String header) {
        Matcher matcher = pattern.matcher(Words.form(header));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (has("date")) {
            return date(matcher.group("date"));
        }
        Integer year = has("year") ? year(matcher.group("year")) : null;
        if (has("week")) {
            int week = Integer.parseInt(matcher.group("week"));
            return week >= 1 && week <= 53 ? Optional.of(new Part(year, "W" + week, weeks)) : Optional.empty();
        }
        if (has("month")) {
            return month(matcher.group("month")).map(month -> new Part(year, "M%02d".formatted(month), weeks));
        }
        return Optional.of(new Part(year, "", weeks));
    }

    /** Whether it says all of a period, for which a week or month alone is not enough. */
    boolean hasYear() {
        return has("year") || has("date");
    }

    /** The period as DHIS2 writes it, of a text that says all of it. */
    Optional<String> period(String text) {
        return read(text).filter(part -> part.year() != null).map(part -> part.period(part.year()));
    }

    private boolean has(String group) {
        return pattern.pattern().contains("(?<" + group + ">");
    }

    private Optional<Part> date(String words) {
        try {
            LocalDate date = LocalDate.parse(words.replace(' ', '-'));
            return Optional.of(new Part(date.getYear(), "M%02d".formatted(date.getMonthValue()), weeks));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    static int year(String digits) {
        int year = Integer.parseInt(digits);
        return year < 100 ? 2000 + year : year;
    }

    private static Optional<Integer> month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Optional.of(Integer.parseInt(text)).filter(month -> month >= 1 && month <= 12);
        }
        // "jui" may be June or July: what more than one month begins with is none.
        List<Integer> found = java.util.stream.IntStream.rangeClosed(1, 12)
                .filter(month -> MONTHS.get(month - 1).stream().anyMatch(name -> name.startsWith(text)))
                .boxed()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}

package org.pirogue.sandbox.values;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.pirogue.sandbox.instance.Times;

/** Whether a value fits its type, and DHIS2's word for why not. */
final class ValueTypes {
    private static final Pattern INTEGER = Pattern.compile("(0|-?[1-9]\\d*)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Set<String> WHOLE = Set.of(
            "INTEGER", "INTEGER_POSITIVE", "INTEGER_NEGATIVE", "INTEGER_ZERO_OR_POSITIVE", "NUMBER", "PERCENTAGE");

    private ValueTypes() {}

    /** Whether a number without sign and fraction fits this type whatever it is. */
    static boolean takesAnyCount(String type, int count) {
        return switch (type) {
            case "INTEGER", "INTEGER_ZERO_OR_POSITIVE", "NUMBER", "TEXT", "LONG_TEXT" -> true;
            case "INTEGER_POSITIVE" -> count > 0;
            default -> false;
        };
    }

    static boolean isNumeric(String type) {
        return WHOLE.contains(type) || type.equals("UNIT_INTERVAL");
    }

    /** Empty when the value fits. */
    static Optional<String> fault(String type, String value) {
        return switch (type) {
            case "INTEGER" -> unless(isWhole(value), "value_not_integer");
            case "INTEGER_POSITIVE" -> unless(isWhole(value) && signum(value) > 0, "value_not_positive_integer");
            case "INTEGER_NEGATIVE" -> unless(isWhole(value) && signum(value) < 0, "value_not_negative_integer");
            case "INTEGER_ZERO_OR_POSITIVE" ->
                unless(isWhole(value) && signum(value) >= 0, "value_not_zero_or_positive_integer");
            case "NUMBER" -> unless(NUMBER.matcher(value).matches(), "value_not_numeric");
            case "PERCENTAGE" -> unless(isBetween(value, 0, 100), "value_not_percentage");
            case "UNIT_INTERVAL" -> unless(isBetween(value, 0, 1), "value_not_unit_interval");
            case "BOOLEAN" ->
                unless(
                        Set.of("true", "false", "1", "0").contains(value.toLowerCase(java.util.Locale.ROOT)),
                        "value_not_bool");
            case "TRUE_ONLY" ->
                unless(Set.of("true", "1").contains(value.toLowerCase(java.util.Locale.ROOT)), "value_not_true_only");
            case "DATE", "AGE" -> unless(isDate(value), "value_not_valid_date");
            case "DATETIME" -> unless(Times.parse(value).isPresent(), "value_not_valid_datetime");
            default -> unless(value.length() <= 50_000, "value_length_greater_than_max_length");
        };
    }

    private static Optional<String> unless(boolean fits, String fault) {
        return fits ? Optional.empty() : Optional.of(fault);
    }

    private static boolean isWhole(String value) {
        return value.length() <= 10 && INTEGER.matcher(value).matches();
    }

    private static int signum(String value) {
        return Long.signum(Long.parseLong(value));
    }

    private static boolean isBetween(String value, int least, int most) {
        if (!NUMBER.matcher(value).matches()) {
            return false;
        }
        BigDecimal number = new BigDecimal(value);
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean isDate(String value) {
        try {
            LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

package org.pirogue.sandbox.tracker;

import java.util.Set;
import java.util.regex.Pattern;
import org.pirogue.sandbox.instance.Times;

/** Whether a text is a value of a DHIS2 value type. Types that hold any text, or that are not known here, pass. */
final class ValueTypes {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private ValueTypes() {}

    static boolean fits(String valueType, String value) {
        return switch (valueType) {
            case "INTEGER" -> WHOLE.matcher(value).matches();
            case "INTEGER_POSITIVE" -> WHOLE.matcher(value).matches() && Long.parseLong(value) > 0;
            case "INTEGER_NEGATIVE" -> WHOLE.matcher(value).matches() && Long.parseLong(value) < 0;
            case "INTEGER_ZERO_OR_POSITIVE" -> WHOLE.matcher(value).matches() && Long.parseLong(value) >= 0;
            case "NUMBER" -> NUMBER.matcher(value).matches();
            case "UNIT_INTERVAL" -> NUMBER.matcher(value).matches() && between(value, 1);
            case "PERCENTAGE" -> NUMBER.matcher(value).matches() && between(value, 100);
            case "BOOLEAN" -> Set.of("true", "false").contains(value);
            case "TRUE_ONLY" -> value.equals("true");
            case "DATE", "AGE" ->
                DATE.matcher(value).matches() && Times.parse(value).isPresent();
            case "DATETIME" -> value.length() > 10 && Times.parse(value).isPresent();
            default -> true;
        };
    }

    private static boolean between(String value, double max) {
        double number = Double.parseDouble(value);
        return number >= 0 && number <= max;
    }
}

package org.pirogue.sandbox.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.sandbox.http.Refusal;

/** A condition on an attribute or data element: {@code uid:eq:POS}, {@code uid:ge:3:lt:7}; {@code uid} alone: is there. */
record ValueFilter(String id, List<Test> tests) {
    private static final Set<String> UNARY = Set.of("null", "!null");
    private static final Set<String> BINARY =
            Set.of("eq", "ieq", "ne", "neq", "gt", "ge", "lt", "le", "like", "ilike", "sw", "ew", "in");

    record Test(String operator, String operand) {}

    /** Reads one parameter, which may hold several conditions. {@code /} escapes colon, comma and itself. */
    static List<ValueFilter> parse(String text) {
        List<ValueFilter> filters = new ArrayList<>();
        for (String condition : split(text, ',')) {
            List<String> parts =
                    split(condition, ':').stream().map(ValueFilter::plain).toList();
            filters.add(new ValueFilter(parts.get(0), tests(parts)));
        }
        return filters;
    }

    private static List<Test> tests(List<String> parts) {
        List<Test> tests = new ArrayList<>();
        int at = 1;
        while (at < parts.size()) {
            String operator = parts.get(at++).toLowerCase(Locale.ROOT);
            if (UNARY.contains(operator)) {
                tests.add(new Test(operator, ""));
            } else if (BINARY.contains(operator) && at < parts.size()) {
                tests.add(new Test(operator, parts.get(at++)));
            } else {
                throw Refusal.of(400, "E1003", "filter is invalid. '" + operator + "' is not a valid operator.");
            }
        }
        return tests;
    }

    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == at) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String plain(String escaped) {
        return escaped.replaceAll("/(.)", "$1");
    }

    boolean matches(List<Value> values) {
        String value = Value.find(values, id).map(Value::value).orElse(null);
        if (tests.isEmpty()) {
            return value != null;
        }
        return tests.stream().allMatch(test -> matches(test, value));
    }

    private static boolean matches(Test test, @Nullable String value) {
        if (value == null) {
            return test.operator.equals("null");
        }
        String operand = test.operand;
        return switch (test.operator) {
            case "eq" -> value.equals(operand);
            case "ieq" -> value.equalsIgnoreCase(operand);
            case "ne", "neq" -> !value.equals(operand);
            case "gt" -> compare(value, operand) > 0;
            case "ge" -> compare(value, operand) >= 0;
            case "lt" -> compare(value, operand) < 0;
            case "le" -> compare(value, operand) <= 0;
            case "like" -> value.contains(operand);
            case "ilike" -> lower(value).contains(lower(operand));
            case "sw" -> lower(value).startsWith(lower(operand));
            case "ew" -> lower(value).endsWith(lower(operand));
            case "in" -> List.of(operand.split(";")).contains(value);
            case "!null" -> true;
            default -> false;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static int compare(String value, String operand) {
        try {
            return Double.compare(Double.parseDouble(value), Double.parseDouble(operand));
        } catch (NumberFormatException e) {
            return value.compareTo(operand);
        }
    }
}

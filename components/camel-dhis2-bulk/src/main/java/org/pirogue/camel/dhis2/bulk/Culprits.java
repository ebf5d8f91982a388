package org.pirogue.camel.dhis2.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of the text of a conflict which records it is about, where the indexes do not tell. An empty answer means that
 * it cannot be read: then nobody is guilty yet.
 */
final class Culprits {

    /** {@code Value #3 …}, {@code Value #[0, 1] …}. */
    private static final Pattern NUMBERED = Pattern.compile("Value #(?:(\\d+)|\\[([\\d, ]+)])");
    /** {@code … org unit not found: `X`}. */
    private static final Pattern NOT_FOUND = Pattern.compile("(" + kinds() + ") not found: `([^`]+)`");
    /** {@code … org unit(s): `[X, Y]`}. */
    private static final Pattern LISTED = Pattern.compile("(" + kinds() + ")\\(s\\): `\\[([^\\]]+)]`");
    /** {@code data element X not usable with category option combo(s)}. */
    private static final Pattern OF_ELEMENT = Pattern.compile("data element (\\S+) not usable with category");
    /** The codes whose lists are known to name all that is wrong, and nothing but what is wrong. */
    private static final Set<String> LISTING = Set.of("E8011", "E8020", "E8021", "E8022", "E8023", "E8024", "E8030");

    private Culprits() {}

    private static String kinds() {
        return "org unit|data element|period|category option combo|attribute option combo";
    }

    static Set<Integer> of(Conflict conflict, List<DataValue> values) {
        String text = conflict.refusal().text();
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.find()) {
            Set<Integer> culprits = numbers(numbered);
            culprits.addAll(sameUnknown(text, values));
            culprits.removeIf(index -> index >= values.size());
            return culprits;
        }
        Matcher listed = LISTED.matcher(text);
        if (LISTING.contains(String.valueOf(conflict.refusal().code())) && listed.find()) {
            return matching(values, listed(text, listed));
        }
        return conflict.indexes().isEmpty() ? named(conflict, values) : new TreeSet<>();
    }

    private static Set<Integer> numbers(Matcher numbered) {
        String numbers = numbered.group(1) != null ? numbered.group(1) : numbered.group(2);
        Set<Integer> indexes = new TreeSet<>();
        Arrays.stream(numbers.split(","))
                .map(String::strip)
                .filter(n -> n.matches("\\d{1,8}"))
                .forEach(n -> indexes.add(Integer.valueOf(n)));
        return indexes;
    }

    /** DHIS2 stops at the first unknown code; every other record with that code has the same fault. */
    private static Set<Integer> sameUnknown(String text, List<DataValue> values) {
        Matcher unknown = NOT_FOUND.matcher(text);
        if (!unknown.find()) {
            return Set.of();
        }
        Function<DataValue, @Nullable String> field = field(unknown.group(1));
        String id = unknown.group(2);
        return matching(values, value -> id.equals(field.apply(value)));
    }

    private static Predicate<DataValue> listed(String text, Matcher listed) {
        Set<String> ids = Set.of(Arrays.stream(listed.group(2).split(","))
                .map(String::strip)
                .distinct()
                .toArray(String[]::new));
        Function<DataValue, @Nullable String> field = field(listed.group(1));
        Matcher element = OF_ELEMENT.matcher(text);
        String only = element.find() ? element.group(1) : null;
        return value -> {
            String id = field.apply(value);
            return id != null && ids.contains(id) && (only == null || only.equals(value.dataElement()));
        };
    }

    /** Old summaries without indexes name the id that was not found, as {@code object}. */
    private static Set<Integer> named(Conflict conflict, List<DataValue> values) {
        Set<String> args = Set.copyOf(conflict.refusal().args());
        return matching(
                values,
                value -> args.contains(value.orgUnit())
                        || args.contains(value.dataElement())
                        || args.contains(value.period())
                        || args.contains(String.valueOf(value.categoryOptionCombo())));
    }

    private static Set<Integer> matching(List<DataValue> values, Predicate<DataValue> guilty) {
        Set<Integer> indexes = new TreeSet<>();
        IntStream.range(0, values.size())
                .filter(index -> guilty.test(values.get(index)))
                .forEach(indexes::add);
        return indexes;
    }

    private static Function<DataValue, @Nullable String> field(String kind) {
        return switch (kind) {
            case "org unit" -> DataValue::orgUnit;
            case "data element" -> DataValue::dataElement;
            case "period" -> DataValue::period;
            case "category option combo" -> DataValue::categoryOptionCombo;
            default -> DataValue::attributeOptionCombo;
        };
    }
}

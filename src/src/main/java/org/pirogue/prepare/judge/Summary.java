package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Numbers;

/**
 * What is said of a group of rows. {@code median} is the middle value, the mean of the two middle ones where their number is even;
 * {@code mean(X by W)} is the sum of W·X by the sum of W, over rows that have both. Rows without a value count for nothing.
 *
 * @param by weight of {@code mean}; empty for none
 */
record Summary(Kind kind, String column, String by) {
    private static final Pattern CALL =
            Pattern.compile("(distinct|sum|min|max|median|mean|first|last)\\s*\\(\\s*(.+?)(?:\\s+by\\s+(.+?))?\\s*\\)");

    enum Kind {
        ROWS,
        DISTINCT,
        SUM,
        MIN,
        MAX,
        MEDIAN,
        MEAN,
        FIRST,
        LAST
    }

    /** Empty where nothing is known as that. */
    static Optional<Summary> read(String text) {
        if (text.equals("rows")) {
            return Optional.of(new Summary(Kind.ROWS, "", ""));
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            return Optional.empty();
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.name().equalsIgnoreCase(call.group(1)))
                .findFirst()
                .orElseThrow();
        String by = call.group(3) == null ? "" : call.group(3);
        return by.isEmpty() || kind == Kind.MEAN ? Optional.of(new Summary(kind, call.group(2), by)) : Optional.empty();
    }

    List<String> columns() {
        return List.of(column, by).stream().filter(name -> !name.isEmpty()).toList();
    }

    /** Whether it is a number whatever the column holds. */
    boolean counts() {
        return kind == Kind.ROWS || kind == Kind.DISTINCT;
    }

    /** Whether the column is given back as it is. */
    boolean chooses() {
        return kind == Kind.FIRST || kind == Kind.LAST;
    }

    Column.Type type(Column.Type of) {
        if (counts()) {
            return Column.Type.INTEGER;
        }
        return chooses() || (of == Column.Type.INTEGER && kind != Kind.MEDIAN && kind != Kind.MEAN)
                ? of
                : Column.Type.NUMBER;
    }

    Amount begin() {
        return new Amount(this);
    }

    /** One group's, row by row. */
    static final class Amount {
        private final Summary summary;
        private final Set<String> different = new HashSet<>();
        private final List<BigDecimal> numbers = new ArrayList<>();
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal weights = BigDecimal.ZERO;
        private long rows;
        private @Nullable String chosen;
        private @Nullable BigDecimal extreme;

        private Amount(Summary summary) {
            this.summary = summary;
        }

        void add(Row row) {
            String text = row.value(summary.column());
            switch (summary.kind()) {
                case ROWS -> rows++;
                case DISTINCT -> different.add(text);
                case FIRST -> chosen = chosen == null && !text.isEmpty() ? text : chosen;
                case LAST -> chosen = text.isEmpty() ? chosen : text;
                case SUM, MIN, MAX, MEDIAN, MEAN ->
                    Numbers.read(text).ifPresent(number -> number(number, row.value(summary.by())));
            }
        }

        private void number(BigDecimal number, String weight) {
            switch (summary.kind()) {
                case MIN -> extreme = extreme == null ? number : extreme.min(number);
                case MAX -> extreme = extreme == null ? number : extreme.max(number);
                case MEDIAN -> numbers.add(number);
                default ->
                    Numbers.read(summary.by().isEmpty() ? "1" : weight).ifPresent(read -> {
                        rows++;
                        weights = weights.add(read);
                        sum = sum.add(number.multiply(read));
                    });
            }
        }

        /** Null where there is nothing to say it of. */
        @Nullable
        String value(int decimals) {
            different.remove("");
            return switch (summary.kind()) {
                case ROWS -> Long.toString(rows);
                case DISTINCT -> Integer.toString(different.size());
                case FIRST, LAST -> chosen;
                case MIN, MAX -> extreme == null ? null : Numbers.write(extreme);
                case SUM -> rows == 0 ? null : Numbers.write(sum);
                case MEAN ->
                    weights.signum() == 0 ? null : rounded(sum.divide(weights, MathContext.DECIMAL128), decimals);
                case MEDIAN -> numbers.isEmpty() ? null : rounded(median(), decimals);
            };
        }

        private BigDecimal median() {
            numbers.sort(null);
            int middle = numbers.size() / 2;
            return numbers.size() % 2 == 1
                    ? numbers.get(middle)
                    : numbers.get(middle - 1).add(numbers.get(middle)).divide(BigDecimal.valueOf(2));
        }

        private static String rounded(BigDecimal number, int decimals) {
            return Numbers.write(number.setScale(decimals, java.math.RoundingMode.HALF_UP));
        }
    }
}

package org.pirogue.prepare.rows;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pirogue.batch.Column;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Numbers;

/**
 * What a column must hold, as spreadsheets write it in SUMIFS: {@code CHO}, {@code <>CHO}, {@code <5}, {@code =} for empty,
 * {@code <>} for filled; beyond that {@code CHO|MAL} for either and {@code >=5 and <15} for both.
 *
 * @param alternatives of each all tests must hold
 */
public record Criterion(String column, List<List<Test>> alternatives) {
    private static final Pattern TEST = Pattern.compile("(<>|<=|>=|<|>|=)?\\s*(.*)");

    /** @param operand empty where it is asked whether there is anything */
    public record Test(Sign sign, String operand) {
        boolean holds(String value) {
            return switch (sign) {
                case IS -> same(value);
                case IS_NOT -> !same(value);
                case LESS -> order(value).filter(order -> order < 0).isPresent();
                case AT_MOST -> order(value).filter(order -> order <= 0).isPresent();
                case MORE -> order(value).filter(order -> order > 0).isPresent();
                case AT_LEAST -> order(value).filter(order -> order >= 0).isPresent();
            };
        }

        private boolean same(String value) {
            if (operand.isEmpty() || value.isEmpty()) {
                return operand.isEmpty() && value.isEmpty();
            }
            Optional<BigDecimal> number = Numbers.read(operand);
            return value.equalsIgnoreCase(operand)
                    || (number.isPresent()
                            && Numbers.read(value)
                                    .filter(read -> read.compareTo(number.get()) == 0)
                                    .isPresent());
        }

        /** Empty where there is nothing that can be compared. */
        private Optional<Integer> order(String value) {
            Optional<BigDecimal> number = Numbers.read(operand);
            return number.isPresent()
                    ? Numbers.read(value).map(read -> read.compareTo(number.get()))
                    : date(value).map(read -> read.compareTo(date(operand).orElseThrow()));
        }

        boolean fits(Column.Type type) {
            if (sign == Sign.IS || sign == Sign.IS_NOT) {
                return true;
            }
            return Numbers.read(operand).isPresent()
                    ? type == Column.Type.INTEGER || type == Column.Type.NUMBER
                    : type == Column.Type.DATE;
        }
    }

    public enum Sign {
        IS,
        IS_NOT,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST
    }

    /** Empty where a comparison has nothing to compare with. */
    public static Optional<Criterion> read(String column, String text) {
        List<List<Test>> alternatives = new ArrayList<>();
        for (String alternative : text.split("\\|", -1)) {
            List<Test> tests = new ArrayList<>();
            for (String test : alternative.split("(?i) and ", -1)) {
                Optional<Test> read = test(test.strip());
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                tests.add(read.get());
            }
            alternatives.add(tests);
        }
        return Optional.of(new Criterion(column, alternatives));
    }

    private static Optional<Test> test(String text) {
        Matcher parts = TEST.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        Test test = new Test(sign(parts.group(1)), parts.group(2).strip());
        boolean ordered = test.sign != Sign.IS && test.sign != Sign.IS_NOT;
        return ordered
                        && Numbers.read(test.operand).isEmpty()
                        && date(test.operand).isEmpty()
                ? Optional.empty()
                : Optional.of(test);
    }

    private static Sign sign(String sign) {
        return switch (sign == null ? "=" : sign) {
            case "<>" -> Sign.IS_NOT;
            case "<" -> Sign.LESS;
            case "<=" -> Sign.AT_MOST;
            case ">" -> Sign.MORE;
            case ">=" -> Sign.AT_LEAST;
            default -> Sign.IS;
        };
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    public boolean holds(Row row) {
        String value = row.value(column);
        return alternatives.stream().anyMatch(tests -> tests.stream().allMatch(test -> test.holds(value)));
    }

    /** Whether it can be asked of a column of that type. */
    public boolean fits(Column.Type type) {
        return alternatives.stream().allMatch(tests -> tests.stream().allMatch(test -> test.fits(type)));
    }
}

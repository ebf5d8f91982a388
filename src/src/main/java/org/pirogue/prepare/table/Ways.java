package org.pirogue.prepare.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pirogue.batch.Column;
import org.pirogue.batch.Column.Type;
import org.pirogue.batch.Row;
import org.pirogue.prepare.Numbers;
import org.pirogue.prepare.period.Period;
import org.pirogue.prepare.period.PeriodType;

/** The ways that there are. */
final class Ways {
    private Ways() {}

    /** As it is; where codes are listed, only those. */
    record Keep(Set<String> values) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Optional.of(value).filter(some -> values.isEmpty() || values.contains(some));
        }

        @Override
        public Type type(Column before) {
            return before.type();
        }
    }

    /** Nothing is left; as the only way of a column it has no place in the table. */
    record Drop() implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Optional.of("");
        }

        @Override
        public Type type(Column before) {
            return before.type();
        }

        @Override
        public boolean saysNothing() {
            return true;
        }
    }

    record Constant(String constant) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Optional.of(constant);
        }

        @Override
        public Type type(Column before) {
            return Type.TEXT;
        }

        @Override
        public boolean saysNothing() {
            return true;
        }
    }

    record Pseudonym(Set<Normal> forms) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Optional.of(means.pseudonyms().of(Normal.of(value, forms)));
        }

        @Override
        public Type type(Column before) {
            return Type.TEXT;
        }

        @Override
        public boolean staysPersonal() {
            return true;
        }
    }

    /** The period of a day, by DHIS2's identifier. */
    record InPeriod(PeriodType to) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Normal.day(value).map(day -> Period.of(to, day).id());
        }

        @Override
        public Type type(Column before) {
            return Type.TEXT;
        }

        @Override
        public List<String> days(String column) {
            return List.of(column);
        }
    }

    /** All days of a person by the same number: how long things lasted stays true. */
    record Shift(int most, String person) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            String who = row.value(person);
            return Normal.day(value).filter(day -> !who.isEmpty()).map(day -> day.plusDays(
                            means.pseudonyms().shift(who, most))
                    .toString());
        }

        @Override
        public Type type(Column before) {
            return Type.DATE;
        }

        @Override
        public List<String> looksAt() {
            return List.of(person);
        }

        @Override
        public List<String> days(String column) {
            return List.of(column);
        }
    }

    /** A number, or with {@code at} the age that a day of birth comes to, by its group: {@code 5-14}. */
    record Group(List<Integer> from, String at) implements Way {
        private static final int OLDEST = 130;

        @Override
        public Optional<String> of(String value, Row row, Means means) {
            Optional<BigDecimal> number = at.isEmpty() ? Numbers.read(value) : age(value, row);
            return number.map(this::group);
        }

        private Optional<BigDecimal> age(String born, Row row) {
            Optional<LocalDate> day = Normal.day(born);
            Optional<LocalDate> reference = Normal.day(at).or(() -> Normal.day(row.value(at)));
            return day.flatMap(birth -> reference
                            .map(when -> ChronoUnit.YEARS.between(birth, when))
                            .filter(years -> years <= OLDEST && !birth.isAfter(reference.get())))
                    .map(BigDecimal::valueOf);
        }

        private String group(BigDecimal number) {
            for (int i = from.size() - 1; i >= 0; i--) {
                if (number.compareTo(BigDecimal.valueOf(from.get(i))) >= 0) {
                    return i == from.size() - 1 ? from.get(i) + "+" : from.get(i) + "-" + (from.get(i + 1) - 1);
                }
            }
            return "<" + from.get(0);
        }

        @Override
        public Type type(Column before) {
            return Type.TEXT;
        }

        private boolean isAtColumn() {
            return !at.isEmpty() && Normal.day(at).isEmpty();
        }

        @Override
        public List<String> looksAt() {
            return isAtColumn() ? List.of(at) : List.of();
        }

        @Override
        public List<String> days(String column) {
            return at.isEmpty() ? List.of() : isAtColumn() ? List.of(column, at) : List.of(column);
        }
    }

    /** To the nearest multiple; halves go to the even one, so that sums stay about true. */
    record Round(BigDecimal to) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return Numbers.read(value)
                    .map(number -> Numbers.write(
                            number.divide(to, 0, RoundingMode.HALF_EVEN).multiply(to)));
        }

        @Override
        public Type type(Column before) {
            return to.stripTrailingZeros().scale() <= 0 ? before.type() : Type.NUMBER;
        }
    }

    /** A unit's ancestor. */
    record Level(int level) implements Way {
        @Override
        public Optional<String> of(String value, Row row, Means means) {
            return means.hierarchy().ancestor(value, level);
        }

        @Override
        public Type type(Column before) {
            return Type.TEXT;
        }
    }
}

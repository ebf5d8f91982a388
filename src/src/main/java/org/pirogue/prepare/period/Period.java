package org.pirogue.prepare.period;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One period of DHIS2, for instance {@code 202501} or {@code 2025W1}. Its days are calendar days without a zone. */
public final class Period implements Comparable<Period> {
    private static final Comparator<Period> ORDER =
            Comparator.comparing(Period::firstDay).thenComparing(Period::type);

    private final PeriodType type;
    private final LocalDate first;

    private Period(PeriodType type, LocalDate first) {
        this.type = type;
        this.first = first;
    }

    /** The period of a type that holds a day. */
    public static Period of(PeriodType type, LocalDate day) {
        return new Period(type, type.rhythm().firstDay(day));
    }

    /** @throws BadPeriod when no type writes its periods so, or the number is out of range ({@code 202513}) */
    public static Period parse(String id) {
        return read(id).orElseThrow(() -> new BadPeriod(id));
    }

    /** @throws BadPeriod when it is none, or one of another type */
    public static Period parse(PeriodType type, String id) {
        return type.rhythm().read(id).map(first -> new Period(type, first)).orElseThrow(() -> new BadPeriod(id, type));
    }

    /** Empty where {@link #parse(String)} throws. */
    public static Optional<Period> read(String id) {
        return Arrays.stream(PeriodType.values())
                .flatMap(type -> type.rhythm().read(id).map(first -> new Period(type, first)).stream())
                .findFirst();
    }

    /** The periods of a type that have at least one day in a range, in order; both ends inclusive. */
    public static List<Period> covering(PeriodType type, LocalDate from, LocalDate to) {
        if (from.isAfter(to)) {
            return List.of();
        }
        return Stream.iterate(of(type, from), period -> !period.first.isAfter(to), Period::next)
                .toList();
    }

    public PeriodType type() {
        return type;
    }

    public String id() {
        return type.rhythm().id(first);
    }

    public LocalDate firstDay() {
        return first;
    }

    public LocalDate lastDay() {
        return type.rhythm().step(first, 1).minusDays(1);
    }

    public Period next() {
        return new Period(type, type.rhythm().step(first, 1));
    }

    public Period previous() {
        return new Period(type, type.rhythm().step(first, -1));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(lastDay());
    }

    @Override
    public int compareTo(Period other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Period period && type == period.type && first.equals(period.first);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + first.hashCode();
    }

    @Override
    public String toString() {
        return id();
    }
}

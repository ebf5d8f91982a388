package org.pirogue.prepare.aggregate;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.hisp.dhis.lib.expression.ast.NamedFunction;
import org.hisp.dhis.lib.expression.ast.Node;

/**
 * The functions that rules may use; every other one is refused by its name. Source of the meanings: DHIS2's analytics
 * (SQL of PostgreSQL), not the function's Java form.
 */
final class Functions {
    private static final int DAYS_OF_A_WEEK = 7;
    private static final int MINUTES_OF_A_DAY = 1440;

    private static final Map<NamedFunction, Form> FORMS = Map.ofEntries(
            Map.entry(NamedFunction.ifThenElse, Functions::condition),
            Map.entry(NamedFunction.d2_condition, Functions::condition),
            Map.entry(NamedFunction.d2_hasValue, Functions::hasValue),
            Map.entry(NamedFunction.isNotNull, Functions::hasValue),
            Map.entry(NamedFunction.isNull, (compiler, args) -> Logic.not(hasValue(compiler, args))),
            Map.entry(NamedFunction.d2_yearsBetween, between(Functions::years)),
            Map.entry(NamedFunction.d2_monthsBetween, between(ChronoUnit.MONTHS::between)),
            Map.entry(NamedFunction.d2_weeksBetween, between((from, to) -> days(from, to) / DAYS_OF_A_WEEK)),
            Map.entry(NamedFunction.d2_daysBetween, between(Functions::days)),
            Map.entry(NamedFunction.d2_minutesBetween, between((from, to) -> days(from, to) * MINUTES_OF_A_DAY)),
            Map.entry(NamedFunction.d2_count, Functions::count),
            Map.entry(NamedFunction.d2_countIfValue, Functions::countIfValue),
            Map.entry(NamedFunction.d2_oizp, of1(number -> number >= 0 ? 1 : 0)),
            Map.entry(NamedFunction.d2_zing, of1(number -> Math.max(number, 0))),
            Map.entry(NamedFunction.d2_zpvc, Functions::countOfZeroOrPositive),
            Map.entry(NamedFunction.log, of1(Math::log)),
            Map.entry(NamedFunction.log10, of1(Math::log10)),
            Map.entry(NamedFunction.firstNonNull, Functions::firstNonNull),
            Map.entry(NamedFunction.greatest, extreme(Math::max)),
            Map.entry(NamedFunction.least, extreme(Math::min)));

    private Functions() {}

    private interface Form {
        Term compile(Compiler compiler, List<Node<?>> arguments);
    }

    private interface Between {
        long of(LocalDate from, LocalDate to);
    }

    static Term compile(Compiler compiler, NamedFunction function, List<Node<?>> arguments) {
        Form form = FORMS.get(function);
        if (form == null) {
            throw Refused.unsupported("'" + function.getName() + "'");
        }
        return form.compile(compiler, arguments);
    }

    private static Term condition(Compiler compiler, List<Node<?>> args) {
        Term condition = compiler.compile(args.get(0), Shape.BOOLEAN, false);
        Term then = compiler.compile(args.get(1), Shape.of(args.get(1)), false);
        Term otherwise = compiler.compile(args.get(2), Shape.of(args.get(2)), false);
        return row -> Boolean.TRUE.equals(Term.truth(condition.of(row))) ? then.of(row) : otherwise.of(row);
    }

    private static Term hasValue(Compiler compiler, List<Node<?>> args) {
        Term term = compiler.compile(args.get(0), Shape.UNKNOWN, true);
        return row -> term.of(row) != null;
    }

    private static Form between(Between between) {
        return (compiler, args) -> {
            Term from = compiler.compile(args.get(0), Shape.TEXT, true);
            Term to = compiler.compile(args.get(1), Shape.TEXT, true);
            return row -> {
                LocalDate first = Dates.read(Term.text(from.of(row)));
                LocalDate last = first == null ? null : Dates.read(Term.text(to.of(row)));
                return first == null || last == null ? null : (Double) (double) between.of(first, last);
            };
        };
    }

    /** PostgreSQL's {@code date_part('year', age(to, from))}: completed years, toward zero when they are negative. */
    private static long years(LocalDate from, LocalDate to) {
        return ChronoUnit.MONTHS.between(from, to) / 12;
    }

    private static long days(LocalDate from, LocalDate to) {
        return to.toEpochDay() - from.toEpochDay();
    }

    private static Term count(Compiler compiler, List<Node<?>> args) {
        Compiler.Element element = elementOfEnrollment(compiler, args, "d2:count");
        return row -> (double) row.elements(element.stage(), element.code()).size();
    }

    private static Term countIfValue(Compiler compiler, List<Node<?>> args) {
        Compiler.Element element = elementOfEnrollment(compiler, args, "d2:countIfValue");
        Term wanted = compiler.compile(args.get(1), Shape.TEXT, true);
        return row -> {
            String text = Term.text(wanted.of(row));
            return (double) row.elements(element.stage(), element.code()).stream()
                    .filter(value -> value.equals(text))
                    .count();
        };
    }

    private static Compiler.Element elementOfEnrollment(Compiler compiler, List<Node<?>> args, String function) {
        if (compiler.ofEvents()) {
            throw Refused.unsupported("'" + function + "', which looks at all events, for counts of events,");
        }
        return compiler.element(args.get(0));
    }

    private static Form of1(DoubleUnaryOperator function) {
        return (compiler, args) -> {
            Term term = compiler.compile(args.get(0), Shape.NUMBER, true);
            return row -> {
                Double number = Term.number(term.of(row));
                return number == null ? null : (Double) function.applyAsDouble(number);
            };
        };
    }

    private static Term countOfZeroOrPositive(Compiler compiler, List<Node<?>> args) {
        List<Term> terms = compiler.compileAll(args, Shape.NUMBER, true);
        return row -> (double) numbers(terms, row).filter(number -> number >= 0).count();
    }

    private static Term firstNonNull(Compiler compiler, List<Node<?>> args) {
        List<Term> terms = compiler.compileAll(args, Shape.UNKNOWN, true);
        return row -> {
            for (Term term : terms) {
                Object value = term.of(row);
                if (value != null) {
                    return value;
                }
            }
            return null;
        };
    }

    private static Form extreme(DoubleBinaryOperator function) {
        return (compiler, args) -> {
            List<Term> terms = compiler.compileAll(args, Shape.NUMBER, true);
            return row -> {
                OptionalDouble result = numbers(terms, row).reduce(function);
                return result.isEmpty() ? null : (Double) result.getAsDouble();
            };
        };
    }

    private static DoubleStream numbers(List<Term> terms, Row row) {
        return terms.stream()
                .map(term -> Term.number(term.of(row)))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
    }
}

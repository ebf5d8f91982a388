package org.pirogue.prepare.aggregate;

import org.hisp.dhis.lib.expression.ast.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code == != < <= > >=} with SQL's rule: NULL on a side makes NULL, which is not true and whose opposite is neither. */
record Comparison(BinaryOperator operator, Shape shape, Term left, Term right) implements Term {
    @Override
    public @Nullable Object of(Row row) {
        Object a = left.of(row);
        Object b = right.of(row);
        if (a == null || b == null) {
            return null;
        }
        return switch (shape) {
            case NUMBER -> numbers(Term.number(a), Term.number(b));
            case BOOLEAN -> holds(asTruth(a).compareTo(asTruth(b)));
            case TEXT, UNKNOWN -> texts(a, b);
        };
    }

    private @Nullable Boolean numbers(@Nullable Double a, @Nullable Double b) {
        return a == null || b == null ? null : (Boolean) holds(Double.compare(a + 0.0, b + 0.0));
    }

    private Boolean texts(Object a, Object b) {
        boolean ordered = operator != BinaryOperator.EQ && operator != BinaryOperator.NEQ;
        if (ordered || shape == Shape.UNKNOWN) {
            Double first = Term.number(a);
            Double second = Term.number(b);
            if (first != null && second != null) {
                return holds(Double.compare(first, second));
            }
        }
        return holds(String.valueOf(Term.text(a)).compareTo(String.valueOf(Term.text(b))));
    }

    /** A missing boolean of an enrollment is '', neither true nor false. */
    private static String asTruth(Object value) {
        return "".equals(value) ? "" : String.valueOf(Term.truth(value));
    }

    private boolean holds(int order) {
        return switch (operator) {
            case EQ -> order == 0;
            case NEQ -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case EXP, MUL, DIV, MOD, ADD, SUB, AND, OR -> throw new IllegalStateException(operator.name());
        };
    }
}

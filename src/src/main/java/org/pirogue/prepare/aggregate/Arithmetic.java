package org.pirogue.prepare.aggregate;

import org.hisp.dhis.lib.expression.ast.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code + - * / % ^}; NULL on a side, or a division by zero, makes NULL. */
record Arithmetic(BinaryOperator operator, Term left, Term right) implements Term {
    @Override
    public @Nullable Object of(Row row) {
        Double a = Term.number(left.of(row));
        Double b = Term.number(right.of(row));
        if (a == null || b == null) {
            return null;
        }
        double result =
                switch (operator) {
                    case ADD -> a + b;
                    case SUB -> a - b;
                    case MUL -> a * b;
                    case DIV -> a / b;
                    case MOD -> a % b;
                    case EXP -> Math.pow(a, b);
                    case LT, GT, LE, GE, EQ, NEQ, AND, OR -> throw new IllegalStateException(operator.name());
                };
        return Double.isFinite(result) ? (Double) result : null;
    }
}

package org.pirogue.prepare.judge;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.hisp.dhis.lib.expression.ast.NamedFunction;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.ast.NodeType;
import org.hisp.dhis.lib.expression.ast.UnaryOperator;
import org.hisp.dhis.lib.expression.spi.DataItemType;
import org.jspecify.annotations.Nullable;

/** DHIS2's tree of an expression turned into terms over the columns of a row. */
final class RowFormulaCompiler {
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    private final Map<String, String> columns;

    /** @param columns by the uid that stands for it */
    RowFormulaCompiler(Map<String, String> columns) {
        this.columns = columns;
    }

    RowTerm compile(Node<?> wrapped) {
        Node<?> node = inner(wrapped);
        return switch (node.getType()) {
            case NUMBER, INTEGER -> constant(new BigDecimal(node.getRawValue()));
            case BOOLEAN -> constant(truth(Boolean.parseBoolean(node.getRawValue())));
            case NULL -> values -> null;
            case DATA_ITEM -> item(node);
            case BINARY_OPERATOR -> binary(node);
            case UNARY_OPERATOR -> unary(node);
            case FUNCTION -> function((NamedFunction) node.getValue(), children(node));
            case NAMED_VALUE, PAR, ARGUMENT, MODIFIER, DATE, UID, IDENTIFIER, STRING, VARIABLE ->
                throw unsupported(node.getRawValue());
        };
    }

    private static RowTerm constant(BigDecimal value) {
        return values -> value;
    }

    private RowTerm item(Node<?> node) {
        boolean plain = node.getValue() == DataItemType.DATA_ELEMENT
                && node.size() == 1
                && !node.modifiers().iterator().hasNext();
        if (!plain) {
            throw unsupported(node.getRawValue() + "{…} with more than a column");
        }
        String uid = inner(node.child(0)).getRawValue();
        String column = columns.getOrDefault(uid, uid);
        return values -> values.number(column);
    }

    private RowTerm binary(Node<?> node) {
        RowTerm left = compile(node.child(0));
        RowTerm right = compile(node.child(1));
        return switch ((org.hisp.dhis.lib.expression.ast.BinaryOperator) node.getValue()) {
            case AND -> values -> truth(isTrue(left.of(values)) && isTrue(right.of(values)));
            case OR -> values -> truth(isTrue(left.of(values)) || isTrue(right.of(values)));
            case EQ -> compared(left, right, order -> order == 0);
            case NEQ -> compared(left, right, order -> order != 0);
            case LT -> compared(left, right, order -> order < 0);
            case LE -> compared(left, right, order -> order <= 0);
            case GT -> compared(left, right, order -> order > 0);
            case GE -> compared(left, right, order -> order >= 0);
            case ADD -> both(left, right, (a, b) -> a.add(b, DIGITS));
            case SUB -> both(left, right, (a, b) -> a.subtract(b, DIGITS));
            case MUL -> both(left, right, (a, b) -> a.multiply(b, DIGITS));
            case DIV -> divided(left, right, false);
            case MOD -> divided(left, right, true);
            case EXP -> throw unsupported("^");
        };
    }

    private RowTerm unary(Node<?> node) {
        RowTerm operand = compile(node.child(0));
        return switch ((UnaryOperator) node.getValue()) {
            case NOT -> values -> truth(!isTrue(operand.of(values)));
            case MINUS -> both(constant(BigDecimal.ZERO), operand, BigDecimal::subtract);
            case PLUS -> operand;
            case DISTINCT -> throw unsupported("distinct");
        };
    }

    private RowTerm function(NamedFunction function, List<Node<?>> args) {
        List<RowTerm> terms = args.stream().map(this::compile).toList();
        return switch (function) {
            case ifThenElse ->
                values -> isTrue(terms.get(0).of(values))
                        ? terms.get(1).of(values)
                        : terms.get(2).of(values);
            case isNull -> values -> truth(terms.get(0).of(values) == null);
            case isNotNull -> values -> truth(terms.get(0).of(values) != null);
            case firstNonNull -> values -> first(terms, values);
            case greatest -> folded(terms, BigDecimal::max);
            case least -> folded(terms, BigDecimal::min);
            default -> throw unsupported(function.getName());
        };
    }

    private static @Nullable BigDecimal first(List<RowTerm> terms, RowTerm.Values values) {
        for (RowTerm term : terms) {
            BigDecimal value = term.of(values);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static RowTerm folded(List<RowTerm> terms, BinaryOperator<BigDecimal> operator) {
        return terms.stream()
                .reduce((a, b) -> both(a, b, operator))
                .orElseThrow(() -> new BadRowFormula("a function has no argument"));
    }

    private static RowTerm compared(RowTerm left, RowTerm right, IntPredicate holds) {
        return both(left, right, (a, b) -> truth(holds.test(a.compareTo(b))));
    }

    private static RowTerm divided(RowTerm left, RowTerm right, boolean rest) {
        return values -> {
            BigDecimal a = left.of(values);
            BigDecimal b = right.of(values);
            if (a == null || b == null || b.signum() == 0) {
                return null;
            }
            return rest ? a.remainder(b, DIGITS) : a.divide(b, DIGITS);
        };
    }

    private static RowTerm both(RowTerm left, RowTerm right, BinaryOperator<BigDecimal> operator) {
        return values -> {
            BigDecimal a = left.of(values);
            BigDecimal b = right.of(values);
            return a == null || b == null ? null : operator.apply(a, b);
        };
    }

    private static BigDecimal truth(boolean truth) {
        return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private static boolean isTrue(@Nullable BigDecimal value) {
        return value != null && value.signum() != 0;
    }

    private static BadRowFormula unsupported(String what) {
        return new BadRowFormula("'" + what + "' is not supported over rows");
    }

    private static Node<?> inner(Node<?> node) {
        Node<?> inner = node;
        while ((inner.getType() == NodeType.PAR || inner.getType() == NodeType.ARGUMENT) && inner.size() == 1) {
            inner = inner.child(0);
        }
        return inner;
    }

    private static List<Node<?>> children(Node<?> node) {
        return IntStream.range(0, node.size()).<Node<?>>mapToObj(node::child).toList();
    }
}

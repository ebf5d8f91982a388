package org.pirogue.prepare.indicate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hisp.dhis.lib.expression.ast.BinaryOperator;
import org.hisp.dhis.lib.expression.ast.NamedFunction;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.ast.NodeType;
import org.hisp.dhis.lib.expression.ast.UnaryOperator;
import org.hisp.dhis.lib.expression.spi.DataItemType;
import org.pirogue.batch.Cell;

/** DHIS2's tree of an indicator expression turned into terms. A missing operand is 0, but where a function asks whether it is. */
final class FormulaCompiler {
    private final Map<String, String> codes;
    private final Set<Formula.Operand> operands;

    FormulaCompiler(Map<String, String> codes, Set<Formula.Operand> operands) {
        this.codes = codes;
        this.operands = operands;
    }

    Term compile(Node<?> wrapped) {
        return compile(wrapped, false);
    }

    /** @param bare whether a missing operand stays missing */
    private Term compile(Node<?> wrapped, boolean bare) {
        Node<?> node = inner(wrapped);
        return switch (node.getType()) {
            case NUMBER, INTEGER -> constant(Double.parseDouble(node.getRawValue()));
            case BOOLEAN -> constant(truth(Boolean.parseBoolean(node.getRawValue())));
            case NULL -> values -> null;
            case DATA_ITEM -> item(node, bare);
            case BINARY_OPERATOR -> binary(node);
            case UNARY_OPERATOR -> unary(node);
            case FUNCTION -> function((NamedFunction) node.getValue(), children(node));
            case NAMED_VALUE -> named(node.getRawValue());
            case PAR, ARGUMENT, MODIFIER, DATE, UID, IDENTIFIER, STRING, VARIABLE ->
                throw unsupported(node.getRawValue());
        };
    }

    private static Term constant(double value) {
        return values -> value;
    }

    private static Term named(String name) {
        if (!name.equals("days")) {
            throw unsupported("[" + name + "]");
        }
        return values -> (double) values.days();
    }

    private Term item(Node<?> node, boolean bare) {
        if (node.modifiers().iterator().hasNext()) {
            throw unsupported("." + node.modifiers().iterator().next().getRawValue() + "()");
        }
        boolean plain = node.getValue() == DataItemType.DATA_ELEMENT
                && node.size() <= 2
                && IntStream.range(0, node.size())
                        .allMatch(i -> node.child(i).size() == 1
                                && inner(node.child(i)).getType() == NodeType.UID);
        if (!plain) {
            throw unsupported(node.getRawValue() + "{…} with more than an element and its options");
        }
        String element = code(node.child(0));
        String options =
                node.size() < 2 ? null : Cell.sorted(List.of(code(node.child(1)).split(";")));
        operands.add(new Formula.Operand(element, options));
        return bare
                ? values -> values.value(element, options)
                : values -> values.orZero(values.value(element, options));
    }

    private String code(Node<?> argument) {
        String uid = inner(argument).getRawValue();
        return codes.getOrDefault(uid, uid);
    }

    private Term binary(Node<?> node) {
        Term left = compile(node.child(0));
        Term right = compile(node.child(1));
        return switch ((BinaryOperator) node.getValue()) {
            case AND -> values -> isTrue(left.of(values)) ? truth(isTrue(right.of(values))) : truth(false);
            case OR -> values -> isTrue(left.of(values)) ? truth(true) : truth(isTrue(right.of(values)));
            case EQ -> both(left, right, (a, b) -> truth(a == b));
            case NEQ -> both(left, right, (a, b) -> truth(a != b));
            case LT -> both(left, right, (a, b) -> truth(a < b));
            case LE -> both(left, right, (a, b) -> truth(a <= b));
            case GT -> both(left, right, (a, b) -> truth(a > b));
            case GE -> both(left, right, (a, b) -> truth(a >= b));
            case ADD -> both(left, right, Double::sum);
            case SUB -> both(left, right, (a, b) -> a - b);
            case MUL -> both(left, right, (a, b) -> a * b);
            case DIV -> both(left, right, (a, b) -> a / b);
            case MOD -> both(left, right, (a, b) -> a % b);
            case EXP -> both(left, right, Math::pow);
        };
    }

    private Term unary(Node<?> node) {
        Term operand = compile(node.child(0));
        return switch ((UnaryOperator) node.getValue()) {
            case NOT -> values -> truth(!isTrue(operand.of(values)));
            case MINUS -> one(operand, a -> -a);
            case PLUS -> operand;
            case DISTINCT -> throw unsupported("distinct");
        };
    }

    private Term function(NamedFunction function, List<Node<?>> args) {
        return switch (function) {
            case ifThenElse -> condition(args);
            case isNull -> missing(args, true);
            case isNotNull -> missing(args, false);
            case firstNonNull -> first(args);
            case greatest -> fold(args, Math::max);
            case least -> fold(args, Math::min);
            case log -> one(only(function, args), Math::log);
            case log10 -> one(only(function, args), Math::log10);
            default -> throw unsupported(function.getName());
        };
    }

    private Term condition(List<Node<?>> args) {
        Term condition = compile(args.get(0));
        Term then = compile(args.get(1));
        Term otherwise = compile(args.get(2));
        return values -> isTrue(condition.of(values)) ? then.of(values) : otherwise.of(values);
    }

    private Term missing(List<Node<?>> args, boolean wanted) {
        Term term = compile(args.get(0), true);
        return values -> truth((term.of(values) == null) == wanted);
    }

    private Term first(List<Node<?>> args) {
        List<Term> terms = args.stream().map(arg -> compile(arg, true)).toList();
        return values -> {
            for (Term term : terms) {
                Double value = term.of(values);
                if (value != null) {
                    return values.orZero(value);
                }
            }
            return values.orZero(null);
        };
    }

    private Term fold(List<Node<?>> args, DoubleBinaryOperator operator) {
        return args.stream()
                .map(this::compile)
                .reduce((a, b) -> both(a, b, operator))
                .orElseThrow(() -> new BadFormula("a function has no argument"));
    }

    private Term only(NamedFunction function, List<Node<?>> args) {
        if (args.size() != 1) {
            throw unsupported(function.getName() + " with a base");
        }
        return compile(args.get(0));
    }

    private static Term one(Term term, DoubleUnaryOperator operator) {
        return values -> {
            Double value = term.of(values);
            return value == null ? null : (Double) operator.applyAsDouble(value);
        };
    }

    private static Term both(Term left, Term right, DoubleBinaryOperator operator) {
        return values -> {
            Double a = left.of(values);
            Double b = right.of(values);
            return a == null || b == null ? null : (Double) operator.applyAsDouble(a, b);
        };
    }

    private static double truth(boolean truth) {
        return truth ? 1 : 0;
    }

    private static boolean isTrue(@org.jspecify.annotations.Nullable Double value) {
        return value != null && value != 0;
    }

    private static BadFormula unsupported(String what) {
        return new BadFormula("'" + what + "' is not supported in indicators here");
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

package org.pirogue.prepare.aggregate;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hisp.dhis.lib.expression.ast.BinaryOperator;
import org.hisp.dhis.lib.expression.ast.NamedFunction;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.ast.NodeType;
import org.hisp.dhis.lib.expression.ast.UnaryOperator;

/**
 * Of which stages an event can fulfil a condition. For an event of a stage that the condition does not name, every
 * {@code #{…}} is NULL; where the condition then cannot become true, only the named stages count.
 */
final class Stages {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int NULL = 4;
    private static final int ANY = TRUE | FALSE | NULL;

    private final Codes codes;
    private final Set<String> named = new TreeSet<>();

    private Stages(Codes codes) {
        this.codes = codes;
    }

    /** Empty for all stages. */
    static Optional<Set<String>> of(Node<?> condition, Codes codes) {
        Stages stages = new Stages(codes);
        int elsewhere = stages.elsewhere(condition);
        return (elsewhere & TRUE) != 0 ? Optional.empty() : Optional.of(stages.named);
    }

    /** The truth values that the node can have for an event of another stage. */
    private int elsewhere(Node<?> wrapped) {
        Node<?> node = Tree.inner(wrapped);
        if (isNull(node)) {
            return NULL;
        }
        if (node.getType() == NodeType.UNARY_OPERATOR && node.getValue() == UnaryOperator.NOT) {
            return not(elsewhere(node.child(0)));
        }
        if (node.getType() == NodeType.BINARY_OPERATOR) {
            return binary((BinaryOperator) node.getValue(), Tree.inner(node.child(0)), Tree.inner(node.child(1)));
        }
        if (node.getType() == NodeType.FUNCTION && node.size() == 1 && isNull(node.child(0))) {
            Object function = node.getValue();
            return function == NamedFunction.isNull
                    ? TRUE
                    : function == NamedFunction.d2_hasValue || function == NamedFunction.isNotNull ? FALSE : ANY;
        }
        return ANY;
    }

    private int binary(BinaryOperator operator, Node<?> left, Node<?> right) {
        if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
            int a = elsewhere(left);
            int b = elsewhere(right);
            int either = a | b;
            return operator == BinaryOperator.AND
                    ? (a & b & TRUE) | (either & (FALSE | NULL))
                    : (a & b & FALSE) | (either & (TRUE | NULL));
        }
        if (operator == BinaryOperator.EQ && isStage(left) && right.getType() == NodeType.STRING) {
            named.add(String.valueOf(right.getValue()));
            return FALSE;
        }
        return ANY;
    }

    private static int not(int values) {
        return ((values & TRUE) << 1) | ((values & FALSE) >> 1) | (values & NULL);
    }

    /** Whether NULL for sure: an element, or what is NULL when one of its operands is. */
    private boolean isNull(Node<?> wrapped) {
        Node<?> node = Tree.inner(wrapped);
        if (Tree.isElement(node)) {
            named.add(codes.codeOf(Tree.uid(node, 0)));
            return true;
        }
        boolean strict = node.getType() == NodeType.BINARY_OPERATOR
                        && node.getValue() != BinaryOperator.AND
                        && node.getValue() != BinaryOperator.OR
                || node.getType() == NodeType.FUNCTION
                        && ((NamedFunction) node.getValue()).getName().endsWith("Between");
        // Not anyMatch alone: every element on the way must be named, not only the first.
        return strict && Tree.children(node).stream().filter(this::isNull).count() > 0;
    }

    private static boolean isStage(Node<?> node) {
        return node.getType() == NodeType.VARIABLE
                && Tree.inner(node.child(0)).getRawValue().equals("program_stage_id");
    }
}

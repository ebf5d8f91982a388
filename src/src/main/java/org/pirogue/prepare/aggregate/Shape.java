package org.pirogue.prepare.aggregate;

import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.spi.ValueType;

/** What kind of value a part of an expression gives, as far as it can be seen without metadata. */
enum Shape {
    NUMBER,
    TEXT,
    BOOLEAN,
    UNKNOWN;

    static Shape of(Node<?> node) {
        return switch (node.getType()) {
            case NUMBER, INTEGER -> NUMBER;
            case STRING, DATE, VARIABLE -> TEXT;
            case BOOLEAN -> BOOLEAN;
            case BINARY_OPERATOR, UNARY_OPERATOR, FUNCTION -> of(node.getValueType());
            case PAR, ARGUMENT -> of(Tree.inner(node));
            case DATA_ITEM, MODIFIER, UID, IDENTIFIER, NAMED_VALUE, NULL -> UNKNOWN;
        };
    }

    /** In what shape two sides are compared: as numbers where one is a number. */
    static Shape common(Node<?> left, Node<?> right) {
        Shape a = of(left);
        Shape b = of(right);
        if (a == NUMBER || b == NUMBER) {
            return NUMBER;
        }
        if (a == BOOLEAN || b == BOOLEAN) {
            return BOOLEAN;
        }
        return a == TEXT || b == TEXT ? TEXT : UNKNOWN;
    }

    private static Shape of(ValueType type) {
        return switch (type) {
            case NUMBER -> NUMBER;
            case BOOLEAN -> BOOLEAN;
            case STRING, DATE -> TEXT;
            case MIXED, SAME -> UNKNOWN;
        };
    }
}

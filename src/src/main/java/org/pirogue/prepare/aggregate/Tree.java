package org.pirogue.prepare.aggregate;

import java.util.List;
import java.util.stream.IntStream;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.ast.NodeType;
import org.hisp.dhis.lib.expression.spi.DataItemType;
import org.hisp.dhis.lib.expression.spi.ParseException;
import org.hisp.dhis.lib.expression.syntax.ExpressionGrammar;
import org.hisp.dhis.lib.expression.syntax.Parser;

/** The tree that DHIS2's own parser makes of a program indicator's expression or filter. */
final class Tree {
    private Tree() {}

    /** @throws Refused P221 with the parser's reason */
    static Node<?> parse(String expressionWithUids) {
        try {
            return inner(Parser.Companion.parse(
                    expressionWithUids, ExpressionGrammar.INSTANCE.getProgramIndicatorExpressionMode(), false));
        } catch (ParseException syntax) {
            throw new Refused(
                    "P221", reason(syntax), "write it as the filter of a DHIS2 program indicator, with codes for UIDs");
        } catch (IllegalArgumentException | IndexOutOfBoundsException | IllegalStateException broken) {
            throw new Refused("P221", "the expression cannot be read", "write it as the filter of a program indicator");
        }
    }

    /** Without the parentheses and argument frames around it. */
    static Node<?> inner(Node<?> node) {
        Node<?> inner = node;
        while ((inner.getType() == NodeType.PAR || inner.getType() == NodeType.ARGUMENT) && inner.size() == 1) {
            inner = inner.child(0);
        }
        return inner;
    }

    static List<Node<?>> children(Node<?> node) {
        return IntStream.range(0, node.size())
                .<Node<?>>mapToObj(i -> inner(node.child(i)))
                .toList();
    }

    static boolean isElement(Node<?> node) {
        return node.getType() == NodeType.DATA_ITEM && node.getValue() == DataItemType.DATA_ELEMENT;
    }

    /** The UID at a position inside {@code #{…}} or {@code A{…}}. */
    static String uid(Node<?> item, int position) {
        return inner(item.child(position)).getRawValue();
    }

    private static String reason(ParseException syntax) {
        String message = syntax.getMessage() == null ? "" : syntax.getMessage();
        return "the expression cannot be read: " + message.lines().findFirst().orElse("");
    }
}

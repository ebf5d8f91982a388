package org.pirogue.prepare.aggregate;

import java.util.List;
import java.util.Map;
import org.hisp.dhis.lib.expression.ast.BinaryOperator;
import org.hisp.dhis.lib.expression.ast.NamedFunction;
import org.hisp.dhis.lib.expression.ast.Node;
import org.hisp.dhis.lib.expression.ast.UnaryOperator;
import org.hisp.dhis.lib.expression.spi.DataItemType;

/**
 * DHIS2's tree of an expression turned into terms that are evaluated as DHIS2's analytics do in SQL, which is not how
 * DHIS2's own evaluator does it: a missing value stays NULL for an event; for an enrollment it is {@code ''} or 0, but
 * inside {@code d2:} functions it is NULL too.
 */
final class Compiler {
    private static final Map<String, Row.Variable> VARIABLES = Map.of(
            "event_date", Row.Variable.EVENT_DATE,
            "execution_date", Row.Variable.EVENT_DATE,
            "scheduled_date", Row.Variable.SCHEDULED_DATE,
            "due_date", Row.Variable.SCHEDULED_DATE,
            "enrollment_date", Row.Variable.ENROLLMENT_DATE,
            "incident_date", Row.Variable.INCIDENT_DATE,
            "event_status", Row.Variable.EVENT_STATUS,
            "enrollment_status", Row.Variable.ENROLLMENT_STATUS,
            "program_stage_id", Row.Variable.PROGRAM_STAGE);

    private final Codes codes;
    private final boolean ofEvents;
    private final Fields.Builder fields;

    Compiler(Codes codes, boolean ofEvents, Fields.Builder fields) {
        this.codes = codes;
        this.ofEvents = ofEvents;
        this.fields = fields;
    }

    boolean ofEvents() {
        return ofEvents;
    }

    /** @param bare whether a missing value stays NULL even for an enrollment */
    Term compile(Node<?> wrapped, Shape wanted, boolean bare) {
        Node<?> node = Tree.inner(wrapped);
        return switch (node.getType()) {
            case NUMBER, INTEGER -> constant(Double.valueOf(node.getRawValue()));
            case STRING -> constant(String.valueOf(node.getValue()));
            case BOOLEAN -> constant(Boolean.valueOf(node.getRawValue()));
            case NULL -> row -> null;
            case DATA_ITEM -> item(node, wanted, bare);
            case VARIABLE -> variable(Tree.inner(node.child(0)).getRawValue());
            case BINARY_OPERATOR -> binary(node, bare);
            case UNARY_OPERATOR -> unary(node, bare);
            case FUNCTION -> Functions.compile(this, (NamedFunction) node.getValue(), Tree.children(node));
            case PAR, ARGUMENT, MODIFIER, DATE, UID, IDENTIFIER, NAMED_VALUE ->
                throw Refused.unsupported("'" + node.getRawValue() + "'");
        };
    }

    /** The stage and the element, as codes, of a {@code #{STAGE.ELEMENT}}. */
    Element element(Node<?> node) {
        if (!Tree.isElement(node) || node.modifiers().iterator().hasNext()) {
            throw Refused.unsupported("anything but a plain #{STAGE.ELEMENT} at this place");
        }
        Element element = new Element(codes.codeOf(Tree.uid(node, 0)), codes.codeOf(Tree.uid(node, 1)));
        fields.element(element.stage(), element.code());
        return element;
    }

    record Element(String stage, String code) {}

    private static Term constant(Object value) {
        return row -> value;
    }

    private Term item(Node<?> node, Shape wanted, boolean bare) {
        if (node.modifiers().iterator().hasNext()) {
            throw Refused.unsupported("'." + node.modifiers().iterator().next().getRawValue() + "(…)'");
        }
        Term term = value(node);
        if (ofEvents || bare) {
            return term;
        }
        Object missing = wanted == Shape.NUMBER ? (Object) 0.0 : "";
        return row -> {
            Object value = term.of(row);
            return value == null ? missing : value;
        };
    }

    private Term value(Node<?> node) {
        if (Tree.isElement(node)) {
            Element element = element(node);
            return row -> row.element(element.stage(), element.code());
        }
        if (node.getValue() != DataItemType.ATTRIBUTE) {
            throw Refused.unsupported("'" + node.getRawValue() + "{…}'");
        }
        String attribute = codes.codeOf(Tree.uid(node, 0));
        fields.attribute(attribute);
        return row -> row.attribute(attribute);
    }

    private Term variable(String name) {
        Row.Variable variable = VARIABLES.get(name);
        boolean ofOneEvent = variable == Row.Variable.EVENT_DATE
                || variable == Row.Variable.SCHEDULED_DATE
                || variable == Row.Variable.EVENT_STATUS
                || variable == Row.Variable.PROGRAM_STAGE;
        if (variable == null) {
            throw Refused.unsupported("'V{" + name + "}'");
        }
        if (ofOneEvent && !ofEvents) {
            throw Refused.unsupported("'V{" + name + "}', which is one event's, for counts of enrollments or persons,");
        }
        fields.variable(variable);
        return row -> row.variable(variable);
    }

    private Term binary(Node<?> node, boolean bare) {
        BinaryOperator operator = (BinaryOperator) node.getValue();
        Node<?> left = Tree.inner(node.child(0));
        Node<?> right = Tree.inner(node.child(1));
        return switch (operator) {
            case AND -> Logic.and(compile(left, Shape.BOOLEAN, bare), compile(right, Shape.BOOLEAN, bare));
            case OR -> Logic.or(compile(left, Shape.BOOLEAN, bare), compile(right, Shape.BOOLEAN, bare));
            case EQ, NEQ, LT, LE, GT, GE -> {
                Shape shape = Shape.common(left, right);
                yield new Comparison(operator, shape, compile(left, shape, bare), compile(right, shape, bare));
            }
            case EXP, MUL, DIV, MOD, ADD, SUB ->
                new Arithmetic(operator, compile(left, Shape.NUMBER, bare), compile(right, Shape.NUMBER, bare));
        };
    }

    private Term unary(Node<?> node, boolean bare) {
        Node<?> operand = Tree.inner(node.child(0));
        return switch ((UnaryOperator) node.getValue()) {
            case NOT -> Logic.not(compile(operand, Shape.BOOLEAN, bare));
            case MINUS -> negated(compile(operand, Shape.NUMBER, bare));
            case PLUS -> compile(operand, Shape.NUMBER, bare);
            case DISTINCT -> throw Refused.unsupported("'distinct'");
        };
    }

    private static Term negated(Term term) {
        return row -> {
            Double number = Term.number(term.of(row));
            return number == null ? null : -number;
        };
    }

    List<Term> compileAll(List<Node<?>> nodes, Shape wanted, boolean bare) {
        return nodes.stream().map(node -> compile(node, wanted, bare)).toList();
    }
}

package org.pirogue.country.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a YAML file that knows its line; what is not there is an empty part on the line of what is around it. */
public final class Branch {
    private final @Nullable Node node;
    private final int line;

    private Branch(@Nullable Node node, int line) {
        this.node = node;
        this.line = line;
    }

    static Branch of(Node node) {
        return new Branch(node, lineOf(node));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Counted from 1. */
    public int line() {
        return line;
    }

    public boolean isMissing() {
        return node == null;
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isObject() {
        return node instanceof MappingNode;
    }

    boolean isNull() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** The text of a scalar; empty for anything else, and for null. */
    public String text() {
        return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue() : "";
    }

    /** A key of an object. */
    public Branch get(String key) {
        return keys().getOrDefault(key, new Branch(null, line));
    }

    public Optional<Branch> find(String key) {
        return Optional.ofNullable(keys().get(key));
    }

    /** Keys and values of an object, in order; empty for anything else. */
    public Map<String, Branch> keys() {
        Map<String, Branch> keys = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                keys.put(Branch.of(tuple.getKeyNode()).text(), valueOf(tuple));
            }
        }
        return keys;
    }

    /** An empty value has no place of its own worth naming, a list begins below its key: the key's line is what people look for. */
    private static Branch valueOf(NodeTuple tuple) {
        Node value = tuple.getValueNode();
        return new Branch(value, value instanceof ScalarNode ? lineOf(value) : lineOf(tuple.getKeyNode()));
    }

    /** The items of a list, in order; empty for anything else. */
    public List<Branch> items() {
        List<Branch> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> items.add(Branch.of(item)));
        }
        return items;
    }

    /** A list of this alone: a kamelet's template as the file of one route. */
    public Branch alone() {
        return node == null ? this : new Branch(new SequenceNode(Tag.SEQ, List.of(node), FlowStyle.BLOCK), line);
    }

    /** Every scalar below, keys included. */
    void scalars(Consumer<Branch> look) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Branch.of(tuple.getKeyNode()).scalars(look);
                Branch.of(tuple.getValueNode()).scalars(look);
            }
        } else if (node instanceof SequenceNode) {
            items().forEach(item -> item.scalars(look));
        } else if (node != null) {
            look.accept(this);
        }
    }

    @Nullable
    Node node() {
        return node;
    }
}

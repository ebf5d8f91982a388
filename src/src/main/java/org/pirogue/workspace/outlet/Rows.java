package org.pirogue.workspace.outlet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Column;
import org.pirogue.workspace.dataset.ShareChanges;
import org.pirogue.workspace.dataset.ShareChanges.Kind;

/** Changes as JSON, cut into parts: the same parts each time. One part is in memory. */
final class Rows implements Iterator<ArrayNode> {
    /** A number keeps the digits that it has. */
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ShareChanges.Changes changes;
    private final List<Column> columns;
    private final List<String> key;
    private final int mostRows;
    private final int mostBytes;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private @Nullable ObjectNode waiting;
    private int waitingBytes;

    Rows(ShareChanges.Changes changes, List<Column> columns, List<String> key, OutletSettings settings) {
        this.changes = changes;
        this.columns = columns;
        this.key = key;
        this.mostRows = settings.partRows();
        this.mostBytes = settings.partKib() * 1024;
    }

    /** Of those that were taken so far. */
    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public boolean hasNext() {
        return waiting != null || changes.hasNext();
    }

    @Override
    public ArrayNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ArrayNode part = JSON.arrayNode();
        int bytes = 0;
        while (part.size() < mostRows && look() != null) {
            if (!part.isEmpty() && bytes + waitingBytes > mostBytes) {
                break;
            }
            part.add(waiting);
            bytes += waitingBytes;
            waiting = null;
        }
        return part;
    }

    /** The next one, with its size; null where there is none. */
    private @Nullable ObjectNode look() {
        if (waiting == null && changes.hasNext()) {
            ShareChanges.Change change = changes.next();
            counts.merge(change.kind(), 1L, Long::sum);
            waiting = json(change);
            waitingBytes = size(waiting);
        }
        return waiting;
    }

    private ObjectNode json(ShareChanges.Change change) {
        ObjectNode node = JSON.objectNode().put("change", change.kind().name().toLowerCase(Locale.ROOT));
        boolean gone = change.kind() == Kind.GONE;
        ObjectNode row = node.putObject(gone ? "key" : "row");
        columns.stream()
                .filter(column -> !gone || key.contains(column.name()))
                .forEach(column ->
                        row.set(column.name(), value(column, change.values().get(column.name()))));
        return node;
    }

    private static JsonNode value(Column column, @Nullable String value) {
        if (value == null) {
            return JSON.nullNode();
        }
        return switch (column.type()) {
            case TEXT, DATE -> JSON.textNode(value);
            case INTEGER -> JSON.numberNode(new BigInteger(value));
            case NUMBER -> JSON.numberNode(new BigDecimal(value));
            case BOOLEAN -> JSON.booleanNode(value.equals("true"));
        };
    }

    private static int size(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row is always written", e);
        }
    }
}

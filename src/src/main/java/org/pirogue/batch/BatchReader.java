package org.pirogue.batch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The reading half of {@link BatchJson}. The version stands first, so that nothing is read by the wrong rules. */
final class BatchReader {
    private final JsonParser json;
    private @Nullable Envelope envelope;
    private @Nullable Scope scope;
    private @Nullable Tally tally;
    private final List<Slice> slices = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<CaseRecord> cases = new ArrayList<>();
    private boolean complete;

    BatchReader(JsonParser json) {
        this.json = json;
    }

    SliceBatch slices() throws IOException {
        read("slices");
        return new SliceBatch(
                required(envelope, "envelope"), required(scope, "scope"), slices, required(tally, "tally"), findings);
    }

    CaseBatch cases() throws IOException {
        read("cases");
        return new CaseBatch(required(envelope, "envelope"), required(scope, "scope"), cases, required(tally, "tally"));
    }

    private interface Field {
        void read(String name) throws IOException;
    }

    private interface Item {
        void read() throws IOException;
    }

    private void read(String kind) throws IOException {
        try {
            json.nextToken();
            contract();
            fields(name -> top(name, kind));
            if (json.nextToken() != null) {
                throw malformed("something follows the batch");
            }
        } catch (JacksonException notJson) {
            throw malformed("it is not JSON");
        }
        if (!complete) {
            throw malformed("'" + kind + "' is missing");
        }
    }

    private void contract() throws IOException {
        expect(JsonToken.START_OBJECT);
        if (json.nextToken() != JsonToken.FIELD_NAME
                || !json.currentName().equals("contract")
                || json.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw malformed("it does not begin with the version of its contract");
        }
        if (json.getLongValue() != BatchJson.CONTRACT) {
            throw new BadBatch(
                    "P291",
                    "the batch has version " + json.getLongValue() + " of the contract, this Pirogue reads version "
                            + BatchJson.CONTRACT + ": update this one, or the sender");
        }
    }

    private void top(String name, String kind) throws IOException {
        switch (name) {
            case "kind" -> {
                if (!text().equals(kind)) {
                    throw new BadBatch("P292", "the batch is not one of " + kind);
                }
            }
            case "envelope" -> envelope = envelope();
            case "scope" -> scope = scope();
            case "tally" -> tally = tally();
            case "slices" -> list(kind, name, () -> slices.add(slice()));
            case "findings" -> items(() -> findings.add(finding()));
            case "cases" -> list(kind, name, () -> cases.add(record()));
            default -> json.skipChildren();
        }
    }

    private void list(String kind, String name, Item item) throws IOException {
        complete |= kind.equals(name);
        items(item);
    }

    private Envelope envelope() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        object(name -> {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(name, json.getLongValue());
            } else {
                textInto(texts, name);
            }
        });
        try {
            return new Envelope(
                    required(texts.get("flow"), "flow"),
                    required(texts.get("workspace"), "workspace"),
                    required(numbers.get("run"), "run"),
                    Math.toIntExact(required(numbers.get("chunk"), "chunk")),
                    Envelope.Mode.valueOf(required(texts.get("mode"), "mode")));
        } catch (IllegalArgumentException | ArithmeticException badModeOrChunk) {
            throw malformed("the envelope's mode or chunk is not known");
        }
    }

    private Scope scope() throws IOException {
        Map<String, String> texts = new HashMap<>();
        TreeSet<String> units = new TreeSet<>();
        object(name -> {
            if (name.equals("orgUnits")) {
                items(() -> units.add(text()));
            } else {
                textInto(texts, name);
            }
        });
        return new Scope(required(texts.get("period"), "period"), units);
    }

    private Tally tally() throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        object(name -> {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw malformed("the tally's '" + name + "' is not a number");
            }
            numbers.put(name, json.getLongValue());
        });
        return new Tally(
                required(numbers.get("used"), "used"),
                required(numbers.get("ignored"), "ignored"),
                required(numbers.get("unmapped"), "unmapped"),
                required(numbers.get("invalid"), "invalid"),
                required(numbers.get("duplicate"), "duplicate"),
                required(numbers.get("suppressed"), "suppressed"));
    }

    private Slice slice() throws IOException {
        Map<String, String> texts = new HashMap<>();
        TreeMap<Cell, String> values = new TreeMap<>();
        TreeMap<Cell, Edit> edits = new TreeMap<>();
        object(name -> {
            switch (name) {
                case "values" -> object(element -> object(options -> values.put(new Cell(element, options), text())));
                case "edits" -> items(() -> edit(edits));
                default -> textInto(texts, name);
            }
        });
        return new Slice(key(texts), values, edits);
    }

    private void edit(Map<Cell, Edit> edits) throws IOException {
        Map<String, String> texts = new HashMap<>();
        object(name -> textInto(texts, name));
        Cell cell = new Cell(
                required(texts.get("dataElement"), "dataElement"),
                required(texts.get("categoryOptions"), "categoryOptions"));
        edits.put(cell, new Edit(required(texts.get("at"), "at"), texts.get("by")));
    }

    private SliceKey key(Map<String, String> texts) {
        return new SliceKey(
                required(texts.get("dataSet"), "dataSet"),
                required(texts.get("orgUnit"), "orgUnit"),
                required(texts.get("period"), "period"),
                required(texts.get("attributeOptions"), "attributeOptions"));
    }

    private Finding finding() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> key = new HashMap<>();
        Map<String, String> cell = new HashMap<>();
        object(name -> {
            switch (name) {
                case "key" -> object(field -> textInto(key, field));
                case "cell" -> object(field -> textInto(cell, field));
                default -> textInto(texts, name);
            }
        });
        return new Finding(
                required(texts.get("code"), "code"),
                key.isEmpty() ? null : key(key),
                cell.isEmpty()
                        ? null
                        : new Cell(
                                required(cell.get("dataElement"), "dataElement"),
                                required(cell.get("categoryOptions"), "categoryOptions")),
                texts.get("value"),
                required(texts.get("place"), "place"),
                required(texts.get("text"), "text"),
                "true".equals(texts.get("kept")));
    }

    private CaseRecord record() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        List<CaseRecord.Event> events = new ArrayList<>();
        object(name -> {
            switch (name) {
                case "attributes" -> object(attribute -> attributes.put(attribute, text()));
                case "events" -> items(() -> events.add(event()));
                default -> textInto(texts, name);
            }
        });
        return new CaseRecord(
                required(texts.get("trackedEntity"), "trackedEntity"),
                required(texts.get("enrollment"), "enrollment"),
                required(texts.get("orgUnit"), "orgUnit"),
                texts.get("enrolledAt"),
                texts.get("occurredAt"),
                required(texts.get("status"), "status"),
                required(texts.get("deleted"), "deleted").equals("true"),
                attributes,
                events);
    }

    private CaseRecord.Event event() throws IOException {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        object(name -> {
            if (name.equals("values")) {
                object(element -> values.put(element, text()));
            } else {
                textInto(texts, name);
            }
        });
        return new CaseRecord.Event(
                required(texts.get("event"), "event"),
                required(texts.get("programStage"), "programStage"),
                required(texts.get("orgUnit"), "orgUnit"),
                required(texts.get("status"), "status"),
                texts.get("occurredAt"),
                texts.get("scheduledAt"),
                required(texts.get("deleted"), "deleted").equals("true"),
                values);
    }

    private void object(Field field) throws IOException {
        expect(JsonToken.START_OBJECT);
        fields(field);
    }

    /** The parser stands on each field's value when it is read, and after it on its last token. */
    private void fields(Field field) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            expect(JsonToken.FIELD_NAME);
            String name = json.currentName();
            json.nextToken();
            field.read(name);
        }
    }

    private void items(Item item) throws IOException {
        expect(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            item.read();
        }
    }

    /** Fields of a later sender that are no text are skipped. */
    private void textInto(Map<String, String> texts, String name) throws IOException {
        if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
            texts.put(name, json.getText());
        } else {
            json.skipChildren();
        }
    }

    private String text() throws IOException {
        expect(JsonToken.VALUE_STRING);
        return json.getText();
    }

    private void expect(JsonToken token) {
        if (json.currentToken() != token) {
            throw malformed("'" + json.getParsingContext().pathAsPointer() + "' is not what is expected there");
        }
    }

    private <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw malformed("'" + name + "' is missing");
        }
        return value;
    }

    private BadBatch malformed(String text) {
        return new BadBatch("P290", "the message is not a batch: " + text);
    }
}

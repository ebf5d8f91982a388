package org.pirogue.cli.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;

/** The topic of a test, in memory, behind Kafka's own stand-in for its producer. */
final class MemoryTopic implements KafkaClientFactory {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Records records = new Records();
    private @Nullable JsonNode fault;

    /** What comes is kept, unless the test wants it to fail. */
    private final class Records extends MockProducer<Object, Object> {
        Records() {
            super(true, texts(), texts());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<Object, Object> record, Callback callback) {
            ApiException failure = failure(String.valueOf(record.key()));
            if (failure == null) {
                return super.send(record, callback);
            }
            if (failure instanceof NotEnoughReplicasAfterAppendException) {
                super.send(record, (arrived, nothing) -> {});
            }
            callback.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }

        @Override
        public void close() {
            // What stands in it is looked at afterwards.
        }
    }

    private static Serializer<Object> texts() {
        StringSerializer texts = new StringSerializer();
        return (topic, text) -> text == null ? null : texts.serialize(topic, String.valueOf(text));
    }

    /** @param kind {@code down}, {@code unanswered}, {@code too-large} or {@code not-allowed}; {@code orgUnit}: of that unit only */
    void fail(@Nullable JsonNode kind) {
        fault = kind;
    }

    private @Nullable ApiException failure(String key) {
        JsonNode wanted = fault;
        if (wanted == null
                || (wanted.has("orgUnit")
                        && !key.contains("/" + wanted.path("orgUnit").asText() + "/"))) {
            return null;
        }
        return switch (wanted.path("kind").asText()) {
            case "down" -> new TimeoutException("no metadata");
            case "unanswered" -> new NotEnoughReplicasAfterAppendException("written, not replicated");
            case "too-large" -> new RecordTooLargeException("too large");
            case "not-allowed" -> new TopicAuthorizationException("topic");
            default -> throw new IllegalArgumentException("no fault of a topic: " + wanted);
        };
    }

    int size() {
        return records.history().size();
    }

    /** The records from that one on. */
    List<Map<String, Object>> since(int first) {
        return records.history().stream()
                .skip(first)
                .map(record -> line(String.valueOf(record.key()), (String) record.value(), true))
                .toList();
    }

    /** What a compacted topic keeps: the last record of each key, unless that is a tombstone. */
    List<Map<String, Object>> stands() {
        Map<String, String> last = new TreeMap<>();
        records.history().forEach(record -> {
            if (record.value() == null) {
                last.remove(String.valueOf(record.key()));
            } else {
                last.put(String.valueOf(record.key()), (String) record.value());
            }
        });
        List<Map<String, Object>> lines = new ArrayList<>();
        last.forEach((key, value) -> lines.add(line(key, value, false)));
        return lines;
    }

    private static Map<String, Object> line(String key, @Nullable String value, boolean sent) {
        if (value == null) {
            String[] parts = key.split("/", -1);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("orgUnit", parts[1]);
            line.put("period", parts[2]);
            line.put("tombstone", true);
            return line;
        }
        JsonNode document = read(value);
        SliceKey slice = new SliceKey(
                "",
                document.path("orgUnit").asText(),
                document.path("period").asText(),
                options(document.path("attributeOptions")));
        TreeMap<Cell, String> cells = new TreeMap<>();
        document.path("values")
                .forEach(each -> cells.put(
                        new Cell(each.path("dataElement").asText(), options(each.path("categoryOptions"))),
                        each.path("value").asText()));
        if (document.has("completed")) {
            cells.put(Cell.COMPLETE, document.path("completed").asText());
        }
        Map<String, Object> line = Shown.slice(slice, cells);
        if (sent) {
            line.put("version", document.path("version").asLong());
        }
        return line;
    }

    private static JsonNode read(String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is not JSON", e);
        }
    }

    private static String options(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(";"));
    }

    @Override
    public Producer<Object, Object> getProducer(Properties asked) {
        return records;
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties asked) {
        throw new UnsupportedOperationException("a topic of a test is written to only");
    }

    @Override
    public String getBrokers(KafkaConfiguration configuration) {
        return Objects.requireNonNullElse(configuration.getBrokers(), "in-memory:9092");
    }
}

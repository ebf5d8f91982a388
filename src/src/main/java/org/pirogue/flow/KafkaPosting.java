package org.pirogue.flow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Outcome;
import org.pirogue.ledger.value.Receipt;
import org.pirogue.workspace.KafkaFailure;

/**
 * Slices of one message on their way to a topic, each whole in a record of its own. Camel notes at each record whether the
 * broker acknowledged it.
 */
public final class KafkaPosting {
    private final String connection;
    private final Envelope envelope;
    private final String owner;
    private final List<Record> records;
    private Dhis2CallGate.@Nullable Call call;
    private int given;

    /** A slice with what is left of it to send, and the exchange that is its record. */
    private record Record(Claim.Difference difference, Exchange exchange) {
        @Nullable
        Exception failure() {
            return exchange.getException();
        }

        boolean isAcknowledged() {
            return failure() == null && exchange.getMessage().getHeader(KafkaConstants.KAFKA_RECORD_META) != null;
        }
    }

    /** @param desired all values of each slice, as the ledger wants them in this version */
    KafkaPosting(
            String connection,
            Envelope envelope,
            String owner,
            Map<SliceKey, SortedMap<Cell, String>> desired,
            List<Claim.Difference> differences,
            CamelContext camel) {
        this.connection = connection;
        this.envelope = envelope;
        this.owner = owner;
        this.records = differences.stream()
                .map(each -> new Record(each, record(each, desired.get(each.key()), camel)))
                .toList();
    }

    /** A slice of which nothing should stand is a tombstone: a compacted topic forgets it. */
    private Exchange record(Claim.Difference slice, SortedMap<Cell, String> values, CamelContext camel) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(values.isEmpty() ? null : SliceDocument.of(slice.key(), slice.version(), values));
        exchange.getMessage().setHeader(KafkaConstants.KEY, SliceDocument.key(slice.key()));
        exchange.getMessage().setHeader("flow", envelope.flow());
        exchange.getMessage().setHeader("run", String.valueOf(envelope.run()));
        exchange.getMessage().setHeader("version", String.valueOf(slice.version()));
        exchange.getMessage().setHeader("contract", String.valueOf(SliceDocument.CONTRACT));
        return exchange;
    }

    String flow() {
        return envelope.flow();
    }

    long run() {
        return envelope.run();
    }

    String owner() {
        return owner;
    }

    String connection() {
        return connection;
    }

    public boolean isToSend() {
        return !records.isEmpty();
    }

    int size() {
        return records.size();
    }

    /** What is let through counts among what the cluster does at once, until it is answered. */
    void entered(Dhis2CallGate.Call passed) {
        call = passed;
    }

    /** Hands over the call, once: it is told only once what became of it. */
    Dhis2CallGate.@Nullable Call leaves() {
        Dhis2CallGate.@Nullable Call passed = call;
        call = null;
        return passed;
    }

    /** The records, one after the other: once the cluster is seen to be away, the others are kept. */
    public Iterable<Exchange> getRecords() {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return given < records.size() && outage().isEmpty();
            }

            @Override
            public Exchange next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return records.get(given++).exchange();
            }
        };
    }

    /** Why records that were given to the cluster are not known to have arrived. */
    List<KafkaFailure> outage() {
        return failures().filter(failure -> !failure.refused()).toList();
    }

    private Stream<KafkaFailure> failures() {
        return records.stream()
                .map(Record::failure)
                .filter(failure -> failure != null)
                .map(failure -> KafkaFailure.of(connection, failure));
    }

    /** Certainly not sent: the producer never got them. */
    List<Claim.Difference> unsent() {
        return records.subList(given, records.size()).stream()
                .map(Record::difference)
                .toList();
    }

    List<Claim.Difference> differences() {
        return records.stream().map(Record::difference).toList();
    }

    /** What became of those that the producer got. One without an answer is in doubt. */
    List<Receipt> receipts() {
        return records.subList(0, given).stream()
                .map(each -> new Receipt(each.difference(), outcomes(each)))
                .toList();
    }

    private Map<Cell, Outcome> outcomes(Record record) {
        if (record.isAcknowledged()) {
            return cells(record, Outcome.ACCEPTED);
        }
        Exception failure = record.failure();
        KafkaFailure why = failure == null ? null : KafkaFailure.of(connection, failure);
        return why == null || !why.refused() ? Map.of() : cells(record, new Outcome.Refused(why.code(), why.text()));
    }

    private static Map<Cell, Outcome> cells(Record record, Outcome outcome) {
        List<Cell> cells = new ArrayList<>(record.difference().put().keySet());
        cells.addAll(record.difference().delete());
        return cells.stream().collect(Collectors.toMap(cell -> cell, cell -> outcome));
    }
}

package org.pirogue.flow;

import java.util.Iterator;
import java.util.stream.Stream;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.table.TableMessage;
import org.pirogue.ledger.table.TableOutbox;
import org.pirogue.ledger.value.Outbox;

/** Behind {@code shared.sweep}: what the ledger holds as pending and no message is on its way for. */
public class Sweep {
    /** Values of one message, about. */
    private static final int VALUES = 5_000;

    /** Objects of one message. */
    private static final int OBJECTS = 100;

    private final Outbox outbox;
    private final ObjectOutbox objects;
    private final TableOutbox tables;
    private final Flows flows;
    private final DeliverySettings settings;

    public Sweep(Outbox outbox, ObjectOutbox objects, TableOutbox tables, Flows flows, DeliverySettings settings) {
        this.outbox = outbox;
        this.objects = objects;
        this.tables = tables;
        this.flows = flows;
        this.settings = settings;
    }

    /** A message of the queue. @param text as the collecting route sends it */
    public record Again(String queue, String text) {}

    /** Messages to be sent again, read as they are asked for. */
    public Iterator<Again> due() {
        return Stream.of(
                        outbox.pending().keySet().stream().filter(flows::has).flatMap(this::slices),
                        objects.pending().keySet().stream().filter(flows::has).flatMap(this::objects),
                        tables.pending().stream().filter(flows::has).flatMap(this::tables))
                .flatMap(all -> all)
                .iterator();
    }

    private Stream<Again> slices(String flow) {
        return outbox.due(flow, settings.sweep(), settings.sweepSlices(), VALUES).stream()
                .map(message -> new Again(flows.get(flow).queue(), message.toJson()));
    }

    private Stream<Again> objects(String flow) {
        return objects.due(flow, settings.sweep(), settings.sweepSlices(), OBJECTS).stream()
                .map(message -> new Again(flows.get(flow).queue(), message.toJson()));
    }

    private Stream<Again> tables(String flow) {
        return tables.due(flow, settings.sweep()).map(TableMessage::toJson).stream()
                .map(text -> new Again(flows.get(flow).queue(), text));
    }
}

package org.pirogue.flow;

import java.util.Iterator;
import java.util.stream.Stream;
import org.pirogue.ledger.ObjectOutbox;
import org.pirogue.ledger.Outbox;

/** Behind {@code shared.sweep}: what the ledger holds as pending and no message is on its way for. */
public class Sweep {
    /** Values of one message, about. */
    private static final int VALUES = 5_000;

    /** Objects of one message. */
    private static final int OBJECTS = 100;

    private final Outbox outbox;
    private final ObjectOutbox objects;
    private final Flows flows;
    private final DeliverySettings settings;

    public Sweep(Outbox outbox, ObjectOutbox objects, Flows flows, DeliverySettings settings) {
        this.outbox = outbox;
        this.objects = objects;
        this.flows = flows;
        this.settings = settings;
    }

    /** A message of the queue. @param text as the collecting route sends it */
    public record Again(String queue, String text) {}

    /** Messages to be sent again, read as they are asked for. */
    public Iterator<Again> due() {
        return Stream.concat(
                        outbox.pending().keySet().stream().filter(flows::has).flatMap(this::slices),
                        objects.pending().keySet().stream().filter(flows::has).flatMap(this::objects))
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
}

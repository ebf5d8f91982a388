package org.pirogue.flow;

import java.util.Iterator;
import java.util.List;
import org.pirogue.ledger.Outbox;
import org.pirogue.ledger.SliceMessage;

/** Behind {@code shared.sweep}: what the ledger holds as pending and no message is on its way for. */
public class Sweep {
    /** Values of one message, about. */
    private static final int VALUES = 5_000;

    private final Outbox outbox;
    private final Flows flows;
    private final DeliverySettings settings;

    public Sweep(Outbox outbox, Flows flows, DeliverySettings settings) {
        this.outbox = outbox;
        this.flows = flows;
        this.settings = settings;
    }

    /** A message of the queue. @param text as the collecting route sends it */
    public record Again(String queue, String text) {}

    /** Messages to be sent again, read as they are asked for. */
    public Iterator<Again> due() {
        return outbox.pending().keySet().stream()
                .filter(flow ->
                        flows.all().stream().anyMatch(known -> known.name().equals(flow)))
                .flatMap(flow -> messages(flow).stream()
                        .map(message -> new Again(flows.get(flow).queue(), message.toJson())))
                .iterator();
    }

    private List<SliceMessage> messages(String flow) {
        return outbox.due(flow, settings.sweep(), settings.sweepSlices(), VALUES);
    }
}

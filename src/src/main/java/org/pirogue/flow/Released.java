package org.pirogue.flow;

import java.util.List;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.ObjectOutbox;
import org.pirogue.ledger.table.TableOutbox;
import org.pirogue.ledger.value.Outbox;
import org.pirogue.ledger.value.SliceMessage;

/** Sends what a run had withheld as soon as it may go, instead of leaving it to the sweep. */
public class Released {
    private static final int VALUES = 1_000;
    private static final int OBJECTS = 100;

    private final Outbox outbox;
    private final ObjectOutbox objects;
    private final TableOutbox tables;
    private final Outgoing outgoing;
    private final DeliverySettings settings;

    public Released(
            Outbox outbox, ObjectOutbox objects, TableOutbox tables, Outgoing outgoing, DeliverySettings settings) {
        this.outbox = outbox;
        this.objects = objects;
        this.tables = tables;
        this.outgoing = outgoing;
        this.settings = settings;
    }

    /** A backlog is left to the sweep: what is due here was never sent, or long ago. */
    void send(Flow flow) {
        slices(flow);
        objects(flow);
        tables.unsent(flow.name()).ifPresent(message -> outgoing.send(flow, message));
    }

    private void objects(Flow flow) {
        List<ObjectMessage> due;
        do {
            due = objects.unsent(flow.name(), settings.sweepSlices(), OBJECTS);
            outgoing.sendObjects(flow, due);
        } while (!due.isEmpty());
    }

    private void slices(Flow flow) {
        List<SliceMessage> due;
        do {
            due = outbox.unsent(flow.name(), settings.sweepSlices(), VALUES);
            outgoing.send(flow, due);
        } while (!due.isEmpty());
    }
}

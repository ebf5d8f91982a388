package org.pirogue.flow.object;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.flow.Collect;
import org.pirogue.flow.Flows;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.VersionedObject;
import org.pirogue.ledger.run.Run;

/** Behind {@code changed-objects-action}: hands a closed chunk of objects over to the ledger, and passes on what changed. */
public class ChangedObjects {
    /** Messages of one flow go to one consumer, in order: parents arrive before their children. */
    private static final String GROUP = "JMSXGroupID";

    private final Flows flows;
    private final ObjectBook objects;
    private final ObjectComparison comparison;
    private final List<ObjectTarget> targets;

    public ChangedObjects(Flows flows, ObjectBook objects, ObjectComparison comparison, List<ObjectTarget> targets) {
        this.flows = flows;
        this.objects = objects;
        this.comparison = comparison;
        this.targets = List.copyOf(targets);
    }

    /** @return the messages for the queue; none where nothing changed */
    public List<String> handOver(String connection, int objectsPerMessage, @Body ObjectBatch batch, Exchange exchange) {
        Envelope envelope = batch.envelope();
        ObjectKind kind = ObjectKind.of(batch.kind());
        if (envelope.mode() == Envelope.Mode.COMPARE) {
            comparison.compare(target(kind), flows.of(envelope), connection, batch);
        }
        Run run = Collect.run(exchange);
        List<VersionedObject> changed = objects.handOver(batch, run != null && run.full());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(GROUP, envelope.flow());
        return ObjectMessage.split(envelope, kind, changed, objectsPerMessage).stream()
                .map(ObjectMessage::toJson)
                .toList();
    }

    private ObjectTarget target(ObjectKind kind) {
        return targets.stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
    }
}

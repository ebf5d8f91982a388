package org.pirogue.flow.object;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.flow.Delivery;
import org.pirogue.flow.DeliverySettings;
import org.pirogue.flow.Failure;
import org.pirogue.flow.FlowException;
import org.pirogue.flow.Flows;
import org.pirogue.flow.LostLeases;
import org.pirogue.flow.Node;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.FoundObject;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.ObjectTerms;
import org.pirogue.ledger.run.RunBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all sinks of objects share: objects are claimed, read at the target and compared; what is left is recorded before it is
 * posted, and settled by the target's own verdict. A failure is thrown on, so that the broker brings the message again.
 */
public class ObjectDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectDelivery.class);
    private static final String HELD = "P410";
    private static final String WAITS = "P541";

    private final ObjectDeliveries deliveries;
    private final RunBook runs;
    private final Flows flows;
    private final DeliverySettings settings;
    private final String owners;
    private final LostLeases lost;

    public ObjectDelivery(
            ObjectDeliveries deliveries, RunBook runs, Flows flows, DeliverySettings settings, Node node) {
        this.deliveries = deliveries;
        this.runs = runs;
        this.flows = flows;
        this.settings = settings;
        this.owners = node.name() + "/";
        this.lost = new LostLeases(deliveries::abandon, settings.doubt());
    }

    /** What one delivery holds. */
    record Claimed(String flow, long run, String owner, ObjectKind kind, List<ObjectClaim.Change> changes) {}

    /** Before the first message: what this Pirogue held when it was killed need not wait for the end of its lease. */
    public void begin() {
        int held = deliveries.abandon(owners, settings.doubt());
        if (held > 0) {
            LOG.warn("{} objects were being delivered when Pirogue ended: they are read back and delivered", held);
        }
    }

    /** The message in parts that are each small enough for one POST, and of one level. */
    List<ObjectMessage> parts(int most, String text) {
        ObjectMessage message = ObjectMessage.fromJson(text);
        return ObjectMessage.split(message.envelope(), message.kind(), message.objects(), most);
    }

    /** Claims the objects, compares them with the target, and records what is about to be posted. */
    Claimed claim(ObjectTarget target, String connection, ObjectTerms terms, ObjectMessage part, String exchange) {
        String owner = owners + exchange;
        try {
            lost.letGo();
            return lost.guarded(owner, () -> claimed(target, connection, terms, part, owner));
        } catch (FlowException e) {
            if (e.code().equals(HELD)) {
                // To wait is no trouble of its own: the run goes on to say what it waits for.
                throw e;
            }
            throw troubled(part.envelope().run(), e);
        } catch (RuntimeException e) {
            throw troubled(part.envelope().run(), e);
        }
    }

    private Claimed claimed(
            ObjectTarget target, String connection, ObjectTerms terms, ObjectMessage part, String owner) {
        String flow = part.envelope().flow();
        List<ObjectClaim> claims = deliveries.claim(flow, target.kind(), part.versions(), owner, settings.lease());
        List<ObjectClaim> decided = new ArrayList<>(claims);
        decided.addAll(compared(target, connection, terms, flow, owner, claims));
        List<ObjectClaim.Change> changes = decided.stream()
                .filter(ObjectClaim.Change.class::isInstance)
                .map(ObjectClaim.Change.class::cast)
                .toList();
        if (decided.stream().anyMatch(ObjectClaim.Busy.class::isInstance)) {
            // Nothing was sent, so nothing need wait: two messages that share objects would hold each other up for
            // ever.
            deliveries.withdraw(flow, target.kind(), owner, changes, Duration.ZERO);
            throw new FlowException(
                    HELD, "objects of " + flow + " are held by another delivery: the message comes again");
        }
        return new Claimed(flow, part.envelope().run(), owner, target.kind(), changes);
    }

    private List<ObjectClaim> compared(
            ObjectTarget target,
            String connection,
            ObjectTerms terms,
            String flow,
            String owner,
            List<ObjectClaim> claims) {
        List<ObjectClaim.ToRead> toRead = claims.stream()
                .filter(ObjectClaim.ToRead.class::isInstance)
                .map(ObjectClaim.ToRead.class::cast)
                .toList();
        if (toRead.isEmpty()) {
            return List.of();
        }
        try {
            Map<ObjectClaim.ToRead, FoundObject> found = target.read(flows.get(flow), connection, toRead);
            return deliveries.compare(flow, target.kind(), owner, found, terms, settings.lease());
        } catch (RuntimeException e) {
            deliveries.unknown(flow, target.kind(), owner, claims, settings.retry());
            throw e;
        }
    }

    /** Builds the posting; where that fails nothing was sent. */
    <T extends ObjectPosting> T built(Claimed claimed, java.util.function.Supplier<T> posting) {
        try {
            return posting.get();
        } catch (RuntimeException e) {
            withdraw(claimed.flow(), claimed.kind(), claimed.owner(), claimed.changes());
            throw troubled(claimed.run(), e);
        }
    }

    Map<String, ObjectDeliveries.Seen> seen(String flow, ObjectKind kind, java.util.Collection<String> keys) {
        return deliveries.seen(flow, kind, keys);
    }

    /** Writes the receipt. @param stopped why not all was decided, or null */
    void settle(ObjectPosting posting, @Nullable RuntimeException stopped) {
        List<String> late = deliveries.settle(
                posting.flow(), posting.kind(), posting.owner(), posting.receipts(), settings.doubt());
        if (!late.isEmpty()) {
            LOG.warn("{} objects of {} were settled too late, they are delivered again", late.size(), posting.flow());
        }
        if (stopped != null) {
            throw troubled(posting.run(), stopped);
        }
        if (posting.waiting()) {
            throw new FlowException(
                    WAITS, "objects of " + posting.flow() + " wait for their parents: the message comes again");
        }
    }

    /** Nothing came back, or nothing was sent: the objects are let go, and the message comes again. */
    FlowException failed(ObjectPosting posting, RuntimeException cause) {
        if (cause instanceof FlowException said) {
            return said;
        }
        if (cause instanceof Dhis2Exception && Delivery.certainlyNotWritten(cause)) {
            withdraw(posting.flow(), posting.kind(), posting.owner(), posting.changes());
        } else {
            lost.guarded(posting.owner(), () -> {
                deliveries.unknown(
                        posting.flow(), posting.kind(), posting.owner(), posting.changes(), settings.doubt());
                return true;
            });
        }
        return troubled(posting.run(), cause);
    }

    private void withdraw(String flow, ObjectKind kind, String owner, List<ObjectClaim.Change> changes) {
        lost.guarded(owner, () -> {
            deliveries.withdraw(flow, kind, owner, changes, settings.retry());
            return true;
        });
    }

    private FlowException troubled(long run, Throwable cause) {
        Failure failure = Failure.of(cause);
        runs.trouble(run, failure.code(), failure.text());
        return new FlowException(failure.code(), failure.text());
    }
}

package org.pirogue.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.Dhis2CallGate;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.pressure.Gates;
import org.pirogue.workspace.KafkaFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@code kafka-sink}: each slice that changed goes whole, recorded before it is sent and settled when the broker has
 * acknowledged its record. A topic is not read: what stands there is what the ledger knows to have been acknowledged.
 */
public class KafkaDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaDelivery.class);
    private static final String HELD = "P410";

    private final Deliveries deliveries;
    private final LostLeases lost;
    private final RunBook runs;
    private final SliceMessages messages;
    private final Gates gates;
    private final DeliverySettings settings;
    private final String owners;

    public KafkaDelivery(Deliveries deliveries, RunBook runs, Gates gates, DeliverySettings settings, Node node) {
        this.deliveries = deliveries;
        this.lost = new LostLeases(deliveries::abandon, settings.doubt());
        this.runs = runs;
        this.messages = new SliceMessages(runs);
        this.gates = gates;
        this.settings = settings;
        this.owners = node.name() + "/";
    }

    /** Claims the slices of a message, and records what is about to be sent. */
    public KafkaPosting attempt(String connection, @Body String text, Exchange exchange) {
        SliceMessage message = messages.read(text);
        String owner = owners + exchange.getExchangeId();
        try {
            lost.letGo();
            return lost.guarded(owner, () -> claim(connection, message, owner, exchange));
        } catch (RuntimeException e) {
            if (e instanceof FlowException held && held.code().equals(HELD)) {
                // To wait is no trouble of its own: the run goes on to say what it waits for.
                throw held;
            }
            throw troubled(message.envelope().run(), Failure.of(e));
        }
    }

    private KafkaPosting claim(String connection, SliceMessage message, String owner, Exchange exchange) {
        String flow = message.envelope().flow();
        List<Claim> decided = new ArrayList<>(deliveries.claim(flow, message.versions(), owner, settings.lease()));
        decided.addAll(deliveries.whole(flow, owner, of(Claim.ToRead.class, decided), settings.lease()));
        List<Claim.Difference> differences = of(Claim.Difference.class, decided);
        if (!of(Claim.Busy.class, decided).isEmpty()) {
            // Nothing was sent, so nothing need wait: two messages that share slices would hold each other up for ever.
            deliveries.withdraw(flow, owner, differences, Duration.ZERO);
            throw new FlowException(
                    HELD, "slices of " + flow + " are held by another delivery: the message comes again");
        }
        Map<SliceKey, SortedMap<Cell, String>> desired = new HashMap<>();
        message.slices().forEach(slice -> desired.put(slice.key(), slice.values()));
        KafkaPosting posting =
                new KafkaPosting(connection, message.envelope(), owner, desired, differences, exchange.getContext());
        enter(posting);
        return posting;
    }

    private static <T extends Claim> List<T> of(Class<T> type, List<Claim> claims) {
        return claims.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void enter(KafkaPosting posting) {
        if (!posting.isToSend()) {
            return;
        }
        try {
            posting.entered(gates.of(posting.connection()).enter(new Dhis2CallGate.Asked(true, posting.size())));
        } catch (RuntimeException e) {
            deliveries.withdraw(posting.flow(), posting.owner(), posting.differences(), settings.retry());
            throw e;
        }
    }

    /** Writes the receipt: the broker has acknowledged everything, or there was nothing to send. */
    public void settle(@Variable("posting") KafkaPosting posting) {
        settled(posting);
        posting.outage().stream().findFirst().ifPresent(why -> {
            throw troubled(posting.run(), new Failure(why.code(), why.text()));
        });
    }

    /** Some records, or all, were not acknowledged: what was refused is a reject, all else comes again. */
    public void failed(@Variable("posting") KafkaPosting posting, Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (cause instanceof FlowException said) {
            throw said;
        }
        settle(posting);
        if (!posting.unsent().isEmpty()) {
            KafkaFailure why = KafkaFailure.of(posting.connection(), cause);
            throw troubled(posting.run(), new Failure(why.code(), why.text()));
        }
    }

    private void settled(KafkaPosting posting) {
        tellGate(posting);
        List<SliceKey> late = guarded(
                posting,
                () -> deliveries.settle(posting.flow(), posting.owner(), posting.receipts(), settings.doubt()));
        if (!posting.unsent().isEmpty()) {
            guarded(posting, () -> {
                deliveries.withdraw(posting.flow(), posting.owner(), posting.unsent(), settings.retry());
                return true;
            });
        }
        if (!late.isEmpty()) {
            LOG.warn("{} slices of {} were settled too late, they are delivered again", late.size(), posting.flow());
        }
    }

    private <T> T guarded(KafkaPosting posting, Supplier<T> work) {
        return lost.guarded(posting.owner(), work);
    }

    /** Refused records do not speak against the cluster. */
    private static void tellGate(KafkaPosting posting) {
        Dhis2CallGate.@Nullable Call call = posting.leaves();
        if (call == null) {
            return;
        }
        boolean away = !posting.outage().isEmpty() || !posting.unsent().isEmpty();
        if (away) {
            String why = posting.outage().stream()
                    .findFirst()
                    .map(KafkaFailure::text)
                    .orElse("connection '" + posting.connection() + "' takes no records");
            call.failed(new Dhis2Exception(Dhis2Exception.Kind.UNREACHABLE, why));
        } else {
            call.answered();
        }
    }

    /** The run says why its values are still in flight; the exception carries no more than that. */
    private FlowException troubled(long run, Failure failure) {
        runs.trouble(run, failure.code(), failure.text());
        return new FlowException(failure.code(), failure.text());
    }
}

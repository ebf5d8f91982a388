package org.pirogue.flow.object;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.pirogue.camel.dhis2.bulk.TrackerVerdict;
import org.pirogue.flow.Policies;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.ObjectTerms;

/** Behind {@code dhis2-tracker-sink}. */
public class TrackerDelivery {
    private final ObjectDelivery delivery;
    private final TrackerTarget target;

    public TrackerDelivery(ObjectDelivery delivery, TrackerTarget target) {
        this.delivery = delivery;
        this.target = target;
    }

    public List<ObjectMessage> parts(int entitiesPerPost, @Body String text) {
        return delivery.parts(entitiesPerPost, text);
    }

    /**
     * @param policy of values that somebody else changed at the target; {@code firstRun}: of those that stood there before
     * @param deleted of what somebody deleted at the target
     */
    public TrackerPosting attempt(
            String connection,
            String program,
            String policy,
            String firstRun,
            String deleted,
            @Body ObjectMessage part,
            Exchange exchange) {
        ObjectTerms terms =
                new ObjectTerms(Policies.ofObjects(policy), Policies.ofObjects(firstRun), Policies.ofObjects(deleted));
        ObjectDelivery.Claimed claimed = delivery.claim(target, connection, terms, part, exchange.getExchangeId());
        return delivery.built(claimed, () -> new TrackerPosting(claimed, target.codes(connection, program)));
    }

    public void answered(@Body TrackerVerdict verdict, @Variable("posting") TrackerPosting posting) {
        posting.answered(verdict);
    }

    /** Writes the receipt. */
    public void settle(@Variable("posting") TrackerPosting posting) {
        posting.decide();
        delivery.settle(posting, null);
    }

    public void failed(@Variable("posting") TrackerPosting posting, Exchange exchange) {
        throw delivery.failed(posting, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RuntimeException.class));
    }
}

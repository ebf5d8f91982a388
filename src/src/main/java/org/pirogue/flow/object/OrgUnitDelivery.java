package org.pirogue.flow.object;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.pirogue.camel.dhis2.bulk.MetadataVerdict;
import org.pirogue.flow.Policies;
import org.pirogue.ledger.object.ObjectClaim;
import org.pirogue.ledger.object.ObjectDeliveries;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.ObjectTerms;

/** Behind {@code dhis2-org-units-sink}. */
public class OrgUnitDelivery {
    private final ObjectDelivery delivery;
    private final OrgUnitTarget target;

    public OrgUnitDelivery(ObjectDelivery delivery, OrgUnitTarget target) {
        this.delivery = delivery;
        this.target = target;
    }

    public List<ObjectMessage> parts(int unitsPerPost, @Body String text) {
        return delivery.parts(unitsPerPost, text);
    }

    /**
     * @param policy of fields that somebody else changed at the target; {@code firstRun}: of those that stood there before
     * @param deleted of units that somebody deleted at the target
     */
    public OrgUnitPosting attempt(
            String connection,
            String policy,
            String firstRun,
            String deleted,
            @Body ObjectMessage part,
            Exchange exchange) {
        ObjectTerms terms =
                new ObjectTerms(Policies.ofObjects(policy), Policies.ofObjects(firstRun), Policies.ofObjects(deleted));
        ObjectDelivery.Claimed claimed = delivery.claim(target, connection, terms, part, exchange.getExchangeId());
        return delivery.built(claimed, () -> posting(connection, claimed));
    }

    private OrgUnitPosting posting(String connection, ObjectDelivery.Claimed claimed) {
        List<ObjectClaim.ToRead> objects =
                claimed.changes().stream().map(ObjectClaim.Change::of).toList();
        Map<String, ObjectDeliveries.Seen> parents = delivery.seen(
                claimed.flow(),
                claimed.kind(),
                objects.stream()
                        .map(ObjectClaim.ToRead::parent)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        List<String> uids = parents.values().stream()
                .map(ObjectDeliveries.Seen::uid)
                .filter(Objects::nonNull)
                .toList();
        return new OrgUnitPosting(claimed, target.units(connection, objects, uids), parents);
    }

    /** Writes the receipt. Called with the verdict, or with the posting itself where nothing was left to send. */
    public void settle(@Body Object answer, @Variable("posting") OrgUnitPosting posting) {
        if (answer instanceof MetadataVerdict verdict) {
            posting.answered(verdict);
            delivery.settle(posting, verdict.stopped());
        } else {
            delivery.settle(posting, null);
        }
    }

    public void failed(@Variable("posting") OrgUnitPosting posting, Exchange exchange) {
        throw delivery.failed(posting, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RuntimeException.class));
    }
}

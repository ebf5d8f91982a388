package org.pirogue.flow;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Verdict;
import org.pirogue.ledger.Claim;
import org.pirogue.ledger.Deliveries;
import org.pirogue.ledger.RunBook;
import org.pirogue.ledger.SliceMessage;
import org.pirogue.ledger.Stands;
import org.pirogue.ledger.Terms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@code dhis2-data-values-sink}: the difference of each slice, recorded before it is posted, and the receipt. A
 * failure is thrown on, so that the broker brings the message again; nothing is settled without the server's verdict.
 */
public class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final String HELD = "P410";

    private final Deliveries deliveries;
    private final LostLeases lost;
    private final RunBook runs;
    private final MetadataCache metadata;
    private final TargetReader target;
    private final FlowTerms terms;
    private final DeliverySettings settings;
    private final String owners;
    private final Clock clock;

    public Delivery(
            Deliveries deliveries,
            RunBook runs,
            MetadataCache metadata,
            TargetReader target,
            FlowTerms terms,
            DeliverySettings settings,
            Node node,
            Clock clock) {
        this.deliveries = deliveries;
        this.lost = new LostLeases(deliveries, settings.doubt());
        this.runs = runs;
        this.metadata = metadata;
        this.target = target;
        this.terms = terms;
        this.settings = settings;
        this.owners = node.name() + "/";
        this.clock = clock;
    }

    /** Before the first message: what this Pirogue held when it was killed need not wait for the end of its lease. */
    public void begin() {
        int held = deliveries.abandon(owners, settings.doubt());
        if (held > 0) {
            LOG.warn("{} slices were being delivered when Pirogue ended: they are read back and delivered", held);
        }
    }

    /** The message in parts of whole slices, each small enough for one POST. */
    public List<SliceMessage> parts(int valuesPerPost, @Body String text) {
        SliceMessage message = SliceMessage.fromJson(text);
        return SliceMessage.split(message.envelope(), message.dataSet(), message.slices(), valuesPerPost);
    }

    /**
     * Claims the slices, compares them with the target, and records what is about to be posted.
     *
     * @param policy of values that somebody else changed at the target; {@code firstRun}: of those that stood there before
     * @param policies name of a table of policies beside the flow; empty for none
     */
    public Posting attempt(
            String connection,
            String dataSet,
            String policy,
            String firstRun,
            String policies,
            @Body SliceMessage part,
            Exchange exchange) {
        try {
            Terms agreed = terms.of(part.envelope().flow(), policy, firstRun, policies);
            String owner = owners + exchange.getExchangeId();
            lost.letGo();
            return lost.guarded(owner, () -> claim(connection, dataSet, agreed, part, owner));
        } catch (RuntimeException e) {
            if (e instanceof FlowException held && held.code().equals(HELD)) {
                // To wait is no trouble of its own: the run goes on to say what it waits for.
                throw held;
            }
            throw troubled(part.envelope().run(), e);
        }
    }

    private Posting claim(String connection, String dataSet, Terms agreed, SliceMessage part, String owner) {
        String flow = part.envelope().flow();
        DataSetMetadata known = metadata.dataSet(connection, dataSet);
        List<Claim> claims = deliveries.claim(flow, part.versions(), owner, settings.lease());
        List<Claim> decided = new ArrayList<>(claims);
        decided.addAll(compare(flow, owner, connection, dataSet, agreed, claims));
        List<Claim.Difference> differences = decided.stream()
                .filter(Claim.Difference.class::isInstance)
                .map(Claim.Difference.class::cast)
                .toList();
        if (decided.stream().anyMatch(Claim.Busy.class::isInstance)) {
            // Nothing was sent, so nothing need wait: two messages that share slices would hold each other up for ever.
            deliveries.withdraw(flow, owner, differences, Duration.ZERO);
            throw new FlowException(
                    HELD, "slices of " + flow + " are held by another delivery: the message comes again");
        }
        return new Posting(
                flow,
                part.envelope().run(),
                owner,
                known,
                new TargetCheck(known, clock),
                new Locks(settings.holdRetry()),
                differences);
    }

    /** What is to be written is held against what stands at the target now, whole slices. */
    private List<Claim> compare(
            String flow, String owner, String connection, String dataSet, Terms agreed, List<Claim> claims) {
        List<Claim.ToRead> toRead = claims.stream()
                .filter(Claim.ToRead.class::isInstance)
                .map(Claim.ToRead.class::cast)
                .toList();
        if (toRead.isEmpty()) {
            return List.of();
        }
        try {
            return deliveries.compare(flow, owner, actual(connection, dataSet, toRead), agreed, settings.lease());
        } catch (RuntimeException e) {
            deliveries.unknown(flow, owner, claims, settings.retry());
            throw e;
        }
    }

    /** A slice that cannot stand at the target at all is not read: an empty answer would say nothing. */
    private Map<Claim.ToRead, @Nullable Map<Cell, Stands>> actual(
            String connection, String dataSet, List<Claim.ToRead> toRead) {
        TargetCheck check = new TargetCheck(metadata.dataSet(connection, dataSet), clock);
        Map<String, SortedSet<String>> units = new TreeMap<>();
        toRead.stream()
                .map(Claim.ToRead::key)
                .filter(key -> check.slice(key).isEmpty())
                .forEach(key -> units.computeIfAbsent(key.period(), none -> new TreeSet<>())
                        .add(key.orgUnit()));
        Map<SliceKey, Map<Cell, Stands>> stands = new HashMap<>();
        units.forEach((period, orgUnits) -> stands.putAll(target.read(connection, dataSet, orgUnits, period)));
        Map<Claim.ToRead, @Nullable Map<Cell, Stands>> actual = new HashMap<>();
        for (Claim.ToRead claim : toRead) {
            boolean canStand = check.slice(claim.key()).isEmpty();
            actual.put(claim, canStand ? stands.getOrDefault(claim.key(), Map.of()) : null);
        }
        return actual;
    }

    /** Writes the receipt. Called with the verdict, or with the posting itself where nothing was left to send. */
    public void settle(String connection, String dataSet, @Body Object answer, @Variable("posting") Posting posting) {
        Verdict verdict = answer instanceof Verdict given ? given : null;
        if (verdict != null) {
            posting.answered(verdict);
        }
        List<SliceKey> late = deliveries.settle(posting.flow(), posting.owner(), posting.receipts(), settings.doubt());
        if (posting.anyRefused()) {
            metadata.forget(connection, dataSet);
        }
        if (!late.isEmpty()) {
            LOG.warn("{} slices of {} were settled too late, they are delivered again", late.size(), posting.flow());
        }
        stopped(verdict);
    }

    private static void stopped(@Nullable Verdict verdict) {
        if (verdict != null && verdict.stopped() != null) {
            throw verdict.stopped();
        }
    }

    /** Nothing came back, or nothing was sent: the slices are let go, and the message comes again. */
    public void failed(@Variable("posting") Posting posting, Exchange exchange) {
        RuntimeException cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RuntimeException.class);
        lost.guarded(posting.owner(), () -> {
            letGo(posting, certainlyNotWritten(cause));
            return posting;
        });
        throw troubled(posting.run(), cause);
    }

    private void letGo(Posting posting, boolean notWritten) {
        if (notWritten) {
            deliveries.withdraw(posting.flow(), posting.owner(), posting.differences(), settings.retry());
        } else {
            deliveries.unknown(posting.flow(), posting.owner(), posting.differences(), settings.doubt());
        }
    }

    /** The run says why its values are still in flight; the exception carries no more than that. */
    private FlowException troubled(long run, Throwable cause) {
        Failure failure = Failure.of(cause);
        runs.trouble(run, failure.code(), failure.text());
        return new FlowException(failure.code(), failure.text());
    }

    static boolean certainlyNotWritten(Throwable failure) {
        return failure instanceof Dhis2Exception dhis2
                && switch (dhis2.kind()) {
                    case HELD_BACK,
                            UNREACHABLE,
                            SIGN_IN,
                            SECRET_MISSING,
                            REDIRECT,
                            NOT_FOUND,
                            TOO_LARGE,
                            RATE_LIMITED -> true;
                    case REFUSED,
                            EMPTY_ANSWER,
                            TRUNCATED,
                            NOT_JSON,
                            UNEXPECTED_ANSWER,
                            SERVER_ERROR,
                            TIMEOUT,
                            OUTCOME_UNKNOWN -> false;
                };
    }
}

package org.pirogue.flow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.camel.dhis2.bulk.Dhis2Exception;
import org.pirogue.camel.dhis2.bulk.Verdict;
import org.pirogue.ledger.conflict.Stands;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.value.Claim;
import org.pirogue.ledger.value.Deliveries;
import org.pirogue.ledger.value.Shown;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.Terms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@code dhis2-data-values-sink} and {@code dhis2-completeness-sink}: the difference of each slice, recorded before it is posted, and the receipt. A
 * failure is thrown on, so that the broker brings the message again; nothing is settled without the server's verdict.
 */
public class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final String HELD = "P410";

    private final Deliveries deliveries;
    private final LostLeases lost;
    private final RunBook runs;
    private final SliceMessages messages;
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
        this.lost = new LostLeases(deliveries::abandon, settings.doubt());
        this.runs = runs;
        this.messages = new SliceMessages(runs);
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
        SliceMessage message = messages.read(text);
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
            Terms agreed = terms.of(part.envelope().flow(), connection, policy, firstRun, policies);
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
        DataSetMetadata known =
                metadata.asOf(connection, dataSet, part.envelope().run());
        List<Claim> claims = deliveries.claim(flow, part.versions(), owner, settings.lease());
        TargetCheck check = new TargetCheck(known, clock);
        Shown shown = read(flow, owner, connection, dataSet, check, claims, agreed.clocks() != null);
        List<Claim> decided = new ArrayList<>(claims);
        decided.addAll(compare(
                flow, owner, claims, agreed.showing(cell -> check.cell(cell).isEmpty()), shown));
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
                agreed.mirror(),
                known,
                check.butFor(shown.closed()),
                new Locks(settings.holdRetry()),
                terms.completeness(flow),
                differences);
    }

    /** What is to be written is held against what stands at the target now, whole slices. */
    private List<Claim> compare(String flow, String owner, List<Claim> claims, Terms agreed, Shown shown) {
        Map<Claim.ToRead, @Nullable Map<Cell, Stands>> actual = new HashMap<>();
        toRead(claims).forEach(claim -> actual.put(claim, shown.of(claim.key())));
        return actual.isEmpty() ? List.of() : deliveries.compare(flow, owner, actual, agreed, settings.lease());
    }

    /** Where the target cannot be read, nothing is written, and everything stays in flight. */
    private Shown read(
            String flow,
            String owner,
            String connection,
            String dataSet,
            TargetCheck check,
            List<Claim> claims,
            boolean cleared) {
        // A slice that cannot stand at the target at all is not asked for: an empty answer would say nothing.
        Map<String, Set<String>> units = toRead(claims).stream()
                .map(Claim.ToRead::key)
                .filter(key -> check.slice(key).isEmpty())
                .collect(groupingBy(SliceKey::period, TreeMap::new, mapping(SliceKey::orgUnit, toSet())));
        Completeness completeness = terms.completeness(flow);
        try {
            return units.entrySet().stream()
                    .map(each ->
                            target.read(connection, dataSet, each.getValue(), each.getKey(), completeness, cleared))
                    .reduce(Shown.NOTHING, Shown::plus);
        } catch (RuntimeException e) {
            deliveries.unknown(flow, owner, claims, settings.retry());
            throw e;
        }
    }

    private static List<Claim.ToRead> toRead(List<Claim> claims) {
        return claims.stream()
                .filter(Claim.ToRead.class::isInstance)
                .map(Claim.ToRead.class::cast)
                .toList();
    }

    /** The values were answered, or there were none: what is left is to register the reports that are complete now. */
    public Posting answered(@Body Object answer, @Variable("posting") Posting posting) {
        if (answer instanceof Verdict verdict) {
            posting.answered(verdict);
        }
        posting.valuesAnswered();
        return posting;
    }

    /** Writes the receipt. Called with the verdict of the registrations, or with the posting itself where there were none. */
    public void settle(String connection, String dataSet, @Body Object answer, @Variable("posting") Posting posting) {
        if (answer instanceof Verdict verdict) {
            posting.registered(verdict);
        }
        settle(connection, dataSet, posting);
        stopped(posting.stopped());
    }

    private void settle(String connection, String dataSet, Posting posting) {
        List<SliceKey> late = deliveries.settle(
                posting.flow(), posting.owner(), posting.receipts(), settings.doubt(), posting.mirror());
        if (posting.anyRefused()) {
            metadata.forget(connection, dataSet);
        }
        if (!late.isEmpty()) {
            LOG.warn("{} slices of {} were settled too late, they are delivered again", late.size(), posting.flow());
        }
    }

    private static void stopped(@Nullable Dhis2Exception stopped) {
        if (stopped != null) {
            throw stopped;
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
        if (posting.isJudged()) {
            // The values have their verdict; only whether the reports were registered is in doubt.
            deliveries.settle(posting.flow(), posting.owner(), posting.receipts(), settings.doubt(), posting.mirror());
            return;
        }
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

    public static boolean certainlyNotWritten(Throwable failure) {
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
                            PARTIAL_ANSWER,
                            SERVER_ERROR,
                            TIMEOUT,
                            OUTCOME_UNKNOWN -> false;
                };
    }
}

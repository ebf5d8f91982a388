package org.pirogue.flow;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.batch.SliceKey;
import org.pirogue.ledger.decision.Decisions;
import org.pirogue.ledger.reject.Decision;
import org.pirogue.ledger.reject.Reject;
import org.pirogue.ledger.reject.RejectFilter;
import org.pirogue.ledger.reject.Rejects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind {@code shared.standing-rejects}: what was refused by the target's metadata before it was sent is tried again
 * when the metadata says otherwise. What the target itself refused is tried again only where its metadata was seen to
 * forbid it meanwhile; else it waits for a person or another value.
 */
public class StandingRejects {
    private static final Logger LOG = LoggerFactory.getLogger(StandingRejects.class);
    private static final Set<String> CODES = Set.of("P401", "P402", "P403", "P404", "P405", "P406", "P407");
    /** Refusals of the target for which its metadata show the reason. */
    private static final Set<String> THEIRS = Set.of("E8020", "E8021", "E8022", "E8024");

    private static final Decision CHANGED = new Decision("pirogue", "the target's metadata allows it now");
    private static final int PAGE = 1_000;

    private final Rejects rejects;
    private final Decisions decisions;
    private final Flows flows;
    private final TargetChecks checks;
    private final Outgoing outgoing;

    public StandingRejects(Rejects rejects, Decisions decisions, Flows flows, TargetChecks checks, Outgoing outgoing) {
        this.rejects = rejects;
        this.decisions = decisions;
        this.flows = flows;
        this.checks = checks;
        this.outgoing = outgoing;
    }

    /** Asks the targets of flows with such rejects, and only those. */
    public void tryAgain() {
        for (Flow flow : flows.all()) {
            try {
                tryAgain(flow);
            } catch (FlowException e) {
                LOG.info("rejects of {} wait: {}", flow.name(), e.getMessage());
            }
        }
    }

    private void tryAgain(Flow flow) {
        List<String> codes = Stream.concat(CODES.stream(), THEIRS.stream())
                .filter(code -> rejects.count(filter(flow, code)) > 0)
                .sorted()
                .toList();
        if (codes.isEmpty()) {
            return;
        }
        TargetChecks.Fresh target = checks.fresh(flow);
        long replayed = 0;
        for (String code : codes) {
            replayed += tryAgain(flow, code, target);
        }
        if (replayed > 0) {
            LOG.info("{} rejects of {} go again: {}", replayed, flow.name(), CHANGED.reason());
        }
    }

    private long tryAgain(Flow flow, String code, TargetChecks.Fresh target) {
        long replayed = 0;
        List<Reject> page = rejects.page(filter(flow, code), 0, PAGE);
        while (!page.isEmpty()) {
            Decisions.Taken taken =
                    decisions.replay(flow.name(), flow.workspace(), changed(target, code, page), CHANGED);
            outgoing.send(flow, taken.messages());
            replayed += taken.rejects().size();
            page = rejects.page(filter(flow, code), page.get(page.size() - 1).id(), PAGE);
        }
        return replayed;
    }

    private List<Long> changed(TargetChecks.Fresh target, String code, List<Reject> page) {
        Map<Boolean, List<Long>> allowed =
                page.stream().collect(partitioningBy(each -> takes(target, each), mapping(Reject::id, toList())));
        if (!THEIRS.contains(code)) {
            return allowed.get(true);
        }
        // Kept in the ledger: a restart between the two looks must not make it wait for ever.
        rejects.forbidden(allowed.get(false));
        return rejects.onceForbidden(allowed.get(true));
    }

    private static boolean takes(TargetChecks.Fresh target, Reject reject) {
        SliceKey key = new SliceKey(
                text(reject.dataSet()), text(reject.orgUnit()), text(reject.period()), text(reject.attributeOptions()));
        Cell cell = new Cell(text(reject.dataElement()), text(reject.categoryOptions()));
        return target.takes(key, cell, text(reject.value()));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static RejectFilter filter(Flow flow, String code) {
        return new RejectFilter(
                flow.name(), null, null, null, null, code, Reject.Kind.TARGET, Set.of(Reject.State.OPEN));
    }
}

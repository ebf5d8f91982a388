package org.pirogue.flow;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.conflict.Policy;
import org.pirogue.ledger.value.Terms;

/** On which terms each flow meets its target: what it claims, and its policies. */
public class FlowTerms {
    private final Flows flows;
    private final FlowFiles files;
    private final Pairs pairs;
    private final Clocks clocks;
    private final Duration apart;

    /** @param apart how far the clocks of source and target may be apart, where the later edit is to stand */
    public FlowTerms(Flows flows, FlowFiles files, Pairs pairs, Clocks clocks, Duration apart) {
        this.flows = flows;
        this.files = files;
        this.pairs = pairs;
        this.clocks = clocks;
        this.apart = apart;
    }

    /** What becomes of the registrations of complete reports. */
    Completeness completeness(String flow) {
        return Completeness.of(flows.get(flow));
    }

    /**
     * @param connection to the target
     * @param policy what becomes of edits, where the table says nothing
     * @param firstRun what becomes of what stood there before, where the table says nothing
     * @param table name of the policies beside the flow; empty for none
     */
    Terms of(String name, String connection, String policy, String firstRun, String table) {
        Flow flow = flows.get(name);
        Set<Cell> claim = files.claim(flow);
        Policies policies = files.policiesOf(flow, table);
        Policy edited = Policies.named(policy);
        Policy first = Policies.named(firstRun);
        return new Terms(
                        claim::contains,
                        cell -> policies.of(cell).orElse(edited),
                        cell -> policies.of(cell).orElse(first),
                        pairs.mirrorOf(name).orElse(null))
                .within(files.asksForLatest(flow) ? comparable(flow, connection) : null);
    }

    private @Nullable Duration comparable(Flow flow, String connection) {
        return clocks.apart(flow.source().parameter("connection"), connection)
                .filter(found -> found.compareTo(apart) <= 0)
                .map(found -> apart)
                .orElse(null);
    }
}

package org.pirogue.flow;

import java.util.Set;
import org.pirogue.batch.Cell;
import org.pirogue.ledger.Policy;
import org.pirogue.ledger.Terms;

/** On which terms each flow meets its target: what it claims, and its policies. */
public class FlowTerms {
    private final Flows flows;
    private final FlowFiles files;
    private final Pairs pairs;

    public FlowTerms(Flows flows, FlowFiles files, Pairs pairs) {
        this.flows = flows;
        this.files = files;
        this.pairs = pairs;
    }

    /** What becomes of the registrations of complete reports. */
    Completeness completeness(String flow) {
        return Completeness.of(flows.get(flow));
    }

    /**
     * @param policy what becomes of edits, where the table says nothing
     * @param firstRun what becomes of what stood there before, where the table says nothing
     * @param table name of the policies beside the flow; empty for none
     */
    Terms of(String name, String policy, String firstRun, String table) {
        Flow flow = flows.get(name);
        Set<Cell> claim = files.claim(flow);
        Policies policies = table.isBlank() ? Policies.NONE : files.policies(flow, table);
        Policy edited = Policies.named(policy);
        Policy first = Policies.named(firstRun);
        return new Terms(
                claim::contains,
                cell -> policies.of(cell).orElse(edited),
                cell -> policies.of(cell).orElse(first),
                pairs.mirrorOf(name).orElse(null));
    }
}

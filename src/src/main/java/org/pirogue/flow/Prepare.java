package org.pirogue.flow;

import org.apache.camel.Body;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.ledger.Past;

/** Behind the preparing kamelets: hands a batch to a mapping, rules or checks. All counting is theirs. */
public class Prepare {
    private final Flows flows;
    private final FlowFiles files;
    private final Past past;

    public Prepare(Flows flows, FlowFiles files, Past past) {
        this.flows = flows;
        this.files = files;
        this.past = past;
    }

    /** @param file name of the mapping, beside the flow */
    public SliceBatch map(String file, @Body SliceBatch batch) {
        return files.mapping(flow(batch.envelope()), file).apply(batch);
    }

    /** @param file name of the rules, beside the flow */
    public SliceBatch count(String file, String periodType, @Body CaseBatch batch) {
        return files.rules(flow(batch.envelope()), file, periodType).count(batch);
    }

    /** @param file name of the quality rules, beside the flow */
    public SliceBatch check(String file, @Body SliceBatch batch) {
        Flow flow = flow(batch.envelope());
        return files.checks(flow, file).apply(batch, new LedgerHistory(past, flow, batch.scope()));
    }

    private Flow flow(Envelope envelope) {
        return flows.get(envelope.flow());
    }
}

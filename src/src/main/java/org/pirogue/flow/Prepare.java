package org.pirogue.flow;

import java.time.Clock;
import java.time.LocalDate;
import org.apache.camel.Body;
import org.pirogue.batch.CaseBatch;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceBatch;
import org.pirogue.ledger.value.Past;
import org.pirogue.prepare.convert.PeriodConversion;

/** Behind the preparing kamelets: hands a batch to a mapping, rules or checks. All counting is theirs. */
public class Prepare {
    private final Flows flows;
    private final FlowFiles files;
    private final Past past;
    private final Relations relations;
    private final Clock clock;

    public Prepare(Flows flows, FlowFiles files, Past past, Relations relations, Clock clock) {
        this.flows = flows;
        this.files = files;
        this.past = past;
        this.relations = relations;
        this.clock = clock;
    }

    /** Parameters: as {@link AlignTerms}. */
    public SliceBatch alignOrgUnits(
            String connection,
            String by,
            String attribute,
            String words,
            String review,
            int rollUpTo,
            @Body SliceBatch batch) {
        AlignTerms terms = new AlignTerms(connection, by, attribute, words, review, rollUpTo);
        return relations.alignment(flow(batch.envelope()), terms).apply(batch);
    }

    /** Parameters: as {@link PeriodConversion#of}. */
    public SliceBatch convertPeriod(
            String source, String target, String average, String last, String incomplete, @Body SliceBatch batch) {
        return files.conversion(source, target, average, last, incomplete).apply(batch, LocalDate.now(clock));
    }

    /** @param file name of the table of indicators, beside the flow */
    public SliceBatch calculate(String file, String inputs, @Body SliceBatch batch) {
        return files.indicators(flow(batch.envelope()), file).apply(batch, inputs.equals("keep"));
    }

    /** @param groups name of the table of groups, beside the flow; empty for none */
    public SliceBatch suppress(int threshold, String groups, @Body SliceBatch batch) {
        return files.suppression(flow(batch.envelope()), threshold, groups).apply(batch);
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
        return flows.of(envelope);
    }
}

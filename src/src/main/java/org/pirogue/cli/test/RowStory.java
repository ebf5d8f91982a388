package org.pirogue.cli.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.pirogue.batch.Table;
import org.pirogue.flow.Failure;
import org.pirogue.flow.Flow;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.prepare.Problems;

/** The steps of a test in which rows of a table become values: a table goes in, and values are sent. */
final class RowStory {
    static final String KAMELET = "rows-to-values-action";

    private final Bench bench;
    private final Flow flow;
    private final TableStory tables;
    private final String input;

    RowStory(Bench bench, Flow flow, TableStory tables, String input) {
        this.bench = bench;
        this.flow = flow;
        this.tables = tables;
        this.input = input;
    }

    /** The steps behind the kamelet, chunk by chunk. @param ear hears each chunk before it is handed over */
    void behind(SmallestFlow chunks, String ear) {
        flow.collect().stream()
                .skip(2)
                .filter(step -> !step.kamelet().equals("changed-slices-action"))
                .forEach(step -> chunks.to("kamelet:" + step.kamelet(), step.parameters()));
        chunks.process(ear);
        chunks.to("kamelet:changed-slices-action", flow.target().parameters());
        chunks.splitTo("jms:queue:" + flow.queue());
    }

    /** @param stated {@code known} slices that an earlier run has brought, then the table */
    Found step(TestFile.Given stated, String dataSet) {
        Books books = bench.books;
        books.deliver(books.handOver(
                flow, dataSet, Optional.ofNullable(stated.known()).orElse(List.of())));
        Found found = new Found();
        Run run = books.open(flow);
        List<SliceMessage> sent = new ArrayList<>();
        try {
            Table table = tables.given(run, stated);
            bench.template.sendBody(input, table);
            sent.addAll(bench.messages(flow.queue()));
            sent.addAll(books.collected(flow, run));
        } catch (CamelExecutionException | Problems e) {
            found.fails = Failure.of(e).code();
            books.runs.fail(run.run(), found.fails, "the test has seen it");
            sent.addAll(bench.messages(flow.queue()));
        }
        books.deliver(sent).forEach(difference -> found.sends.add(Shown.difference(difference)));
        found.findings = books.findings(run);
        found.counts = Books.counts(books.now(run));
        return found;
    }
}

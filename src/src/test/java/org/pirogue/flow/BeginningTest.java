package org.pirogue.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.Scope;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.ledger.run.RunRequests;
import org.pirogue.ledger.run.VersionBook;
import org.pirogue.ledger.run.Versions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A run goes on by the tables that it began with, also after a restart; and ends where its steps are gone. */
class BeginningTest {
    private static final String OWNER = "here";

    private final String name = "flow-" + UUID.randomUUID();
    private final JdbcTemplate jdbc = new JdbcTemplate(TestDatabase.source());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(TestDatabase.source()));
    private final RunBook runs = new RunBook(jdbc, transaction);
    private final VersionBook versions = new VersionBook(jdbc, transaction, runs);
    private final RunRequests requests = new RunRequests(jdbc, transaction);
    private final Map<String, Flow> kept = new HashMap<>();
    private final CamelContext camel = new DefaultCamelContext();
    private final Flows flows = new Flows(List.of(flow("first")), Map.of(name, versions("first", "route", "map")));
    private final Beginning beginning = beginning(flows);

    private Beginning beginning(Flows of) {
        Archive archive = (deployment, flow) -> Optional.ofNullable(kept.get(deployment));
        return new Beginning(of, versions, requests, new ObjectProvider<>() {
            @Override
            public Archive getObject() {
                return archive;
            }
        });
    }

    private Flow flow(String deployment) {
        Flow.Step source = new Flow.Step("dhis2-data-values-source", Map.of());
        return new Flow(name, "hmis", Path.of(deployment), List.of(source), List.of(), "hmis." + name);
    }

    private static Versions versions(String deployment, String route, String mapping) {
        return new Versions(deployment, route, Map.of(), Map.of("mapping.csv", mapping));
    }

    private void deploy(Flows to, String deployment, String route, String mapping) {
        to.change(List.of(flow(deployment)), Map.of(name, versions(deployment, route, mapping)));
        kept.put(deployment, flow(deployment));
    }

    private Run open() {
        return runs.open(name, "hmis", OWNER).orElseThrow();
    }

    private void plan(Run run) {
        runs.planChunks(run.run(), List.of(new Scope("202601", new TreeSet<>(List.of("A")))), null);
    }

    /** Where the run's tables are read. */
    private static Path folder(Flows of, Run run) {
        return of.of(run.envelope(1)).folder();
    }

    private Exchange exchange() {
        return new DefaultExchange(camel);
    }

    private static void over(Exchange exchange) {
        exchange.getUnitOfWork();
        exchange.getExchangeExtension().handoverCompletions().forEach(each -> each.onComplete(exchange));
    }

    @Test
    void whatIsDeployedWhileItCollectsIsForTheNext() {
        Run run = open();
        Exchange exchange = exchange();
        assertThat(beginning.of(run, exchange)).isTrue();

        deploy(flows, "second", "route", "other");

        assertThat(folder(flows, run)).isEqualTo(Path.of("first"));
        assertThat(flows.get(name).folder()).isEqualTo(Path.of("second"));
        assertThat(versions.of(run.run())).contains(versions("first", "route", "map"));
        over(exchange);
        assertThat(folder(flows, run)).as("not collecting any more").isEqualTo(Path.of("second"));
    }

    @Test
    void afterARestartItGoesOnByTheTablesThatItBeganWith() {
        Run run = open();
        kept.put("first", flow("first"));
        beginning.of(run, exchange());
        plan(run);
        Flows restarted = new Flows(List.of());
        deploy(restarted, "second", "route", "other");

        Run again = open();

        assertThat(again.run()).isEqualTo(run.run());
        assertThat(beginning(restarted).of(again, exchange())).isTrue();
        assertThat(folder(restarted, again)).isEqualTo(Path.of("first"));
        assertThat(versions.underWay()).contains("first");
    }

    @Test
    void aRunThatHasReadNothingYetBeginsAnewWithWhatStandsThere() {
        Run run = open();
        beginning.of(run, exchange());
        Flows restarted = new Flows(List.of());
        deploy(restarted, "second", "other route", "other");

        assertThat(beginning(restarted).of(open(), exchange())).isTrue();
        assertThat(versions.of(run.run())).contains(versions("second", "other route", "other"));
    }

    @Test
    void whereItsStepsAreGoneItEndsAndTheRestIsAskedFor() {
        Run asked = runs.request(name, "hmis", Envelope.Mode.SYNC, "202601", "202603", true);
        Run run = requested();
        assertThat(run.run()).isEqualTo(asked.run());
        beginning.of(run, exchange());
        plan(run);
        deploy(flows, "second", "other route", "map");

        assertThat(beginning.of(requested(), exchange())).isFalse();

        Run ended = runs.find(run.run()).orElseThrow();
        assertThat(ended.state()).isEqualTo(Run.State.FAILED);
        assertThat(ended.problem().code()).isEqualTo("P652");
        Run next = requested();
        assertThat(next.from()).isEqualTo("202601");
        assertThat(next.to()).isEqualTo("202603");
        assertThat(next.full()).isTrue();
        assertThat(beginning.of(next, exchange())).isTrue();
        assertThat(folder(flows, next)).isEqualTo(Path.of("second"));
    }

    /** What was asked for, as a trigger of its own opens it; a schedule would open a run of its own before a backfill. */
    private Run requested() {
        return runs.openRequested(name, "hmis", OWNER).orElseThrow();
    }
}

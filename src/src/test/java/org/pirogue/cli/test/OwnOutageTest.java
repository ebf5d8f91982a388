package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.ObjectBatch;
import org.pirogue.batch.ObjectRecord;
import org.pirogue.batch.Scope;
import org.pirogue.batch.SliceKey;
import org.pirogue.batch.Tally;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Postponed;
import org.pirogue.ledger.TestDatabase;
import org.pirogue.ledger.column.ObjectKind;
import org.pirogue.ledger.object.ObjectBook;
import org.pirogue.ledger.object.ObjectMessage;
import org.pirogue.ledger.object.VersionedObject;
import org.pirogue.ledger.run.Run;
import org.pirogue.ledger.value.SliceMessage;
import org.pirogue.ledger.value.VersionedSlice;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** That Pirogue's own database is away is no fault of a message. */
class OwnOutageTest {
    private static final String SET = "MALARIA";

    private final Flow flow = new Flow(
            "outage",
            "test",
            Path.of("."),
            List.of(new Flow.Step("dhis2-data-values-sink", Map.of("dataSet", SET))),
            List.of(),
            "test.outage");

    @Test
    void aMessageThatMetAFullOrAbsentDatabaseGoesBackIntoItsQueue() throws Exception {
        try (Bench bench = bench()) {
            for (String state : List.of("53100", "57P01", "08006")) {
                Exchange again = met(bench, state);
                bench.bean(Postponed.class).again(Bench.CONNECTION, message(), again);
                assertThat(again.getVariable("queue")).as(state).isEqualTo(flow.queue());
                assertThat(again.getMessage().getHeader("PirogueWaitMillis", Long.class))
                        .isNotNegative();
            }
        }
    }

    @Test
    void aMessageThatTheDatabaseRefusesComesNearerToTheDeadLetters() {
        try (Bench bench = bench()) {
            Exchange again = met(bench, "23505");
            assertThatThrownBy(() -> bench.bean(Postponed.class).again(Bench.CONNECTION, message(), again))
                    .isInstanceOf(DataAccessResourceFailureException.class);
        }
    }

    /** The target has answered, and the receipt cannot be written: nobody else would let the object go before its lease ends. */
    @Test
    void anObjectWhoseReceiptCouldNotBeWrittenIsDeliveredAsSoonAsTheDatabaseIsBack() throws Exception {
        Switched ledger = new Switched(TestDatabase.source());
        Flow units = new Flow(
                "outage-of-units",
                "test",
                Path.of("."),
                List.of(new Flow.Step("dhis2-org-units-sink", Map.of("connection", Bench.CONNECTION))),
                List.of(),
                "test.outage-of-units");
        try (Bench bench = bench(ledger, units)) {
            bench.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:sink").to("kamelet:dhis2-org-units-sink?connection=" + Bench.CONNECTION);
                }
            });
            bench.camel.start();
            String message = handedOver(bench, units);
            Objects.requireNonNull(bench.server)
                    .fail(new YAMLMapper()
                            .readTree("{kind: latency, latencyMillis: 1000, method: POST, path: api/metadata}"));
            Thread outage = new Thread(() -> {
                await().until(() -> bench.server.hits() > 0);
                ledger.away = true;
            });
            outage.start();
            bench.template.requestBody("direct:sink", message);
            outage.join();
            ledger.away = false;
            assertThat(bench.books.runs.latest(units.name()).orElseThrow().inFlight())
                    .isEqualTo(1);

            bench.texts(units.queue()).forEach(again -> bench.template.requestBody("direct:sink", again));

            Run run = bench.books.runs.latest(units.name()).orElseThrow();
            assertThat(run.state()).as("%s", run).isEqualTo(Run.State.DONE);
            assertThat(run.desired().written()).isEqualTo(1);
        }
    }

    private static String handedOver(Bench bench, Flow units) {
        Run run = bench.books.open(units);
        Scope scope = new Scope("", new TreeSet<>(List.of("KNEW0000001")));
        bench.books.runs.planChunks(run.run(), List.of(scope), null);
        ObjectRecord unit = new ObjectRecord(
                "KNEW0000001",
                "NEW",
                2,
                null,
                new TreeMap<>(Map.of(
                        "code",
                        "NEW",
                        "name",
                        "New",
                        "shortName",
                        "New",
                        "openingDate",
                        "2000-01-01",
                        "parent",
                        "BDI")));
        ObjectBatch batch = new ObjectBatch(
                run.envelope(1),
                scope,
                ObjectKind.ORGANISATION_UNIT.label(),
                List.of(unit),
                new Tally(1, 0, 0, 0, 0, 0),
                List.of());
        List<VersionedObject> changed = bench.bean(ObjectBook.class).handOver(batch, false);
        bench.books.runs.collected(run.run());
        return ObjectMessage.split(batch.envelope(), ObjectKind.ORGANISATION_UNIT, changed, 10)
                .get(0)
                .toJson();
    }

    /** A database that can be taken away. */
    private static final class Switched extends DelegatingDataSource {
        private volatile boolean away;

        Switched(DataSource source) {
            super(source);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLException("the database is away", "08006");
            }
            return super.getConnection();
        }
    }

    private Bench bench() {
        return bench(TestDatabase.source(), flow);
    }

    private static Bench bench(DataSource ledger, Flow flow) {
        return new Bench(
                TestGround.over(ledger),
                new Flows(List.of(flow)),
                LocalDate.of(2026, 5, 1),
                Map.of(Bench.CONNECTION, TestGround.HOME.resolve("kamelets/test/hmis.json")));
    }

    private static Exchange met(Bench bench, String state) {
        Exchange exchange = new DefaultExchange(bench.camel);
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT, new DataAccessResourceFailureException("x", new SQLException("x", state)));
        return exchange;
    }

    private String message() {
        Envelope envelope = new Envelope(flow.name(), "test", 1, 0, Envelope.Mode.SYNC);
        VersionedSlice slice = new VersionedSlice(
                new SliceKey(SET, "A", "202501", ""), 1, new TreeMap<>(Map.of(Cell.of("CONF", "U5"), "4")));
        return SliceMessage.split(envelope, SET, List.of(slice), 1000).get(0).toJson();
    }
}

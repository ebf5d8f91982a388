package org.pirogue.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.pirogue.batch.Cell;
import org.pirogue.batch.Envelope;
import org.pirogue.batch.SliceKey;
import org.pirogue.flow.Flow;
import org.pirogue.flow.Flows;
import org.pirogue.flow.Postponed;
import org.pirogue.ledger.SliceMessage;
import org.pirogue.ledger.VersionedSlice;
import org.springframework.dao.DataAccessResourceFailureException;

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

    private Bench bench() {
        return new Bench(
                TestGround.ground(),
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

package org.pirogue.flow;

import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.pirogue.batch.Envelope;
import org.pirogue.ledger.run.MessageEnvelope;
import org.pirogue.ledger.run.RunBook;
import org.pirogue.pressure.Closed;
import org.pirogue.pressure.Gates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Behind every sink: a message that the target cannot take now goes back into its queue to come again later. That is no
 * failed delivery: only what is wrong with the message itself brings it nearer to the dead letters.
 */
public class Postponed {
    /** What passes by itself, or when somebody mends the target or makes room: the message is as good as before. */
    private static final Set<String> PASSES = Set.of(
            "P301", "P302", "P303", "P304", "P305", "P307", "P308", "P315", "P316", "P317", "P318", "P330", "P331",
            "P332", "P333", "P334", "P335", "P410", "P470", "P471", "P541", "P578", "P579", "P580", "P585", "P611",
            "P694", "P698", "P700", "P701", "P702", "P703");

    private static final Set<String> CLOSED = Set.of("P331", "P332", "P333", "P334");
    private static final String TRIES = "PirogueTries";
    private static final String WAIT = "PirogueWaitMillis";
    private static final Logger LOG = LoggerFactory.getLogger(Postponed.class);

    private final Gates gates;
    private final Flows flows;
    private final RunBook runs;

    public Postponed(Gates gates, Flows flows, RunBook runs) {
        this.gates = gates;
        this.flows = flows;
        this.runs = runs;
    }

    /** @throws FlowException P331 to P334 when nothing is delivered to the connection now */
    public void ifClosed(String connection) {
        gates.of(connection).closedForWrites().ifPresent(closed -> {
            throw new FlowException(closed.code(), text(connection, closed));
        });
    }

    static String text(String connection, Closed closed) {
        return "connection '" + connection + "' waits: " + closed.text()
                + (closed.until() == null ? "" : ", until " + closed.until());
    }

    /** How many values one request to the connection carries now, at most {@code valuesPerPost}. */
    public int valuesPerPost(String connection, int valuesPerPost) {
        return gates.of(connection).valuesPerPost(valuesPerPost);
    }

    /** Makes the message ready to be sent to its queue again, or throws on what would fail again in the same way. */
    public void again(String connection, String text, Exchange exchange) throws Exception {
        // A splitter wraps what its steps threw.
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Failure failure = Failure.of(cause);
        if (!PASSES.contains(failure.code())) {
            throw cause;
        }
        Envelope envelope = MessageEnvelope.of(text);
        if (CLOSED.contains(failure.code())) {
            runs.trouble(envelope.run(), failure.code(), failure.text());
        }
        int tries = 1 + exchange.getMessage().getHeader(TRIES, 0, Integer.class);
        Duration wait = gates.of(connection).retryIn(tries);
        LOG.debug("a message of {} comes again in {}: {}", envelope.flow(), wait, failure.code());
        exchange.getMessage().setBody(text);
        exchange.getMessage().setHeader(TRIES, CLOSED.contains(failure.code()) ? tries - 1 : tries);
        exchange.getMessage().setHeader(WAIT, wait.toMillis());
        exchange.setVariable("queue", flows.get(envelope.flow()).queue());
    }
}
